"""Packages by stick: choose what goes to whom, make it, open one; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.errors import Cancelled, WijkError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.services import opening_packages, packages
from wijkdesk.ui.sharing.package_state import EVERYTHING, NEW, Mode, Options, PackageState, what_options

if TYPE_CHECKING:
    from wijkdesk.core.progress import Progress
    from wijkdesk.services.opening_packages import Opened
    from wijkdesk.services.packages import Made, Preview, Wanted
    from wijkdesk.services.ports import Jobs, Shell
    from wijkdesk.services.session import Session


class PackagePresenter:
    """`taken` is called with what a package changed, so that the page reads anew."""

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        shell: Shell,
        render: Callable[[PackageState], None],
        taken: Callable[[ChangeSet], None],
    ) -> None:
        self.session, self.jobs, self.shell = session, jobs, shell
        self.state = PackageState()
        self._render, self._taken = render, taken

    def _show(self, state: PackageState) -> None:
        self.state = state
        self._render(state)

    def close(self) -> None:
        """Put the panel away; what was made or came in stays."""
        if not self.state.busy:
            self._show(PackageState())

    # make

    def begin(self) -> None:
        """Show who can get a package."""
        if not self.state.busy:
            self.jobs.read(self._read_people, owner=self, done=self._on_people)

    def _read_people(self) -> Options:
        return tuple((one.user.hex(), one.name) for one in packages.recipients(self.session))

    def _on_people(self, people: Options) -> None:
        self._show(PackageState(Mode.MAKING, people=people))
        if len(people) == 1:
            self.choose_user(people[0][0])

    def choose_user(self, user: str) -> None:
        """For whom it is: what both hold is read."""
        self._show(replace(self.state, user=user, what=NEW, preview=None, error=""))
        if user:
            self.jobs.read(
                partial(self._read_dossiers, user), owner=self, done=partial(self._on_dossiers, user),
                failed=self._on_failed,
            )  # fmt: skip

    def _read_dossiers(self, user: str) -> Options:
        found = packages.dossiers_shared(self.session, _id(user))
        return tuple((space.hex(), name) for space, name in found)

    def _on_dossiers(self, user: str, found: Options) -> None:
        if user == self.state.user:
            self._show(replace(self.state, contents=what_options(found)))
            self._look()

    def choose_what(self, what: str) -> None:
        """What goes in."""
        self._show(replace(self.state, what=what or NEW, preview=None, error=""))
        self._look()

    def choose_documents(self, along: bool) -> None:
        """Whether documents go along."""
        self._show(replace(self.state, documents=along))

    def _look(self) -> None:
        asked = (self.state.user, self.state.what)
        self.jobs.read(
            partial(self._preview, *asked), owner=self, done=partial(self._on_preview, asked),
            failed=self._on_failed,
        )  # fmt: skip

    def _preview(self, user: str, what: str) -> Preview:
        return packages.preview(self.session, _id(user), self._wanted(what))

    def _wanted(self, what: str) -> Wanted:
        if what in (NEW, EVERYTHING):
            return packages.wanted(self.session, everything=what == EVERYTHING)
        return packages.wanted(self.session, _id(what))

    def _on_preview(self, asked: tuple[str, str], found: Preview) -> None:
        if asked == (self.state.user, self.state.what):
            self._show(replace(self.state, preview=found))

    def file_name(self) -> str:
        """A name for the file, without names of people."""
        return packages.file_name(self.session)

    def make(self, path: Path) -> None:
        """Write the package where the worker chose; while it runs, another press does nothing."""
        if self.state.ready:
            self._show(replace(self.state, busy=_("Pakket schrijven…"), error=""))
            work = partial(self._make, self.state, path)
            self.jobs.long(
                work, owner=self, done=self._on_made, failed=self._on_failed, title=_("Pakket schrijven")
            )

    def _make(self, state: PackageState, path: Path, progress: Progress) -> Made | None:
        what, user = self._wanted(state.what), _id(state.user)
        try:
            return packages.make(self.session, user, what, path, progress, documents=state.documents)
        except Cancelled:
            return None

    def _on_made(self, made: Made | None) -> None:
        if made is None:
            stopped = _("Gestopt. Er staat geen half pakket op de stick.")
            self._show(replace(self.state, busy="", error=stopped))
        else:
            self._show(replace(self.state, mode=Mode.MADE, busy="", made=made))

    # open

    def open(self, path: Path) -> None:
        """Take in a package."""
        if not self.state.busy:
            self._show(PackageState(Mode.OPENED, busy=_("Pakket openen…")))
            self.jobs.long(
                partial(self._open, path), owner=self, done=self._on_opened, failed=self._on_failed,
                title=_("Pakket openen"),
            )  # fmt: skip

    def _open(self, path: Path, progress: Progress) -> Opened | None:
        try:
            return opening_packages.open_package(self.session, path, progress)
        except Cancelled:
            return None

    def _on_opened(self, opened: Opened | None) -> None:
        if opened is None:
            stopped = _("Gestopt. Wat al binnen was, blijft. Open het pakket opnieuw voor de rest.")
            self._show(PackageState(Mode.OPENED, error=stopped))
            self._taken(ChangeSet())
            return
        self._show(PackageState(Mode.OPENED, opened=opened, now=self.session.now()))
        self._taken(opened.changes)

    def _on_failed(self, error: WijkError) -> None:
        self._show(replace(self.state, busy="", error=error.sentences))


def _id(text: str) -> Id:
    return Id(bytes.fromhex(text))
