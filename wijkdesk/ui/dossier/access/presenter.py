"""Wie ziet wat: choosing a row, making an assignment, refreshing, notes, stopping; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.errors import UserError, WijkError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.models.disclosure import AskedHow, Channel, LawfulGround
from wijkdesk.models.visit import StatementKind
from wijkdesk.services import assignment_notes, assignments, copies, disclosures, dossiers, standing_in
from wijkdesk.services.assignments import Asked, NewAssignment
from wijkdesk.services.copies import Shareable
from wijkdesk.services.disclosures import NewDisclosure
from wijkdesk.services.ports import Jobs, Shell
from wijkdesk.services.session import Session
from wijkdesk.services.who_sees import Viewer
from wijkdesk.ui.dossier.access import reading
from wijkdesk.ui.dossier.access.reading import Facts
from wijkdesk.ui.dossier.access.state import Filled, Form, FormKind, Mode, State, user_of


@dataclass
class AccessPresenter:
    """One household at a time."""

    session: Session
    jobs: Jobs
    shell: Shell
    render: Callable[[State], None]
    state: State = field(default_factory=State)
    household: Id | None = None
    _facts: Facts | None = None
    _items: tuple[Shareable, ...] = ()
    _begin_with: FormKind | None = None

    def open(self, household: Id) -> None:
        """Show who sees what of the dossier of a household."""
        if household != self.household:
            self.household, self.state, self._facts = household, State(), None
            self.render(self.state)
        self.load()

    def refresh(self, _changes: ChangeSet) -> None:
        """Read anew: that someone was let in is no row that changes, so always while in sight."""
        if self.household is not None:
            self.load()

    def load(self) -> None:
        """Read it all."""
        if self.household is not None:
            self.jobs.read(
                partial(reading.read, self.session, self.household), owner=self, done=self._on_read
            )

    def _on_read(self, facts: Facts | None) -> None:
        self._facts = facts
        if facts is None:
            self._show(State(loaded=True))
            return
        rows = reading.rows(facts)
        current = self.state.current if facts.viewer(self.state.current) else (rows[0].key if rows else b"")
        state = replace(
            self.state, rows=rows, deals=facts.deals, current=current, colleagues=facts.colleagues,
            guests=facts.guests, standbys=facts.standbys, lent=not facts.practice and not facts.lends,
            note_kinds=reading.note_kinds(), loaded=True, practice=facts.practice,
            stale=sum(one.asked.stale for one in facts.viewers if one.asked and one.asked.open),
        )  # fmt: skip
        self._show(replace(state, detail=reading.detail(facts, facts.viewer(current))))
        if self._begin_with is not None:
            self.begin(self._begin_with)

    def _show(self, state: State) -> None:
        self.state = state
        self.render(state)

    # ---- the row in use

    def choose(self, key: object) -> None:
        """Look at a row; what was being stopped or filled in is left."""
        if self._facts is None or key == self.state.current or not isinstance(key, bytes):
            return
        found = reading.detail(self._facts, self._facts.viewer(key))
        mode = self.state.mode if self.state.mode is Mode.FORM else Mode.LOOK
        self._show(replace(self.state, current=key, detail=found, mode=mode, stop=None, error=("", "")))

    def choose_when_read(self, key: Id) -> None:
        """Look at a row that may not have been read yet."""
        self.state = replace(self.state, current=key)
        self.load()

    def _viewer(self) -> Viewer | None:
        return self._facts.viewer(self.state.current) if self._facts else None

    def _asked(self) -> Asked | None:
        viewer = self._viewer()
        return viewer.asked if viewer else None

    def close(self) -> None:
        """Laat zo: back to looking."""
        self._show(replace(self.state, mode=Mode.LOOK, stop=None, form=None, need="", error=("", "")))

    # ---- stopping

    def ask_stop(self, _key: object = None) -> None:
        """Show what stopping does; nothing has changed yet."""
        viewer, row = self._viewer(), self.state.row
        if self._facts is None or viewer is None or row is None or not row.stoppable:
            return
        self._show(
            replace(self.state, mode=Mode.STOP, stop=reading.stop(self._facts, viewer), error=("", ""))
        )

    def stop(self, by: str, reason: str) -> None:
        """Stop sharing with the row in use; `by` = a person in hex, or empty for the worker."""
        viewer = self._viewer()
        if viewer is None:
            return
        who = Id(bytes.fromhex(by)) if by else self.session.me.id
        if viewer.last_day is not None and self._facts is not None and viewer.user is not None:
            end = partial(standing_in.end, self.session, self._facts.dossier, viewer.user)
            self._write(end, _("De waarneming is gestopt."))
            return
        if viewer.asked is not None:
            work: Callable[[], ChangeSet] = partial(assignments.end, self.session, viewer.asked, who, reason)
        elif viewer.given is not None:
            work = partial(disclosures.withdraw, self.session, viewer.given.disclosure, who, reason)
        else:
            return
        row = self.state.row
        said = _("{name} krijgt niets nieuws meer.").format(name=row.name if row else "")
        self._write(work, said, undo=viewer.asked is None)

    # ---- an assignment that runs

    def renew(self, key: object) -> None:
        """Write what the dossier says now in a copy."""
        self._on_copy(key, assignments.refresh, _("De kopie is vernieuwd."), undo=False)

    def leave(self, key: object) -> None:
        """Leave a copy as it is."""
        self._on_copy(key, _leave, _("De kopie blijft zo."), undo=True)

    def _on_copy(self, key: object, do: Callable[..., ChangeSet], said: str, *, undo: bool) -> None:
        asked = self._asked()
        item = next((one for one in asked.shared if one.copy.id == key), None) if asked else None
        if asked is not None and item is not None:
            self._write(partial(do, self.session, asked, item), said, undo=undo)

    def write_note(self, kind: str, text: str) -> None:
        """Write something in the assignment in use."""
        asked = self._asked()
        if asked is not None:
            work = partial(_write_note, self.session, asked.space, text, StatementKind(kind))
            self._write(work, _("Notitie bewaard."), undo=True)

    def keep_note(self, text: str) -> None:
        """Keep the note that is being typed as a draft."""
        asked = self._asked()
        if asked is not None:
            self.jobs.write(partial(assignment_notes.keep_draft, self.session, asked.space, text), owner=self)

    def change_note(self, key: object, text: str) -> None:
        """Write other words for a note of one's own."""
        if note := self._note(key):
            self._write(
                partial(assignment_notes.change_note, self.session, note, text),
                _("Notitie gewijzigd."),
                undo=True,
            )

    def remove_note(self, key: object) -> None:
        """Lay a note of one's own in the bin."""
        if note := self._note(key):
            self._write(
                partial(assignment_notes.remove_note, self.session, note), _("Notitie weggegooid."), undo=True
            )

    def _note(self, key: object) -> assignment_notes.Note | None:
        asked = self._asked()
        return next((one for one in asked.notes if one.statement.id == key), None) if asked else None

    # ---- someone added

    def add_colleague(self, user: str) -> None:
        """Let a colleague work in the whole dossier."""
        if self._facts is not None:
            name = dict(self.state.colleagues).get(user, "")
            work = partial(dossiers.assign, self.session, self._facts.dossier, user_of(user))
            self._write(work, _("{name} werkt nu mee aan dit dossier.").format(name=name))

    def begin(self, kind: FormKind) -> None:
        """Open a form; before all was read, as soon as it is."""
        self._begin_with = kind if self._facts is None else None
        if (
            self._facts is None
            or self._facts.practice
            or (kind is FormKind.ASSIGNMENT and not self._facts.guests)
            or (kind is FormKind.STAND_IN and not self._facts.standbys)
        ):
            return
        asked = self._asked() if kind is FormKind.MORE else None
        work = partial(reading.form, self.session, self._facts, kind, asked)
        self.jobs.read(work, owner=self, done=self._on_form)

    def _on_form(self, found: tuple[Form, tuple[Shareable, ...]]) -> None:
        form, self._items = found
        self._show(replace(self.state, mode=Mode.FORM, form=form, stop=None, need="", error=("", "")))

    def weigh(self, filled: Filled) -> None:
        """Say who must still be asked for what is filled in now."""
        if self.state.form is not None and self.state.form.kind not in (FormKind.MORE, FormKind.STAND_IN):
            work = partial(disclosures.still_needed, self.session, self._disclosure(filled))
            self.jobs.read(work, owner=self, done=self._on_weighed)

    def _on_weighed(self, need: str) -> None:
        if need != self.state.need:
            self._show(replace(self.state, need=need))

    def finish(self, filled: Filled) -> None:
        """Make what the form asks for."""
        form, facts = self.state.form, self._facts
        if form is None or facts is None:
            return
        if form.kind is FormKind.MORE:
            asked = self._asked()
            if asked is not None:
                records = [one.record for one in self._chosen(filled)]
                self._write(partial(assignments.add_items, self.session, asked, records), _("Gedeeld."))
            return
        if form.kind is FormKind.STAND_IN:
            self._write(
                partial(_stand_in, self.session, facts.dossier, filled), _("De waarneming is geregeld.")
            )
            return
        if form.kind is FormKind.OUTSIDE:
            work = partial(_record, self.session, facts.dossier, self._disclosure(filled))
            self._write(work, _("De afspraak is vastgelegd."))
            return
        if not filled.to:
            self._show(replace(self.state, error=("to", _("Kies aan wie je het vraagt."))))
            return
        new = NewAssignment(
            filled.question, user_of(filled.to), self._disclosure(filled),
            tuple(one.record for one in self._chosen(filled)), _date(filled.due),
        )  # fmt: skip
        self._write(partial(_make, self.session, facts.dossier, new), _("De opdracht staat klaar."))

    def _chosen(self, filled: Filled) -> list[Shareable]:
        return copies.with_people((one for one in self._items if one.record.id in filled.items), self._items)

    def _disclosure(self, filled: Filled) -> NewDisclosure:
        about = frozenset(Id(bytes.fromhex(row)) for row in filled.about)
        about = about.union(*(one.people for one in self._chosen(filled)))
        outside = self.state.form is not None and self.state.form.kind is FormKind.OUTSIDE
        return NewDisclosure(
            recipient=filled.to if outside else "",
            purpose=filled.purpose,
            channel=Channel(filled.channel) if outside and filled.channel else Channel.ASSIGNMENT,
            ground=LawfulGround(filled.ground) if filled.ground else LawfulGround.STATUTORY_TASK,
            member=None if outside or not filled.to else user_of(filled.to),
            about=about,
            given_by=frozenset(Id(bytes.fromhex(row)) for row in filled.given_by),
            asked=AskedHow(filled.asked) if filled.asked else None,
            exception=filled.exception,
            valid_until=_date(filled.until),
        )

    # ---- writing

    def _write(self, work: Callable[[], ChangeSet], said: str, *, undo: bool = False) -> None:
        self.jobs.write(work, owner=self, done=partial(self._on_written, said, undo), failed=self._on_failed)

    def _on_written(self, said: str, undo: bool, changes: ChangeSet) -> None:
        self.close()
        self.shell.changed(changes)
        self.shell.toast(said, undo=undo)
        self.load()

    def _on_failed(self, error: WijkError) -> None:
        if isinstance(error, UserError):
            self._show(replace(self.state, error=(error.field, error.text)))
        else:
            self.shell.trouble(error)


def _date(iso: str) -> dt.date | None:
    return dt.date.fromisoformat(iso) if len(iso) == 10 else None


def _leave(session: Session, _asked: Asked, item: copies.Shared) -> ChangeSet:
    return copies.leave(session, item)


def _write_note(session: Session, space: Id, text: str, kind: StatementKind) -> ChangeSet:
    return assignment_notes.write_note(session, space, text, kind)[1]


def _make(session: Session, dossier: Id, new: NewAssignment) -> ChangeSet:
    return assignments.make(session, dossier, new)[1]


def _stand_in(session: Session, dossier: Id, filled: Filled) -> ChangeSet:
    where = standing_in.own_dossiers(session) if filled.every else [dossier]
    return standing_in.begin(session, where, user_of(filled.to) if filled.to else None, _date(filled.until))


def _record(session: Session, dossier: Id, new: NewDisclosure) -> ChangeSet:
    return disclosures.record(session, dossier, new)[1]
