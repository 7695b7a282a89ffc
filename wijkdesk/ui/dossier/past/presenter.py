"""History and bin of a dossier in words: what happened, versions side by side, and the way back; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.i18n import _, format_time, format_when, ngettext
from wijkdesk.core.ids import Id
from wijkdesk.core.text import initials
from wijkdesk.models.base import Record
from wijkdesk.services import bin as bins
from wijkdesk.services import dossiers, erasing, histories, record_status, wording
from wijkdesk.services.bin import BinItem
from wijkdesk.services.histories import Happening, Past, Written
from wijkdesk.services.ports import Jobs, Shell
from wijkdesk.services.record_status import Status
from wijkdesk.services.session import Session
from wijkdesk.ui.dossier.past.words import Span, compare

DOSSIER, RECORD, BIN = "dossier", "record", "bin"


@dataclass(frozen=True)
class Item:
    """A line of the list at the left."""

    key: Id
    who: str
    letters: str
    when: str
    what: str
    pill: str = ""
    inner: bool = False


@dataclass(frozen=True)
class Field:
    """One field of the version in use beside the one of now."""

    label: str
    then: tuple[Span, ...]
    now: tuple[Span, ...]
    changed: bool


@dataclass(frozen=True)
class State:
    """List at the left, at the right what was `written` or a comparison.

    `unfold` = words that open or close a step of several versions.
    """

    mode: str = DOSSIER
    title: str = ""
    note: str = ""
    items: tuple[Item, ...] = ()
    current: Id | None = None
    heading: str = ""
    written: tuple[Written, ...] = ()
    then: str = ""
    now: str = ""
    fields: tuple[Field, ...] = ()
    restore: str = ""
    unfold: str = ""
    erasable: bool = False
    status: str = ""
    loaded: bool = False


@dataclass
class PastPresenter:
    """The past of one household's dossier, or of one record in it."""

    session: Session
    jobs: Jobs
    shell: Shell
    render: Callable[[State], None]
    state: State = field(default_factory=State)
    household: Id | None = None
    _record: tuple[str, Id] | None = None
    _happenings: dict[Id, Happening] = field(default_factory=dict)
    _steps: tuple[Past, ...] = ()
    _open: set[Id] = field(default_factory=set)  # the first versions of steps that are open
    _restored: bool = False
    _binned: dict[Id, BinItem] = field(default_factory=dict)

    def open(self, household: Id, kind: str = "", row: Id | None = None) -> None:
        """Show the dossier of a household, or one record of it."""
        self.household = household
        self._record = (kind, row) if kind and row is not None else None
        self._open = set()
        self.state = State(mode=RECORD if self._record else DOSSIER)
        self.load()

    def refresh(self, _changes: ChangeSet) -> None:
        """Everything written is a new line here."""
        if self.household is not None:
            self.load()

    def show(self, mode: str) -> None:
        """Go to the whole dossier or to its bin."""
        self._record = None
        self.state = State(mode=mode)
        self.load()

    def load(self) -> None:
        """Read what the mode shows."""
        if self.household is None:
            return
        session, home = self.session, self.household
        if self.state.mode == BIN:
            self.jobs.read(partial(_bin, session, home), owner=self, done=self._on_bin)
        elif self._record is not None:
            kind, row = self._record
            self.jobs.read(partial(_versions, session, kind, row), owner=self, done=self._on_versions)
        else:
            self.jobs.read(partial(_dossier, session, home), owner=self, done=self._on_dossier)

    def _show(self, state: State) -> None:
        self.state = replace(state, loaded=True)
        self.render(self.state)

    # ---- the whole dossier

    def _on_dossier(self, found: list[Happening]) -> None:
        self._happenings = {one.commit: one for one in found}
        now = self.session.now()
        items = tuple(
            Item(one.commit, one.who, initials(one.who), _when(one.when, now, one.own), one.what)
            for one in found
        )
        note = _("Kies een regel. Enter toont alle versies.")
        self._show(self._picked(State(DOSSIER, _("Heel dit dossier"), note, items)))
        self._ask_written()

    def _ask_written(self) -> None:
        """What the line in use wrote is read when it is looked at: a line may hold a hundred records."""
        key = self.state.current
        if self.state.mode == DOSSIER and key is not None:
            work = partial(histories.written, self.session, key)
            self.jobs.read(work, owner=self, done=partial(self._on_written, key))

    def _on_written(self, key: Id, found: list[Written]) -> None:
        if self.state.mode == DOSSIER and key == self.state.current:
            self._show(replace(self.state, written=tuple(found)))

    def _picked(self, state: State) -> State:
        """The line in use, kept when it is still there."""
        keys = [item.key for item in state.items]
        current = self.state.current if self.state.current in keys else (keys[0] if keys else None)
        state = replace(state, current=current)
        if state.mode == RECORD:
            return self._compared(state)
        if state.mode == BIN and current is not None:
            heading, restore = self._binned[current].what, _("Uit de prullenbak halen")
            return replace(state, heading=heading, restore=restore, erasable=True)
        found = self._happenings.get(current) if current is not None else None
        return replace(state, heading=found.what if found else "")

    def choose(self, key: Id) -> None:
        """Look at another line."""
        if key != self.state.current:
            self.state = replace(self.state, current=key, written=())
            self._show(self._picked(self.state))
            self._ask_written()

    def enter(self, key: Id) -> None:
        """From the dossier to the versions of one record; there, open or close a step of several versions."""
        if self.state.mode == RECORD:
            self._turn(key)
            return
        found = self._happenings.get(key) if self.state.mode == DOSSIER else None
        if found is not None and found.row is not None:
            self._record, self._open = (found.kind, found.row), set()
            self.state = State(mode=RECORD)
            self.load()

    # ---- one record

    def _on_versions(self, found: tuple[str, list[Past], Status]) -> None:
        name, steps, status = found
        self._steps = tuple(steps)
        state = State(RECORD, name, _note(steps), self._items(), status=status.words)
        if self.state.current is None and len(steps) > 1:
            self.state = replace(self.state, current=steps[0 if self._restored else 1].commit)
        self._restored = False
        self._show(self._picked(state))

    def _items(self) -> tuple[Item, ...]:
        """A line for each step, or for each version of a step that is open."""
        now = self.session.now()
        items: list[Item] = []
        for step in self._steps:
            whole = step.parts[-1].commit not in self._open
            for place, one in enumerate((step,) if whole else step.parts):
                when = _when(one.when, now, one.own)
                if whole and len(step.parts) > 1:
                    when = _("{when} · {count} versies").format(when=when, count=len(step.parts))
                pill = "" if items else _("Nu")
                inner = place > 0
                items.append(Item(one.commit, one.who, initials(one.who), when, one.summary, pill, inner))
        return tuple(items)

    def _step_of(self, key: Id | None) -> Past | None:
        return next((step for step in self._steps if any(part.commit == key for part in step.parts)), None)

    def _turn(self, key: Id) -> None:
        """Open a step of several versions, or close it again."""
        step = self._step_of(key)
        if step is None or len(step.parts) < 2:
            return
        self._open ^= {step.parts[-1].commit}
        self.state = replace(self.state, items=self._items(), current=step.commit)
        self._show(self._picked(self.state))

    def _compared(self, state: State) -> State:
        step = self._step_of(state.current)
        if step is None:
            return state
        past = next(part for part in step.parts if part.commit == state.current)
        present, now = self._steps[0], self.session.now()
        newest = past.commit == present.commit
        time = format_time(past.when) if past.when.date() == now.date() else format_when(past.when, now)
        return replace(
            state,
            erasable=True,
            heading=_("De versie van nu")
            if newest
            else _("Versie van {time} naast die van nu").format(time=time),
            then=f"{past.who}, {format_when(past.when, now)}",
            now=f"{present.who}, {format_when(present.when, now)}",
            fields=_fields(past, present),
            restore="" if newest else _("Versie van {time} terugzetten").format(time=time),
            unfold=self._unfold(step),
        )

    def _unfold(self, step: Past) -> str:
        if len(step.parts) < 2:
            return ""
        if step.parts[-1].commit in self._open:
            return _("Versies samenvouwen")
        return _("Alle {count} versies tonen").format(count=len(step.parts))

    # ---- the bin

    def _on_bin(self, found: list[BinItem]) -> None:
        self._binned = {item.record.id: item for item in found}
        now = self.session.now()
        items = tuple(
            Item(item.record.id, item.what, item.what[:1], format_when(item.when, now) if item.when else "",
                 _("weggegooid door {name}").format(name=item.who))
            for item in found
        )  # fmt: skip
        note = _("Niets hierin gaat verloren.") if items else _("De prullenbak is leeg.")
        self._show(self._picked(State(BIN, _("Prullenbak"), note, items)))

    # ---- going back

    def restore(self) -> None:
        """Put the version in use back, or take the record out of the bin."""
        current = self.state.current
        if current is None:
            return
        if self.state.mode == BIN:
            work = partial(bins.restore, self.session, self._binned[current].record)
            self.jobs.write(work, owner=self, done=self._on_restored)
        elif self._record is not None and self.state.restore:
            kind, row = self._record
            work = partial(histories.restore, self.session, kind, row, current)
            self.jobs.write(work, owner=self, done=self._on_restored)

    # ---- erasing

    def _in_use(self) -> Record | None:
        """The record that erasing is about."""
        if self.state.mode == BIN and self.state.current is not None:
            return self._binned[self.state.current].record
        return histories.record_of(self.session, *self._record) if self._record is not None else None

    def erase_question(self) -> str:
        """What erasing takes with it, in words; empty when there is nothing to erase."""
        record = self._in_use()
        return erasing.record_question(self.session, record) if record is not None else ""

    def erase(self, ground: str) -> None:
        """Erase the record in use, with all its versions."""
        record = self._in_use()
        if record is not None:
            work = partial(erasing.erase_record, self.session, record, ground)
            self.jobs.write(work, owner=self, done=self._on_erased)

    def _on_erased(self, changes: ChangeSet) -> None:
        mode = self.state.mode
        self.shell.changed(changes)
        self.shell.toast(_("Gewist"))
        self.show(BIN if mode == BIN else DOSSIER)

    def _on_restored(self, changes: ChangeSet) -> None:
        """What was put back is the version of now: it is in use, so that the same key does not take it away again."""
        what = self.state.heading if self.state.mode == BIN else self.state.then
        self._restored, self.state = True, replace(self.state, current=None, restore="")
        self.shell.changed(changes)
        self.shell.toast(_("Teruggezet: {what}").format(what=what), undo=True)


