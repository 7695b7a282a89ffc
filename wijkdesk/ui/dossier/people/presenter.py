"""Persons in words and forms: who lives here, all that hangs on one of them, and how it is changed; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.discreet import discreet, shown
from wijkdesk.core.errors import UserError, WijkError
from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.models.base import FieldType, Record
from wijkdesk.models.dossier import Address, ContactPoint, Household, Membership
from wijkdesk.models.person import (
    Involvement,
    LanguageProfile,
    ParentalAuthority,
    Person,
    Relation,
    Sameness,
)
from wijkdesk.services import dossiers, drafts, people, same_person
from wijkdesk.services.conflicts import Mark
from wijkdesk.services.newcomers import parse_person
from wijkdesk.services.ports import Jobs, Shell
from wijkdesk.services.session import Session
from wijkdesk.ui.dossier.people.reading import PLACE, Begun, Read, Row, Twin, choices, look

KINDS = (
    "household", "membership", "person", "address", "contact_point", "language_profile", "relation",
    "parental_authority", "involvement", "organisation", "same_person",
)  # fmt: skip
PARTS: tuple[type[Record], ...] = (
    Membership, LanguageProfile, ContactPoint, Address, ParentalAuthority, Relation, Involvement,
)  # fmt: skip
_OWNER = {
    "membership": "person", "language_profile": "person", "contact_point": "person", "address": "owner",
    "parental_authority": "child", "relation": "person", "involvement": "subject",
}  # fmt: skip
_PLAIN = (FieldType.TEXT, FieldType.LONG_TEXT, FieldType.DATE, FieldType.BOOL, FieldType.CHOICE)
_PROTECTABLE = (Address, ContactPoint)
_DECIDED = {
    Sameness.CERTAIN: N_("Gekoppeld. Beide blijven staan zoals ze zijn."),
    Sameness.LIKELY: N_("Gekoppeld als waarschijnlijk dezelfde."),
    Sameness.NO: N_("Genoteerd. Dit wordt niet meer voorgesteld."),
}


@dataclass(frozen=True)
class Part:
    """One record as a form: plain fields by name, and references as choices."""

    kind: type[Record]
    id: Id
    title: str
    fields: tuple[str, ...]
    values: dict[str, Any]
    choices: dict[str, tuple[tuple[Id, str], ...]]
    protected: bool = False
    can_protect: bool = False
    can_remove: bool = True
    clashes: frozenset[str] = frozenset()
    also: tuple[tuple[str, str], ...] = ()  # field being typed, who else changed it meanwhile


@dataclass(frozen=True)
class State:
    """List and form of the row in use."""

    rows: tuple[Row, ...] = ()
    current: Id | None = None
    name: str = ""
    parts: tuple[Part, ...] = ()
    sections: tuple[type[Record], ...] = ()
    error: tuple[Id, UserError] | None = None
    loaded: bool = False
    discreet: bool = False
    twins: tuple[Twin, ...] = ()


@dataclass
class PeoplePresenter:
    """Persons of one household; a value is written when its field is left."""

    session: Session
    jobs: Jobs
    shell: Shell
    render: Callable[[State], None]
    state: State = field(default_factory=State)
    household: Id | None = None
    _read: Read | None = None
    _new: dict[Id, Record] = field(default_factory=dict)
    _begun: Begun = field(default_factory=dict)

    # ---- looking

    def open(self, household: Id, person: Id | None = None) -> None:
        """Show a household, on a person when given."""
        if household != self.household:
            self.state = State()
            self._new, self._begun = {}, {}
        self.household = household
        self.load(person or self.state.current)

    def refresh(self, changes: ChangeSet) -> None:
        """Read anew when something here changed."""
        if self.household is not None and changes.touches(*KINDS):
            self.load(self.state.current)

    def load(self, current: Id | None) -> None:
        """Read the list and the row in use."""
        if self.household is not None:
            work = partial(look, self.session, self.household, current, dict(self._begun))
            self.jobs.read(work, owner=self, done=partial(self._on_read, current))

    def _on_read(self, current: Id | None, found: Read | None) -> None:
        if found is None:
            return
        self._read = found
        known = {row.id for row in found.rows}
        chosen = found.current if found.current in known else (found.rows[0].id if found.rows else None)
        self._show(chosen, None)

    def choose(self, row: Id) -> None:
        """Look at another row."""
        if row != self.state.current:
            self._new = {}
            self.load(row)

    def _show(self, current: Id | None, error: tuple[Id, UserError] | None) -> None:
        read = self._read
        if read is None:
            return
        records = (*read.records, *self._new.values())
        main = next((row for row in read.rows if row.id == current), None)
        parts = tuple(self._part(record, read) for record in records)
        sections = PARTS if main is not None and main.person else (Address,)
        name = main.name if main else ""
        self.state = State(
            read.rows, current, name, parts, sections, error, loaded=True, discreet=discreet(), twins=read.twins
        )  # fmt: skip
        self.render(self.state)

    def _part(self, record: Record, read: Read) -> Part:
        specs = record.specs()
        owner = _OWNER.get(record.KIND, "")
        if owner and getattr(record, owner) != read.current:
            owner = ""
        refs = [name for name, spec in specs.items() if spec.type is FieldType.REF]
        plain = tuple(name for name, spec in specs.items() if spec.type in _PLAIN)
        values = {name: getattr(record, name) for name in specs}
        for (row, name), text in read.typed.items():
            if row == record.id and name in plain:
                values[name] = text
        return Part(
            kind=type(record),
            id=record.id,
            title=_(type(record).TITLE),
            fields=plain,
            values=values,
            choices={
                name: found
                for name in refs
                if name not in (owner, "moved_from") and (found := choices(specs[name].targets, read))
            },
            protected=read.safety is not None and record.space == read.safety,
            can_protect=isinstance(record, _PROTECTABLE) and record.id not in self._new,
            can_remove=not isinstance(record, Household),
            clashes=frozenset(mark.name for mark in read.marks if mark.row == record.id),
            also=tuple((name, who) for row, name, who in read.also if row == record.id),
        )

    def mark(self, row: Id, name: str) -> Mark | None:
        """The choice behind the mark of a field, or of another field of that record."""
        mine = [mark for mark in self._read.marks if mark.row == row] if self._read else []
        return next((mark for mark in mine if mark.name == name), mine[0] if mine else None)

    # ---- writing

    def change(self, row: Id, name: str, value: object) -> None:
        """Write the value of a field that was left; a new part is written with its first value."""
        record = self._begun.pop((row, name), None) or self._record(row)
        if record is None or getattr(record, name) == value:
            self.drop(row, name)
            return
        new = row in self._new
        work = partial(_write, self.session, record, name, value, new)
        failed = partial(self._on_failed, row)
        self.jobs.write(work, owner=self, done=partial(self._on_first, row), failed=failed)

    def _on_first(self, row: Id, changes: ChangeSet) -> None:
        self._new.pop(row, None)
        self.shell.changed(changes)

    def _on_written(self, changes: ChangeSet) -> None:
        self.shell.changed(changes)

    def _on_failed(self, row: Id, error: WijkError) -> None:
        if isinstance(error, UserError):
            self._show(self.state.current, (row, error))
        else:
            self.shell.trouble(error)

    def begin(self, row: Id, name: str, value: Any) -> None:  # noqa: ANN401 - any field's value
        """A field is being changed: what stood there is what the worker saw, whatever comes in meanwhile."""
        record = self._record(row)
        if record is not None:
            self._begun.setdefault((row, name), record.with_(**{name: value}))

    def drop(self, row: Id, name: str) -> None:
        """What was typed came to nothing: the field shows what is stored."""
        known = self._read is not None and (row, name) in self._read.typed
        if self._begun.pop((row, name), None) is not None or known:
            work = partial(drafts.drop, self.session, [row], name)
            self.jobs.write(work, owner=self, done=self._on_dropped)

    def _on_dropped(self, _nothing: None) -> None:
        self.load(self.state.current)

    def keep(self, row: Id, name: str, text: str) -> None:
        """Keep what is being typed as a draft."""
        record = self._begun.get((row, name)) or self._record(row)
        if record is None or row in self._new:
            return
        place = f"{PLACE}/{(self.household or row).hex()}/people"
        work = partial(drafts.keep, self.session, record.space, record.KIND, row, name, text, place=place,
            shown=record,
        )  # fmt: skip
        self.jobs.write(work, owner=self, done=self._on_kept)

    def _on_kept(self, _nothing: None) -> None:
        self.shell.changed(ChangeSet())  # nothing but where it is safe

    def _record(self, row: Id) -> Record | None:
        if row in self._new:
            return self._new[row]
        records = self._read.records if self._read else ()
        return next((record for record in records if record.id == row), None)

    def add_person(self, line: str) -> None:
        """Add a person from one line: "Lina 8 dochter"."""
        new = parse_person(line, self.session.today())
        home = self._home()
        if new is not None and home is not None:
            work = partial(people.add_person, self.session, home, new)
            self.jobs.write(work, owner=self, done=self._on_person)

    def _on_person(self, made: tuple[Person, ChangeSet]) -> None:
        person, changes = made
        self.state = replace(self.state, current=person.id)
        self.shell.changed(changes)
        self.shell.toast(_("{name} is toegevoegd").format(name=shown(person.short_name)), undo=True)
        self.load(person.id)

    def add_household(self, name: str) -> None:
        """Add a second household to the dossier: a child can live in two."""
        home = self._home()
        if home is not None and name.strip():
            work = partial(dossiers.add_household, self.session, home.space, name)
            self.jobs.write(work, owner=self, done=self._on_written)

    def _home(self) -> Household | None:
        homes = self._read.households if self._read else ()
        return next((home for home in homes if home.id == self.household), None)

    def add_part(self, kind: type[Record]) -> None:
        """Show an empty form for a new part; it is written with its first value."""
        current = self.state.current
        person = next((one for one in self._read.people if one.id == current), None) if self._read else None
        home = self._home()
        if person is not None:
            record = people.blank(kind, person)  # type: ignore[arg-type] # kinds of PARTS only
        elif home is not None and kind is Address:
            record = people.blank_address(home)
        else:
            return
        self._new[record.id] = record
        self._show(current, None)

    def remove(self, row: Id) -> None:
        """Lay a part or a person in the bin."""
        record = self._record(row)
        if record is None:
            return
        if row in self._new:
            self._new.pop(row)
            self._show(self.state.current, None)
            return
        self.jobs.write(partial(people.remove, self.session, [record]), owner=self, done=self._on_removed)

    def _on_removed(self, changes: ChangeSet) -> None:
        self.shell.changed(changes)
        self.shell.toast(_("Ligt in de prullenbak"), undo=True)

    def protect_question(self) -> str:
        """What becoming protected means, with who may have seen it."""
        home = self._home()
        names = people.may_have_seen(self.session, home.space) if home else []
        who = ", ".join(names) if names else _("niemand anders dan jij")
        return _(
            "Het gaat naar de veilige ruimte en verdwijnt waar het stond. "
            "Wie het kon zien: {who}. Dit kan niet ongedaan."
        ).format(who=who)

    def protect(self, row: Id) -> None:
        """Move an address or contact point to the safety space."""
        record = self._record(row)
        if isinstance(record, _PROTECTABLE):
            work = partial(_protect, self.session, record)
            self.jobs.write(work, owner=self, done=self._on_protected)

    def _on_protected(self, changes: ChangeSet) -> None:
        self.shell.changed(changes)
        self.shell.toast(_("Is nu beschermd"))

    # ---- the same human being

    def decide(self, other: Id, certain: Sameness) -> None:
        """Say whether the person in use and another are one."""
        self._on_pair(other, partial(same_person.decide, certain=certain), _DECIDED[certain])

    def part(self, other: Id) -> None:
        """Take the link between the person in use and another away."""
        self._on_pair(other, same_person.undo_link, _("De koppeling is weg. Beide personen staan er nog."))

    def _on_pair(self, other: Id, act: Callable[..., ChangeSet], words: str) -> None:
        current = self.state.current
        if current is not None:
            work = partial(act, self.session, current, other)
            self.jobs.write(work, owner=self, done=partial(self._on_paired, _(words)))

    def _on_paired(self, words: str, changes: ChangeSet) -> None:
        self.shell.changed(changes)
        self.shell.toast(words, undo=True)

    def open_twin(self, other: Id) -> None:
        """Go to the other dossier, on that person."""
        twin = next((one for one in self.state.twins if one.other == other), None)
        if twin is not None and twin.household is not None:
            self.shell.open("dossier", household=twin.household, tab="people", person=other)

    def history(self, row: Id) -> None:
        """Show the past of a record."""
        record = self._record(row)
        if record is not None:
            self.shell.open("dossier", household=self.household, tab="past", kind=record.KIND, row=record.id)


def _write(session: Session, record: Record, name: str, value: object, new: bool) -> ChangeSet:
    if new:
        text = _("{part} toevoegen").format(part=_(record.TITLE))
        return people.save_new(session, record.with_(**{name: value}), text)
    changes = people.change(session, record, drafts.bases_of(session, record.id, name), **{name: value})
    drafts.drop(session, [record.id], name)
    return changes


def _protect(session: Session, record: Address | ContactPoint) -> ChangeSet:
    if isinstance(record, Address):
        return people.protect(session, record)[1]
    return people.protect(session, record)[1]
