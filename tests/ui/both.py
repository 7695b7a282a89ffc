"""A family on two laptops, and a screen of one of them alone in its window; work runs at once."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.builders import make_family
from tests.fakes import FakeDialogs, FakeShell, NowJobs
from tests.scenarios.two_laptops import World
from wijkdesk.models.dossier import ContactPoint, Household
from wijkdesk.services import dossiers, people
from wijkdesk.services.session import Session
from wijkdesk.storage import queries
from wijkdesk.ui.kit.actions import ActionRegistry
from wijkdesk.ui.kit.screen import ScreenContext, ScreenSpec

W = TypeVar("W", bound=QWidget)
MINUTE = 60_000


def share_family(world: World) -> Household:
    """A family that both have."""
    household = make_family(world.noor)
    dossiers.assign(world.noor, household.space, world.abrehet.user)
    world.sync(world.noor, world.abrehet)
    return household


def both_change_the_phone(world: World, home: Household) -> ContactPoint:
    """Noor first, Abrehet a minute later, without seeing each other."""
    (point,) = queries.find(world.noor.store, ContactPoint, space=home.space)
    people.change(world.noor, point, value="06 11111111")
    world.abrehet_clock.advance(MINUTE)
    people.change(world.abrehet, point, value="06 22222222")
    world.sync()
    return point


def phone(session: Session, point: ContactPoint) -> str | None:
    """The number as it is shown."""
    found = queries.get(session.store, ContactPoint, point.id)
    return found.value if found else None


class Alone:
    """A screen in its own window, over a session."""

    def __init__(self, qtbot: QtBot, spec: ScreenSpec, session: Session) -> None:
        self.shell, self.actions, self.dialogs = FakeShell(), ActionRegistry(), FakeDialogs()
        self.screen = spec.build(ScreenContext(session, NowJobs(), self.shell, self.actions, self.dialogs))
        self.qtbot = qtbot
        qtbot.addWidget(self.screen)
        self.screen.resize(1286, 712)
        self.screen.show()
        self.screen.activateWindow()
        qtbot.waitUntil(self.screen.isActiveWindow)

    def find(self, kind: type[W], name: str) -> W:
        """The one widget in sight with that accessible name; what was just made comes into sight in a moment."""

        def visible() -> list[W]:
            return [
                one
                for one in self.screen.findChildren(kind)
                if one.accessibleName() == name and one.isVisible()
            ]

        self.qtbot.waitUntil(lambda: len(visible()) == 1)
        return visible()[0]
