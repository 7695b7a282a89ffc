"""What the form for a new dossier shows and does; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from wijkdesk.core.discreet import shown
from wijkdesk.core.errors import UserError, WijkError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import ZERO, Id, natural_id
from wijkdesk.models.dossier import Household
from wijkdesk.models.person import Person
from wijkdesk.services import dossiers, drafts, duplicates
from wijkdesk.services.dossiers import NewHousehold, Opened
from wijkdesk.services.duplicates import Likeness
from wijkdesk.services.newcomers import NewPerson, parse_people
from wijkdesk.services.ports import Jobs, Shell
from wijkdesk.services.session import Session
from wijkdesk.services.wording import age_and_year

FIELDS = ("name", "people", "street", "postcode", "place", "phone")
PLACE = "opening"


@dataclass(frozen=True)
class State:
    """The form: what was typed, how the lines are read, what looks like it, what does not fit."""

    texts: dict[str, str] = field(default_factory=dict)
    persons: tuple[str, ...] = ()
    proposed: str = ""
    likenesses: tuple[Likeness, ...] = ()
    error: UserError | None = None
    busy: bool = False


class OpeningPresenter:
    """One new dossier at a time; what is typed stays until it is opened or thrown away."""

    def __init__(self, session: Session, jobs: Jobs, shell: Shell, render: Callable[[State], None]) -> None:
        self.session, self.jobs, self.shell, self.render = session, jobs, shell, render
        self.state = State()
        self._typed: set[str] = set()
        self._started = False
        self._draft = natural_id(session.personal_space, "draft", PLACE)

    def start(self) -> None:
        """Show the form with what was typed before."""
        self.jobs.read(partial(drafts.of_place, self.session, PLACE), owner=self, done=self._on_drafts)

    def _on_drafts(self, found: list[drafts.Draft]) -> None:
        texts = {one.field: one.text for one in found if one.field in FIELDS}
        for name in self._typed:  # typed while the drafts were read, or not kept yet
            here, kept = self.state.texts.get(name, ""), texts.get(name, "")
            early = not self._started and name == "people" and kept
            texts[name] = f"{kept.rstrip()}\n{here}" if early else here
        self._started = True
        self._show(self._read(State(texts=texts)))

    def _show(self, state: State) -> None:
        self.state = state
        self.render(state)

    def _read(self, state: State) -> State:
        people = self._people(state.texts)
        persons = tuple(_words(one, self.session) for one in people)
        return replace(state, persons=persons, proposed=proposed_name(people))

    def _people(self, texts: dict[str, str]) -> list[NewPerson]:
        return parse_people(texts.get("people", ""), self.session.today())

    def typed(self, name: str, text: str) -> None:
        """Take in what a field holds now; shows how the lines are read."""
        self._typed.add(name)
        texts = {**self.state.texts, name: text}
        self._show(self._read(replace(self.state, texts=texts, error=None)))

    def keep(self, name: str, text: str) -> None:
        """Keep a field as a draft; a few seconds of typing are the most that can be lost."""
        work = partial(
            drafts.keep, self.session, self.session.personal_space, Household.KIND, self._draft, name, text,
            place=PLACE,
        )  # fmt: skip
        self.jobs.write(work, owner=self)

    def compare(self) -> None:
        """Look for dossiers that are like this one."""
        work = partial(duplicates.find, self.session, self._new())
        self.jobs.read(work, owner=self, done=self._on_likenesses)

    def _on_likenesses(self, found: list[Likeness]) -> None:
        if tuple(found) != self.state.likenesses:
            self._show(replace(self.state, likenesses=tuple(found)))

    def _new(self) -> NewHousehold:
        texts = {name: self.state.texts.get(name, "").strip() for name in FIELDS}
        return NewHousehold(
            name=texts["name"] or self.state.proposed,
            people=tuple(self._people(self.state.texts)),
            street=texts["street"],
            postcode=texts["postcode"],
            place=texts["place"],
            phone=texts["phone"],
        )

    def open(self) -> None:
        """Open the dossier; likeness never blocks."""
        if self.state.busy:
            return
        self._show(replace(self.state, busy=True, error=None))
        work = partial(_open, self.session, self._new(), self._draft)
        self.jobs.write(work, owner=self, done=self._on_opened, failed=self._on_failed)

    def _on_opened(self, opened: Opened) -> None:
        self._typed.clear()
        self._show(State())
        self.shell.changed(opened.changes)
        self.shell.open("dossier", household=opened.household.id)
        name = shown(opened.household.caption)
        self.shell.toast(_("Dossier van {name} is geopend").format(name=name), undo=True)

    def _on_failed(self, error: WijkError) -> None:
        if isinstance(error, UserError):
            self._show(replace(self.state, busy=False, error=error))
            return
        self._show(replace(self.state, busy=False))
        self.shell.trouble(error)

    def open_other(self, likeness: Likeness) -> None:
        """Go to the dossier that is there already; what was typed stays a draft."""
        if likeness.household is not None:
            self.shell.open("dossier", household=likeness.household)

    def clear(self) -> None:
        """Empty the form and forget its draft."""
        self.jobs.write(partial(_drop, self.session, self._draft), owner=self)
        self._typed.clear()
        self._show(State())


def _open(session: Session, new: NewHousehold, draft: Id) -> Opened:
    opened = dossiers.opened_dossier(session, new)
    _drop(session, draft)
    return opened


def _drop(session: Session, draft: Id) -> None:
    for name in FIELDS:
        drafts.drop(session, [draft], name)


def proposed_name(people: list[NewPerson]) -> str:
    """A name for the household from its family names, in the order of the lines: "El Amrani-Vermeer"."""
    names = [" ".join(part for part in (one.prefix, one.family_name) if part) for one in people]
    unique = list(dict.fromkeys(name for name in names if name))
    name = "-".join(unique[:2])
    return name[:1].upper() + name[1:] if name else (people[0].calling_name if people else "")


def _words(one: NewPerson, session: Session) -> str:
    """How a line is read: "Samira El Amrani, 34 jaar, moeder"."""
    name = " ".join(part for part in (one.calling_name, one.prefix, one.family_name) if part)
    parts = [shown(name)]
    person = Person(id=ZERO, space=ZERO, born=one.born)
    if age := age_and_year(person, session.today()):
        parts.append(age)
    if one.role is not None:
        parts.append(one.role.label)
    return ", ".join(parts)
