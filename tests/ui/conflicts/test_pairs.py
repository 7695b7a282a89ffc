"""Persons who may be one, in the inbox: side by side, decided by a person, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.a11y.audit import audit
from tests.builders import make_family, make_session, person_called
from tests.ui.both import Alone
from wijkdesk.models.dossier import Household
from wijkdesk.models.person import Person, Sameness, SamePerson
from wijkdesk.services import alike_pairs, dossiers, people, undoing
from wijkdesk.services.alike_pairs import Check
from wijkdesk.services.dossiers import NewHousehold
from wijkdesk.services.newcomers import NewPerson
from wijkdesk.services.session import Session
from wijkdesk.storage import queries
from wijkdesk.ui.conflicts.screen import SPEC, ConflictsScreen
from wijkdesk.ui.kit import theme


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.Theme().apply(qapp)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = make_session(tmp_path)
    yield made
    made.close()


@pytest.fixture
def home(session: Session) -> Household:
    return make_family(session)


def twice(session: Session, home: Household) -> Person:
    """Samira again, in the dossier of her sister, with a year and a number that differ in part."""
    samira = person_called(session, home, "Samira")
    people.change(session, samira, born="1991-03-02")
    other = dossiers.open_dossier(session, NewHousehold(name="Bakri"))
    made, _changes = people.add_person(session, other, NewPerson("Samira"))
    people.change(session, made, family_name="El Amrani", born="1991", alias="Mira")
    return made


def screen_of(alone: Alone) -> ConflictsScreen:
    assert isinstance(alone.screen, ConflictsScreen)
    alone.screen.activate()
    return alone.screen


def links(session: Session) -> list[Sameness | None]:
    return [link.certain for link in queries.find(session.store, SamePerson)]


def test_the_facts_stand_side_by_side(session: Session, home: Household) -> None:
    twice(session, home)
    (pair,) = alike_pairs.pairs(session)
    facts = {fact.label: (fact.one, fact.other, fact.check) for fact in pair.facts}
    assert facts["Roepnaam"] == ("Samira", "Samira", Check.SAME)
    assert facts["Schuilnaam"][2] is Check.ONE
    assert facts["Geboren"][2] is Check.DIFFERENT
    assert {pair.one_where, pair.other_where} == {"Bakri", "El Amrani-Vermeer"}
    assert alike_pairs.pairs(session, pair.other.space) == [pair]
    assert alike_pairs.pairs(session, session.personal_space) == []


def test_linked_and_taken_back_not_the_same_and_later(
    qtbot: QtBot, session: Session, home: Household
) -> None:
    twice(session, home)
    alone = Alone(qtbot, SPEC, session)
    screen = screen_of(alone)
    card = screen.view.pair
    assert screen.view.pill.text() == "1 wacht op je keuze"
    assert screen.presenter.state.rows[0].title == "Twee keer Samira?"
    assert card.isVisible()
    assert not screen.view.card.isVisible()
    assert audit(screen) == []
    assert "anders" in {label.text() for label in card.findChildren(QLabel)}
    card.same.setFocus()
    qtbot.keyClick(card.same, Qt.Key.Key_Return)
    assert links(session) == [Sameness.CERTAIN]
    assert alone.shell.toasts == ["Gekoppeld. Beide blijven staan zoals ze zijn."]
    assert screen.view.currentWidget() is screen.view.empty
    changes, _words = undoing.undo(session)
    screen.refresh(changes)
    assert links(session) == []
    assert screen.view.pill.text() == "1 wacht op je keuze"
    people.add_person(session, home, NewPerson("Lina"))
    screen.activate()
    first = screen.presenter.state.current
    screen.view.pair.later_button.click()
    assert screen.presenter.state.current != first
    assert links(session) == []
    qtbot.keyClick(QApplication.focusWidget() or screen, Qt.Key.Key_A)  # letters are for two versions
    assert links(session) == []
    screen.view.pair.other.click()
    assert links(session) == [Sameness.NO]
    assert len(screen.presenter.state.rows) == 1
    assert screen.view.done.text() == "2 keuzes gemaakt"
    shown = screen.presenter.state.pair
    assert shown is not None
    screen.presenter.open_person(shown.other.id)
    (place, params) = alone.shell.opened[-1]
    assert (place, params["tab"], params["person"]) == ("dossier", "people", shown.other.id)
