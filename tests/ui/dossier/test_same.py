"""Same person twice on the Personen tab: suggested, shown as one, taken back; by the real widgets."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.a11y.audit import audit
from tests.fakes import FakeDialogs
from tests.ui.dossier.stage import Stage
from wijkdesk.models.dossier import ContactPoint
from wijkdesk.models.person import Person
from wijkdesk.services import dossiers, people, undoing
from wijkdesk.services.dossiers import NewHousehold
from wijkdesk.services.newcomers import NewPerson
from wijkdesk.ui.dossier.screen import SPEC, DossierScreen
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.actions import ActionRegistry
from wijkdesk.ui.kit.screen import ScreenContext


class Screen(Stage):
    """The dossier on Personen, at one person."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        super().__init__(folder)
        self.qtbot = qtbot
        self.samira = self.person("Samira")
        self.twin, _changes = people.add_person(self.session, self.home, NewPerson("Samiera", "El Amrani"))
        phone = people.blank(ContactPoint, self.twin).with_(value="06 99999999")
        people.save_new(self.session, phone, "Nummer")
        context = ScreenContext(self.session, self.jobs, self.shell, ActionRegistry(), FakeDialogs())
        made = SPEC.build(context)
        assert isinstance(made, DossierScreen)
        self.screen = made
        qtbot.addWidget(made)
        made.resize(1158, 712)
        made.show()
        made.activate(household=self.home.id, tab="people", person=self.samira.id)

    def press(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: len(self.found(words)) == 1)
        (button,) = self.found(words)
        button.click()
        self.screen.refresh(self.shell.changes)

    def found(self, words: str) -> list[QPushButton]:
        buttons = self.screen.view.people.same.findChildren(QPushButton)
        return [one for one in buttons if one.accessibleName() == words and one.isVisible()]

    @property
    def names(self) -> list[str]:
        return [row.name for row in self.screen.people.state.rows]


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.Theme().apply(qapp)


def test_a_suggestion_becomes_one_line_and_undo_makes_it_two(qtbot: QtBot, tmp_path: Path) -> None:
    stage = Screen(qtbot, tmp_path)
    assert stage.names.count("Samira El Amrani") == stage.names.count("Samiera El Amrani") == 1
    assert audit(stage.screen) == []
    stage.press("Zeker dezelfde: Samiera El Amrani")
    assert "Samiera El Amrani" not in stage.names
    mains = [part.id for part in stage.screen.people.state.parts if part.kind is Person]
    assert mains == [stage.samira.id, stage.twin.id]
    values = [part.values.get("value") for part in stage.screen.people.state.parts]
    assert "06 99999999" in values
    stage.screen.people.choose(stage.twin.id)
    assert stage.screen.people.state.current == stage.samira.id
    undoing.undo(stage.session)
    stage.screen.people.load(stage.samira.id)
    assert "Samiera El Amrani" in stage.names
    stage.press("Niet dezelfde: Samiera El Amrani")
    assert stage.screen.people.state.twins == ()
    assert "Samiera El Amrani" in stage.names
    stage.session.close()


def test_known_in_another_dossier(qtbot: QtBot, tmp_path: Path) -> None:
    stage = Screen(qtbot, tmp_path)
    lina = stage.person("Lina")
    other = dossiers.open_dossier(
        stage.session, NewHousehold(name="Opa", people=(NewPerson("Lina", "Vermeer", born=str(lina.born)),))
    )
    stage.screen.activate(household=stage.home.id, tab="people", person=lina.id)
    stage.press("Waarschijnlijk dezelfde: Lina Vermeer")
    (twin,) = stage.screen.people.state.twins
    assert (twin.linked, twin.elsewhere, twin.where) == (True, True, "Opa")
    stage.press("Dossier openen: Opa")
    assert stage.shell.opened[-1] == (
        "dossier",
        {"household": other.id, "tab": "people", "person": twin.other},
    )
    stage.press("Koppeling weghalen: Lina Vermeer")
    assert [one.linked for one in stage.screen.people.state.twins] == [False]
    stage.session.close()
