"""The assignments of who is in no team: question, what was shared, own notes; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.discreet import shown
from wijkdesk.core.errors import UserError, WijkError
from wijkdesk.core.i18n import _, format_day
from wijkdesk.core.ids import Id
from wijkdesk.models.visit import StatementKind
from wijkdesk.services import assignment_notes, assignments, reading
from wijkdesk.services.assignment_notes import NOTE_KINDS, Note
from wijkdesk.services.assignments import Asked
from wijkdesk.services.ports import Jobs, Shell
from wijkdesk.services.session import Session

KINDS = (
    "assignment",
    "copy",
    "statement",
    "person",
    "language_profile",
    "life_domain_view",
    "factor",
    "worker",
)


@dataclass(frozen=True)
class Line:
    """One assignment in the list."""

    key: Id
    question: str
    who: str
    when: str
    pill: str = ""
    open: bool = True


@dataclass(frozen=True)
class NoteLine:
    """Something written in it."""

    key: Id
    who: str
    kind: str
    text: str
    mine: bool


@dataclass(frozen=True)
class State:
    """List and the assignment in use; `stopped` = a colleague stopped sharing."""

    lines: tuple[Line, ...] = ()
    current: Id | None = None
    question: str = ""
    facts: tuple[str, ...] = ()
    shared: tuple[tuple[str, str], ...] = ()
    notes: tuple[NoteLine, ...] = ()
    kinds: tuple[tuple[str, str], ...] = ()
    draft: str = ""
    writes: bool = False
    stopped: bool = False
    error: str = ""
    loaded: bool = False


@dataclass
class AssignmentsPresenter:
    """Reads what was asked of this user, and writes notes."""

    session: Session
    jobs: Jobs
    shell: Shell
    render: Callable[[State], None]
    state: State = field(default_factory=State)
    _asked: tuple[Asked, ...] = ()
    _stopped: frozenset[Id] = frozenset()

    def open(self, space: Id | None = None) -> None:
        """Show the assignments, on one when it is named."""
        self.state = replace(self.state, current=space or self.state.current)
        self.load()

    def refresh(self, changes: ChangeSet) -> None:
        """Read anew when something in an assignment changed."""
        if changes.touches(*KINDS):
            self.load()

    def load(self) -> None:
        """Read them."""
        self.jobs.read(partial(_read, self.session), owner=self, done=self._on_read)

    def _on_read(self, found: tuple[tuple[Asked, ...], frozenset[Id]]) -> None:
        self._asked, self._stopped = found
        spaces = [one.space for one in self._asked]
        current = self.state.current if self.state.current in spaces else (spaces[0] if spaces else None)
        lines = tuple(_line(one, one.space in self._stopped) for one in self._asked)
        self.state = replace(self.state, lines=lines, loaded=True, error="")
        self.choose(current)

    def choose(self, space: object) -> None:
        """Look at an assignment."""
        one = next((one for one in self._asked if one.space == space), None)
        if one is None:
            self._show(State(lines=self.state.lines, loaded=self.state.loaded))
            return
        stopped = one.space in self._stopped or not one.open
        state = replace(
            self.state, current=one.space, question=one.record.question or "", facts=_facts(one),
            shared=tuple((item.words, _kind(item.record)) for item in one.shared),
            notes=tuple(_note(note) for note in one.notes), kinds=_kinds(),
            writes=not stopped, stopped=stopped, error="", draft="",
        )  # fmt: skip
        self._show(state)
        self.jobs.read(
            partial(assignment_notes.draft_of, self.session, one.space),
            owner=self,
            done=partial(self._on_draft, one.space),
        )

    def _on_draft(self, space: Id, text: str) -> None:
        if text and self.state.current == space:
            self._show(replace(self.state, draft=text))

    def _show(self, state: State) -> None:
        self.state = state
        self.render(state)

    def seen(self) -> None:
        """Looking is noted, as everywhere."""
        if self.state.current is not None:
            reading.note(self.session, self.state.current)

    def keep(self, text: str) -> None:
        """Keep what is being typed as a draft."""
        if self.state.current is not None:
            work = partial(assignment_notes.keep_draft, self.session, self.state.current, text)
            self.jobs.write(work, owner=self)

    def write(self, kind: str, text: str) -> None:
        """Write a note."""
        if self.state.current is not None:
            work = partial(_write, self.session, self.state.current, text, StatementKind(kind))
            self._write(
                work, _("Notitie bewaard. {name} leest hem in het dossier.").format(name=self._asker())
            )

    def change(self, key: object, text: str) -> None:
        """Write other words for a note of one's own."""
        if note := self._find(key):
            self._write(
                partial(assignment_notes.change_note, self.session, note, text), _("Notitie gewijzigd.")
            )

    def remove(self, key: object) -> None:
        """Lay a note of one's own in the bin."""
        if note := self._find(key):
            self._write(partial(assignment_notes.remove_note, self.session, note), _("Notitie weggegooid."))

    def _asker(self) -> str:
        one = next((one for one in self._asked if one.space == self.state.current), None)
        return shown(one.asked_by) if one else _("Je collega")

    def _find(self, key: object) -> Note | None:
        every = [note for one in self._asked for note in one.notes]
        return next((note for note in every if note.statement.id == key), None)

    def _write(self, work: Callable[[], ChangeSet], said: str) -> None:
        self.jobs.write(work, owner=self, done=partial(self._on_written, said), failed=self._on_failed)

    def _on_written(self, said: str, changes: ChangeSet) -> None:
        self.shell.changed(changes)
        self.shell.toast(said, undo=True)
        self.load()

    def _on_failed(self, error: WijkError) -> None:
        if isinstance(error, UserError):
            self._show(replace(self.state, error=error.text))
        else:
            self.shell.trouble(error)


def _read(session: Session) -> tuple[tuple[Asked, ...], frozenset[Id]]:
    found = tuple(assignments.mine(session))
    return found, frozenset(one.space for one in found if assignments.stopped_for_me(session, one.space))


def _line(one: Asked, stopped: bool) -> Line:
    closed = stopped or not one.open
    due = "" if closed or not one.record.due else _("voor {day}").format(day=_day(one.record.due))
    since = _("sinds {day}").format(day=_day(one.record.since)) if one.record.since else ""
    pill = _("gestopt") if closed else due
    return Line(one.space, one.record.caption, shown(one.asked_by), since, pill, not closed)


def _facts(one: Asked) -> tuple[str, ...]:
    facts = [_("Gevraagd door {name}.").format(name=shown(one.asked_by))]
    if one.record.due:
        facts.append(_("Antwoord graag voor {day}.").format(day=_day(one.record.due)))
    return tuple(facts)


def _kind(record: object) -> str:
    return _(getattr(type(record), "TITLE", ""))


def _note(note: Note) -> NoteLine:
    kind = note.statement.kind
    label = kind.label if isinstance(kind, StatementKind) else ""
    return NoteLine(note.statement.id, shown(note.who), label, note.statement.text or "", note.mine)


def _kinds() -> tuple[tuple[str, str], ...]:
    return tuple((one.value, one.label) for one in NOTE_KINDS)


def _day(iso: str | None) -> str:
    return format_day(dt.date.fromisoformat(iso), short=True) if iso and len(iso) == 10 else (iso or "")


def _write(session: Session, space: Id, text: str, kind: StatementKind) -> ChangeSet:
    return assignment_notes.write_note(session, space, text, kind)[1]
