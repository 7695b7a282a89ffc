"""A dossier on a real profile for the tests of its tabs; work runs at once, the window is a fake."""

from __future__ import annotations

from pathlib import Path

from tests.builders import make_family, make_session, person_called
from tests.fakes import FakeShell, NowJobs
from wijkdesk.core.clock import FakeClock
from wijkdesk.models.person import Person

HOUR = 3_600_000


class Stage:
    """Session, family and a clock that can be moved."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.session = make_session(folder, clock=self.clock)
        self.home = make_family(self.session)
        self.shell, self.jobs = FakeShell(), NowJobs()

    def person(self, name: str) -> Person:
        """A member of the family by calling name."""
        return person_called(self.session, self.home, name)

    def later(self, hours: int = 1) -> None:
        """Move the clock, so that edits are steps of their own."""
        self.clock.advance(hours * HOUR)
