"""A first home visit with all that papers need: hopes in two scripts, steps, promises, scores, an appointment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.builders import make_family, make_session, person_called
from wijkdesk.core.ids import Id, new_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.base import Record
from wijkdesk.models.dossier import Household
from wijkdesk.models.life_domain import (
    DEFAULT_DOMAINS,
    LifeDomainView,
    Need,
    NeedState,
    Obtained,
    UrgentNeed,
    need_id,
)
from wijkdesk.models.step import Promise, Step
from wijkdesk.models.visit import Appointment, ContactKind, ContactMoment, Statement, StatementKind
from wijkdesk.services.session import Session

HOPE_AR = "أريد أن أنام بهدوء."
STARTED = "2025-11-19T13:00:00Z"  # FakeClock stands on 19 November 2025, 12:00 UTC


@dataclass
class Sample:
    """The records that tests name."""

    session: Session
    household: Household
    moment: ContactMoment
    people: dict[str, Id]

    def add(self, cls: type[Record], **values: Any) -> Any:
        """One more record in the dossier."""
        record = cls(id=values.pop("id", new_id()), space=values.pop("space", self.household.space), **values)
        with self.session.store.unit("edit") as unit:
            unit.create(record)
        return record

    def say(self, text: str, **values: Any) -> Statement:
        """One more statement at the visit."""
        return self.add(Statement, text=text, **({"contact_moment": self.moment.id} | values))  # type: ignore[no-any-return]


def make_sample(folder: Any, clock: Any) -> Sample:
    """A family with one visit."""
    session = make_session(folder, clock=clock)
    household = make_family(session)
    names = ("Samira", "Jeroen", "Yassin", "Lina", "Sami")
    people = {name: person_called(session, household, name).id for name in names}
    moment = ContactMoment(
        id=new_id(), space=household.space, household=household.id, kind=ContactKind.HOME_VISIT,
        started=STARTED, ended="2025-11-19T14:20:00Z", worker=session.me.id, purpose="Brief over de huur",
        present=frozenset(people[name].hex() for name in ("Samira", "Jeroen", "Lina", "Sami")),
    )  # fmt: skip
    sample = Sample(session, household, moment, people)
    with session.store.unit("edit") as unit:
        unit.create(moment)
        unit.change(session.me, phone="06-12345678", hours="maandag t/m donderdag")
        for record in _records(sample):
            unit.create(record)
    return sample


def _records(sample: Sample) -> list[Record]:
    space, home, at = sample.household.space, sample.household.id, sample.moment.id
    me, people = sample.session.me.id, sample.people
    housing = DEFAULT_DOMAINS[1].id
    view = LifeDomainView(
        id=new_id(), space=space, contact_moment=at, person=people["Jeroen"], domain=housing, score=4,
        obtained=Obtained.SAID,
    )  # fmt: skip

    def statement(order: str, text: str, **values: Any) -> Statement:
        base: dict[str, Any] = {"contact_moment": at, "order": order, "recorded_at": "2025-11-19T14:30:00Z",
                                "discussed": Unknown.NOT_ASKED}  # fmt: skip
        return Statement(id=new_id(), space=space, text=text, **(base | values))

    return [
        view,
        statement("a", HOPE_AR, hope=True, quote=True, said_by=people["Samira"], language="ar",
                  kind=StatementKind.OPINION),
        statement("b", "Ik wil weer vast werk.", hope=True, said_by=people["Jeroen"], kind=StatementKind.OPINION),
        statement("c", "De koelkast was leeg.", kind=StatementKind.OBSERVATION, said_by=me, discussed=True),
        statement("d", "Lina speelt vaak alleen.", kind=StatementKind.REPORTED, heard_from="juf Lotte"),
        statement("e", "Misschien schaamt Samira zich.", kind=StatementKind.HYPOTHESIS, said_by=me),
        statement("f", "We redden ons wel.", view=view.id, said_by=people["Jeroen"]),
        Step(id=new_id(), space=space, household=home, contact_moment=at, text="Voedselpakket halen",
             due="2025-11-21", who=frozenset({people["Samira"].hex(), me.hex()})),
        Step(id=new_id(), space=space, household=home, contact_moment=at, text="Gedane stap",
             done_at="2025-11-19T14:00:00Z"),
        Promise(id=new_id(), space=space, household=home, text="Ik bel u over de brief.", by=me,
                due="2025-11-20"),
        UrgentNeed(id=need_id(space, home, Need.FOOD), space=space, household=home, need=Need.FOOD,
                   state=NeedState.NOW, note="koelkast leeg"),
        Appointment(id=new_id(), space=space, household=home, kind=ContactKind.HOME_VISIT,
                    starts="2025-11-24T09:30:00Z", place="Merelstraat 12"),
    ]  # fmt: skip