def _when(when: dt.datetime, now: dt.datetime, own: bool) -> str:
    where = _("deze laptop") if own else _("een andere laptop")
    return f"{format_when(when, now)} · {where}"


def _note(steps: Sequence[Past]) -> str:
    count = sum(len(step.parts) for step in steps)
    if count == 1:
        return _("Nog nooit gewijzigd.")
    if count > len(steps):
        return ngettext(
            "{count} versies in {steps} stap. Niets gaat verloren. Enter opent een stap.",
            "{count} versies in {steps} stappen. Niets gaat verloren. Enter opent een stap.",
            len(steps),
        ).format(count=count, steps=len(steps))
    return _("{count} versies. Niets gaat verloren.").format(count=count)


def _fields(past: Past, present: Past) -> tuple[Field, ...]:
    """All fields that either version has, what differs first."""
    then = {name: (label, words) for name, label, words in past.values}
    now = {name: (label, words) for name, label, words in present.values}
    out = []
    for name in dict.fromkeys((*now, *then)):
        label = (then.get(name) or now[name])[0]
        old, new = then.get(name, ("", ""))[1], now.get(name, ("", ""))[1]
        left, right = compare(old, new)
        out.append(Field(label, left, right, old != new))
    return tuple(sorted(out, key=_same_last))


def _same_last(one: Field) -> bool:
    return not one.changed


def _dossier(session: Session, household: Id) -> list[Happening]:
    home = dossiers.household_of(session, household)
    return histories.of_dossier(session, home.space) if home else []


def _versions(session: Session, kind: str, row: Id) -> tuple[str, list[Past], Status]:
    record = histories.record_of(session, kind, row)
    name = wording.title_of(session, record) if record else ""
    return name, histories.versions(session, kind, row), record_status.of_row(session, row)


def _bin(session: Session, household: Id) -> list[BinItem]:
    home = dossiers.household_of(session, household)
    if home is None:
        return []
    safety = dossiers.safety_space_of(session, home.space)
    return bins.content(session, [home.space, *([safety] if safety else [])])
