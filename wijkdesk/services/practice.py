"""Practice households: invented people to try everything on; they never leave this laptop and go in one act."""

from __future__ import annotations

import datetime as dt
import tomllib
from typing import TYPE_CHECKING, Any

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import ZERO, Id, natural_id, new_id
from wijkdesk.core.paths import resource
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.dossier import Dossier, Household, HouseholdRole
from wijkdesk.models.life_domain import (
    LifeDomain,
    LifeDomainView,
    Need,
    Obtained,
    UrgentNeed,
    need_id,
    view_id,
)
from wijkdesk.models.ordering import between
from wijkdesk.models.person import Person
from wijkdesk.models.registry import KINDS
from wijkdesk.models.step import Promise, PromiseState, Step
from wijkdesk.models.visit import Appointment, AppointmentState, ContactMoment, Statement
from wijkdesk.services import people
from wijkdesk.services.dossiers import NewHousehold, dossier_id, opened_dossier
from wijkdesk.services.newcomers import NewPerson, year_of_age
from wijkdesk.services.session import to_moment
from wijkdesk.storage import queries

if TYPE_CHECKING:
    from wijkdesk.services.session import Session
    from wijkdesk.storage.unit_of_work import Unit

_FILE = "zonneveld.toml"


def existing(session: Session) -> Household | None:
    """The practice household, when there is one."""
    for dossier in queries.find(session.store, Dossier, practice=1):
        for home in queries.find(session.store, Household, space=dossier.space, limit=1):
            return home
    return None


def is_practice(session: Session, space: Id) -> bool:
    """Whether a space is one to practise in; prints say so."""
    dossier = queries.get(session.store, Dossier, dossier_id(space))
    return dossier is not None and dossier.practice


def make(session: Session) -> tuple[Household, ChangeSet]:
    """Make the practice household, or give the one that is there."""
    if home := existing(session):
        return home, ChangeSet()
    script = tomllib.loads(resource("practice", _FILE).read_text(encoding="utf-8"))
    today = session.today()
    newcomers = tuple(_newcomer(entry, today) for entry in script["people"])
    new = NewHousehold(
        script["name"], newcomers, street=script["street"], place=script["place"], phone=script["phone"]
    )
    opened = opened_dossier(session, new, practice=True, undo="")
    residents = people.residents(session, opened.household)
    cast = {
        entry["key"]: resident.person for entry, resident in zip(script["people"], residents, strict=True)
    }
    with session.store.unit("edit") as unit:
        _Stage(session, unit, opened.household, cast).play(script)
    return opened.household, opened.changes | unit.changes


def _newcomer(entry: dict[str, Any], today: dt.date) -> NewPerson:
    return NewPerson(
        entry["calling_name"],
        entry["family_name"],
        born=year_of_age(entry["age"], today),
        role=HouseholdRole(entry["role"]),
        languages=tuple(entry.get("languages", ())),
    )


def remove(session: Session) -> ChangeSet:
    """Throw away all that was practised with, in one act that can be undone."""
    spaces = [dossier.space for dossier in queries.find(session.store, Dossier, practice=1)]
    with session.store.unit("edit", undo=_("Oefengezin weggooien")) as unit:
        for space in spaces:
            for cls in KINDS.values():
                for record in queries.find(session.store, cls, space=space):
                    unit.delete(record)
    return unit.changes


