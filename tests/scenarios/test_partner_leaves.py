"""A partner is removed while a colleague writes offline (in place of domain.md F5), through the real screens.

Three laptops over the real server code. Noor asks Karin of the school one question; Karin answers; Noor stops
sharing while Abrehet, who works in the dossier too, writes in the assignment without a connection.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QTextEdit
from pytestqt.qtbot import QtBot

from tests.builders import make_family
from tests.scenarios.test_f11_screens import Laptop
from tests.scenarios.two_laptops import World, digest, third
from tests.services.test_assignments import all_words, invite_partner, noted
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id
from wijkdesk.core.roles import Role
from wijkdesk.models.dossier import Household
from wijkdesk.services import assignments, dossiers, quarantine
from wijkdesk.services.servers import server_of
from wijkdesk.services.session import Session
from wijkdesk.sync import protocol as p
from wijkdesk.ui.assignments import screen as assignments_screen
from wijkdesk.ui.assignments.screen import AssignmentsScreen
from wijkdesk.ui.dossier import screen as dossier_screen
from wijkdesk.ui.dossier.access.state import Mode
from wijkdesk.ui.dossier.screen import DossierScreen
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.checks import CheckBox

SAID, SECRET = "Yassin slaapt slecht sinds de zomer.", "Vader drinkt."
QUESTION, REASON = "Hoe gaat het met Yassin in de klas?", "wil eerst zelf praten"
ANSWER, OFFLINE, LATE = "Hij is stil en moe.", "Moeder vertelde mij dat hij nu beter slaapt.", "Nog iets."


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.Theme().apply(qapp)


def access(laptop: Laptop, family: Household) -> DossierScreen:
    made = laptop.go(dossier_screen.SPEC, household=family.id, tab="access")
    assert isinstance(made, DossierScreen)
    return made


def assigned(laptop: Laptop) -> AssignmentsScreen:
    made = laptop.go(assignments_screen.SPEC)
    assert isinstance(made, AssignmentsScreen)
    return made


def type_in(laptop: Laptop, kind: type, name: str, words: str) -> None:
    field = laptop.named(kind, name)
    field.setFocus()
    laptop.qtbot.waitUntil(field.hasFocus)
    laptop.qtbot.keyClicks(field, words)


def make_assignment(laptop: Laptop, family: Household) -> None:
    """Noor fills in the form: only one of two statements goes along."""
    made = access(laptop, family)
    laptop.named(QPushButton, "Opdracht maken").click()
    assert made.access.state.mode is Mode.FORM
    choose(laptop, "Aan wie", "Karin Smit")
    type_in(laptop, QTextEdit, "Vraag", QUESTION)
    type_in(laptop, QLineEdit, "Waarvoor deel je dit", "Weten hoe het op school gaat")
    items = made.view.access.form.items
    row = next(number for number, item in enumerate(items.rows.items) if SAID in item.spoken)
    items.setFocus()
    items.setCurrentIndex(items.rows.index(row, 0))
    laptop.qtbot.keyClick(items, Qt.Key.Key_Space)
    laptop.named(QPushButton, "Maak de opdracht").click()
    assert "Samira" in made.view.access.form.error.text()  # nobody was asked yet: nothing is made
    assert assignments.of_dossier(laptop.session, family.space) == []
    laptop.named(CheckBox, "Samira").click()
    laptop.named(QPushButton, "Maak de opdracht").click()
    assert made.access.state.mode is Mode.LOOK


def choose(laptop: Laptop, name: str, words: str) -> None:
    combo = laptop.named(QComboBox, name)
    index = next(number for number in range(combo.count()) if combo.itemText(number).startswith(words))
    combo.setCurrentIndex(index)
    combo.activated.emit(index)


def write_note(laptop: Laptop, name: str, words: str) -> None:
    type_in(laptop, QTextEdit, name, words)
    laptop.named(QPushButton, "Notitie bewaren").click()


def choose_row(made: DossierScreen, laptop: Laptop, name: str) -> None:
    """Walk down to someone with the arrow keys."""
    matrix = made.view.access.matrix
    matrix.setFocus()
    for _step in range(len(matrix.rows.rows)):
        row = made.access.state.row
        if row is not None and row.name == name:
            return
        laptop.qtbot.keyClick(matrix, Qt.Key.Key_Down)
    raise AssertionError(f"{name} is not in the table")


def stop(laptop: Laptop, family: Household) -> None:
    """W, read what Karin has, say why, and stop."""
    made = access(laptop, family)
    choose_row(made, laptop, "Karin Smit")
    laptop.qtbot.keyClick(made.view.access.matrix, Qt.Key.Key_W)
    sheet = made.access.state.stop
    assert sheet is not None
    assert [words for words, _day in sheet.had] == ["Samira", SAID]
    assert laptop.named(QPushButton, "Laat zo").isVisible()
    type_in(laptop, QLineEdit, "Waarom?", REASON)
    laptop.named(QPushButton, "Stop met delen").click()
    assert made.access.state.mode is Mode.LOOK


def notes_seen(laptop: Laptop, family: Household) -> list[str]:
    made = access(laptop, family)
    choose_row(made, laptop, "Karin Smit")
    return [item.text for item in made.view.access.detail.notes.rows.items or ()]


def test_a_partner_is_removed_while_a_colleague_writes_offline(
    qtbot: QtBot, world: World, tmp_path: Path
) -> None:
    family = make_family(world.noor)
    invite_partner(world, family, "Karin Smit")
    school = third(world, tmp_path, "Karin Smit", role=Role.OUTSIDE)
    dossiers.assign(world.noor, family.space, world.abrehet.user)
    noted(world.noor, family, SAID, SECRET)
    noor, abrehet, karin = (Laptop(qtbot, session) for session in (world.noor, world.abrehet, school))

    # Noor asks, Karin reads only what was chosen, and answers
    make_assignment(noor, family)
    world.sync(world.noor, world.abrehet, school)
    shown = assigned(karin).presenter.state
    assert (shown.question, [words for words, _kind in shown.shared]) == (QUESTION, ["Samira", SAID])
    assert SECRET not in all_words(school)
    write_note(karin, "Jouw notitie", ANSWER)
    world.sync(school, world.noor, world.abrehet)
    assert notes_seen(noor, family) == [ANSWER]

    # Abrehet writes without a connection; meanwhile Noor stops sharing
    made = access(abrehet, family)
    choose_row(made, abrehet, "Karin Smit")
    write_note(abrehet, "Schrijf terug", OFFLINE)
    stop(noor, family)
    space = assignments.of_dossier(world.noor, family.space)[0].space
    world.sync(world.noor)
    world.sync(world.abrehet, world.noor)

    # what the colleague wrote is kept and merged; it is ended for both, with what Karin has
    assert notes_seen(noor, family) == notes_seen(abrehet, family) == [ANSWER, OFFLINE]
    assert digest(world.noor, space) == digest(world.abrehet, space)
    made = access(noor, family)
    choose_row(made, noor, "Karin Smit")
    assert made.access.state.row is not None
    assert not made.access.state.row.stoppable
    assert "Gestopt" in " ".join(made.access.state.detail.sentences)
    assert [deal.pill for deal in made.access.state.deals if deal.purpose.startswith("Weten")] == [
        "ingetrokken"
    ]

    # Karin gets nothing new, and what she still writes goes nowhere
    write_late(karin, world, space)
    assert OFFLINE not in all_words(school)
    check_closed(world, school, space, family)
    world.sync(world.noor)
    assert notes_seen(noor, family) == [ANSWER, OFFLINE]
    for laptop in (noor, abrehet, karin):
        laptop.screen.hide()
    school.close()


def write_late(karin: Laptop, world: World, space: Id) -> None:
    before = digest(karin.session, space)
    world.sync(karin.session)
    assert digest(karin.session, space) == before
    write_note_late = assigned(karin)
    assert write_note_late.presenter.state.writes  # her laptop has not heard of it yet
    write_note(karin, "Jouw notitie", LATE)
    world.share(karin.session)
    made = assigned(karin)
    assert made.presenter.state.stopped
    assert not made.presenter.state.writes
    assert made.view.stopped.isVisible()
    assert [(one.code, one.outgoing) for one in quarantine.apart(karin.session)] == [("no_access", True)]


def check_closed(world: World, school: Session, space: Id, family: Household) -> None:
    """The server hands Karin nothing of the assignment, the dossier or the team any more."""
    server = server_of(school)
    assert server is not None
    with world.connect(school.store.identity, server) as transport:
        for one in (space, family.space, world.noor.team_space, world.noor.personal_space):
            with pytest.raises(Refused) as refused:
                transport.backfill(p.Backfill(space=one, after=0, upto=999))
            assert refused.value.code == "no_access"
    for one in (family.space, world.noor.team_space):
        assert school.store.keyring.newest(one) is None
    newest = world.noor.store.keyring.newest(space)
    assert newest is not None
    assert school.store.keyring.by_id(newest.id) is None
