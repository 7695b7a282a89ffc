"""A stick that goes from laptop to laptop."""

from __future__ import annotations

from pathlib import Path

from tests.builders import make_family
from tests.scenarios.two_laptops import World
from wijkdesk.core.progress import Silent
from wijkdesk.models.dossier import ContactPoint, Household
from wijkdesk.services import dossiers, opening_packages, packages
from wijkdesk.services.opening_packages import Opened
from wijkdesk.services.session import Session
from wijkdesk.storage import queries
from wijkdesk.storage.packing import Wanted


def family_of_both(world: World) -> Household:
    """A dossier that both have in hand; both know all that the server has."""
    made = make_family(world.noor)
    dossiers.assign(world.noor, made.space, world.abrehet.user)
    world.sync(world.noor, world.abrehet)
    return made


def phone_of(session: Session, home: Household) -> ContactPoint:
    (phone,) = queries.find(session.store, ContactPoint, space=home.space)
    return phone


class Stick:
    """A folder that goes from laptop to laptop."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.count = 0

    def make(self, by: Session, to: Session, what: Wanted | None = None, *, documents: bool = True) -> Path:
        self.count += 1
        path = self.folder / f"{self.count}{packages.ENDING}"
        made = packages.make(by, to.user, what or Wanted(), path, Silent(), documents=documents)
        assert made.path.stat().st_size == made.size
        return made.path

    def hand(self, by: Session, to: Session, what: Wanted | None = None) -> Opened:
        return opening_packages.open_package(to, self.make(by, to, what), Silent())


def state(session: Session) -> object:
    """All that a refused package must not change."""
    return (
        session.store.execute("SELECT id, state FROM log ORDER BY no"),
        session.store.execute("SELECT * FROM apart"),
        session.store.execute("SELECT * FROM outbox"),
        session.store.execute("SELECT name FROM secret"),
    )
