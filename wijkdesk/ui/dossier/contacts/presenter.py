"""The contact moments of a household in words; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.discreet import discreet, shown
from wijkdesk.core.i18n import _, format_when, ngettext
from wijkdesk.core.ids import Id
from wijkdesk.services import contacts
from wijkdesk.services.contacts import ContactLine
from wijkdesk.services.ports import Jobs, Shell
from wijkdesk.services.session import Session

KINDS = ("contact_moment", "statement", "sign_off", "person")


@dataclass(frozen=True)
class ContactWords:
    """One contact moment ready to show."""

    id: Id
    what: str
    when: str
    who: str
    summary: str
    signed: bool
    running: bool


@dataclass(frozen=True)
class State:
    """The list; `loaded` tells an empty one from one that is on its way."""

    lines: tuple[ContactWords, ...] = ()
    loaded: bool = False


@dataclass
class ContactsPresenter:
    """One household at a time."""

    session: Session
    jobs: Jobs
    shell: Shell
    render: Callable[[State], None]
    state: State = field(default_factory=State)
    household: Id | None = None
    _lines: tuple[ContactLine, ...] = ()

    def open(self, household: Id) -> None:
        """Show a household."""
        self.household = household
        self.load()

    def refresh(self, changes: ChangeSet) -> None:
        """Read anew when a contact changed."""
        if self.household is not None and changes.touches(*KINDS):
            self.load()

    def load(self) -> None:
        """Read the list."""
        if self.household is not None:
            work = partial(contacts.of_household, self.session, self.household)
            self.jobs.read(work, owner=self, done=self._on_read)

    def _on_read(self, found: list[ContactLine]) -> None:
        self._lines = tuple(found)
        now = self.session.now()
        self.state = State(tuple(_words(line, now) for line in found), loaded=True)
        self.render(self.state)

    def show(self, row: Id) -> None:
        """Open a contact moment."""
        self.shell.open("visit", contact_moment=row)

    def begin(self) -> None:
        """Begin a visit."""
        self.shell.open("visit", household=self.household)

    def print(self, row: Id) -> None:
        """Put a contact moment on paper."""
        self.shell.open("papers", household=self.household, contact_moment=row, paper="note")

    def remove(self, row: Id) -> None:
        """Lay a contact moment in the bin."""
        line = next((line for line in self._lines if line.moment.id == row), None)
        if line is not None:
            work = partial(contacts.remove, self.session, line.moment)
            self.jobs.write(work, owner=self, done=self._on_removed)

    def _on_removed(self, changes: ChangeSet) -> None:
        self.shell.changed(changes)
        self.shell.toast(_("Contact ligt in de prullenbak"), undo=True)


def _words(line: ContactLine, now: dt.datetime) -> ContactWords:
    moment = line.moment
    names = ", ".join(shown(name) for name in line.who)
    notes = ngettext("{count} alinea", "{count} alinea’s", line.statements).format(count=line.statements)
    title = moment.purpose or moment.caption.capitalize()
    return ContactWords(
        id=moment.id,
        what=title,
        when=format_when(line.started, now) if line.started else _("zonder datum"),
        who=_("{kind} met {names}").format(kind=moment.caption, names=names) if names else moment.caption,
        summary=notes if discreet() else (line.summary or _("Nog niets opgeschreven.")),
        signed=line.signed,
        running=moment.ended is None,
    )
