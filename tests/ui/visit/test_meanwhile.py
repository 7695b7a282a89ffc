"""A pull while a paragraph or own words are being typed: both stay, and a person chooses."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.builders import person_called
from tests.scenarios.two_laptops import World
from tests.ui.both import MINUTE, Alone, share_family
from wijkdesk.core.ids import Id
from wijkdesk.models.life_domain import DEFAULT_DOMAINS
from wijkdesk.models.visit import Statement
from wijkdesk.services import conflicts, people, views, visits
from wijkdesk.storage import queries
from wijkdesk.ui.kit import theme
from wijkdesk.ui.visit.screen import SPEC, VisitScreen

HOUSING = DEFAULT_DOMAINS[1].id


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.Theme().apply(qapp)


class Typing:
    """A visit on Noor's screen that Abrehet has as well, with one paragraph."""

    def __init__(self, qtbot: QtBot, world: World) -> None:
        self.world, self.qtbot = world, qtbot
        self.home = share_family(world)
        self.moment = visits.start(world.noor, self.home.id)
        self.lina = person_called(world.noor, self.home, "Lina")
        self.alone = Alone(qtbot, SPEC, world.noor)
        assert isinstance(self.alone.screen, VisitScreen)
        self.screen = self.alone.screen
        self.screen.activate(contact_moment=self.moment.id)
        self.editor = self.screen.view.note.editor
        qtbot.keyClicks(self.editor, "De huur")
        self.screen.presenter.commit()
        self.share()

    @property
    def note(self) -> Id:
        (found,) = visits.load(self.world.noor, self.moment.id).notes
        return found.id

    def share(self) -> None:
        for result in self.world.sync(self.world.noor, self.world.abrehet):
            self.screen.refresh(result.changes)

    def comes_in(self) -> None:
        for result in self.world.sync(self.world.abrehet, self.world.noor)[1:]:
            self.screen.refresh(result.changes)


def test_a_paragraph_and_own_words_keep_what_they_saw(qtbot: QtBot, world: World) -> None:
    typing = Typing(qtbot, world)
    qtbot.keyClicks(typing.editor, " en de post")
    world.abrehet_clock.advance(MINUTE)
    there = queries.get(world.abrehet.store, Statement, typing.note)
    assert there is not None
    people.change(world.abrehet, there, text="De huur is betaald")
    typing.comes_in()
    assert typing.editor.toPlainText() == "De huur en de post"
    assert typing.screen.presenter.state.note.also == {typing.note: "Abrehet Tesfay"}
    typing.screen.presenter.commit()
    (conflict,) = conflicts.conflicts(world.noor, typing.home.space)
    assert {side.words for side in conflict.sides} == {"De huur en de post", "De huur is betaald"}
    typing.screen.presenter.reload()
    state = typing.screen.presenter.state
    assert state.note.also == {}
    assert state.note.doubled == {typing.note}
    assert [mark.row for mark in state.note_marks] == [typing.note]

    # own words of a child, in the same way
    conflicts.choose(world.noor, conflict, "De huur")
    typing.share()
    views.set_words(world.noor, typing.moment, typing.lina.id, HOUSING, "Ik slaap bij Sami")
    typing.share()
    presenter = typing.screen.presenter
    presenter.open_domain(HOUSING)
    presenter.draft_words(typing.lina.id, HOUSING, "Ik slaap bij Sami op de kamer", 5)
    world.abrehet_clock.advance(MINUTE)
    (said,) = (one for one in queries.find(world.abrehet.store, Statement) if one.view is not None)
    people.change(world.abrehet, said, text="Ik slaap alleen")
    typing.comes_in()
    presenter.set_words(typing.lina.id, HOUSING, "Ik slaap bij Sami op de kamer")
    (conflict,) = conflicts.conflicts(world.noor, typing.home.space)
    assert {side.words for side in conflict.sides} == {"Ik slaap alleen", "Ik slaap bij Sami op de kamer"}
    typing.screen.deactivate()