class _Stage:
    """Writes the script of a practice household within one unit."""

    def __init__(self, session: Session, unit: Unit, home: Household, cast: dict[str, Person]) -> None:
        self._session = session
        self._unit = unit
        self._home = home
        self._cast = cast
        self._order: str | None = None

    def play(self, script: dict[str, Any]) -> None:
        """Write everything."""
        for entry in script["people"]:
            if name := entry.get("own_script_name"):
                self._unit.change(self._cast[entry["key"]], own_script_name=name)
        self._visit(script["visit"])
        for entry in script["needs"]:
            self._need(entry)
        for entry in script["steps"]:
            self._step(entry)
        for entry in script["promises"]:
            self._promise(entry)
        self._appointment(script["appointment"])

    def _next(self) -> str:
        self._order = between(self._order, None)
        return self._order

    def _at(self, entry: dict[str, Any], minutes: int = 0) -> str:
        day = self._session.today() + dt.timedelta(days=entry["days"])
        start = dt.datetime.combine(day, dt.time(entry["hour"])) + dt.timedelta(minutes=minutes)
        return to_moment(start.astimezone())

    def _visit(self, entry: dict[str, Any]) -> None:
        moment = ContactMoment(
            id=new_id(), space=self._home.space, household=self._home.id, kind=entry["kind"],
            started=self._at(entry), ended=self._at(entry, entry["minutes"]), purpose=entry["purpose"],
            place=entry["place"], worker=self._session.me.id,
            present=frozenset(self._cast[key].id.hex() for key in entry["present"]),
        )  # fmt: skip
        self._unit.create(moment)
        for said in entry["statements"]:
            self._statement(moment, said)
        for given in entry["views"]:
            self._views(moment, given)

    def _statement(self, moment: ContactMoment, said: dict[str, Any]) -> None:
        speaker = self._cast[said["said_by"]].id if "said_by" in said else None
        self._unit.create(
            Statement(
                id=new_id(), space=moment.space, contact_moment=moment.id, order=self._next(),
                kind=said["kind"], text=said["text"], said_by=speaker, quote=said.get("quote", False),
                hope=said.get("hope", False), observed_at=moment.started, recorded_at=moment.ended,
                domains=frozenset(_domain(code).hex() for code in said["domains"]),
                discussed=Unknown.NOT_ASKED,
            )
        )  # fmt: skip

    def _views(self, moment: ContactMoment, given: dict[str, Any]) -> None:
        person = self._cast[given["person"]]
        for code, score in given["scores"].items():
            self._unit.create(
                LifeDomainView(
                    id=view_id(moment.space, moment.id, person.id, _domain(code)), space=moment.space,
                    contact_moment=moment.id, person=person.id, domain=_domain(code), score=score,
                    obtained=Obtained.SAID,
                )
            )  # fmt: skip

    def _need(self, entry: dict[str, Any]) -> None:
        need = Need(entry["need"])
        self._unit.create(
            UrgentNeed(
                id=need_id(self._home.space, self._home.id, need), space=self._home.space,
                household=self._home.id, need=need, state=entry["state"], note=entry.get("note"),
            )
        )  # fmt: skip

    def _due(self, entry: dict[str, Any]) -> str:
        return (self._session.today() + dt.timedelta(days=entry["days"])).isoformat()

    def _step(self, entry: dict[str, Any]) -> None:
        who = [self._session.me.id if key == "worker" else self._cast[key].id for key in entry["who"]]
        self._unit.create(
            Step(
                id=new_id(), space=self._home.space, household=self._home.id, text=entry["text"],
                who=frozenset(one.hex() for one in who), due=self._due(entry), order=self._next(),
            )
        )  # fmt: skip

    def _promise(self, entry: dict[str, Any]) -> None:
        self._unit.create(
            Promise(
                id=new_id(), space=self._home.space, household=self._home.id, text=entry["text"],
                to=self._cast[entry["to"]].id, by=self._session.me.id, due=self._due(entry),
                state=PromiseState.OPEN, order=self._next(),
            )
        )  # fmt: skip

    def _appointment(self, entry: dict[str, Any]) -> None:
        self._unit.create(
            Appointment(
                id=new_id(), space=self._home.space, household=self._home.id, kind=entry["kind"],
                starts=self._at(entry), purpose=entry["purpose"], place=entry["place"],
                worker=self._session.me.id, state=AppointmentState.PLANNED,
            )
        )  # fmt: skip


def _domain(code: str) -> Id:
    return natural_id(ZERO, LifeDomain.KIND, code)
