import datetime as dt
from pathlib import Path

from tests.builders import person_called
from tests.scenarios.two_laptops import World, third
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.ids import Id, new_id
from wijkdesk.core.roles import Role
from wijkdesk.models.dossier import Dossier, Household
from wijkdesk.models.life_domain import Need, NeedState, UrgentNeed, need_id
from wijkdesk.models.step import Promise, PromiseState, Step
from wijkdesk.models.visit import Appointment, AppointmentState, ContactKind, ContactMoment
from wijkdesk.services import agenda, drafts, needs, practice, visits
from wijkdesk.services.session import Session, to_moment
from wijkdesk.storage import queries

DAY = 24 * 3_600_000


def plan(
    session: Session, home: Household | None, hours: float, purpose: str = "", state: str = "planned"
) -> Appointment:
    """An appointment so many hours from now."""
    made = Appointment(
        id=new_id(), space=home.space if home else session.personal_space, household=home.id if home else None,
        kind=ContactKind.HOME_VISIT, purpose=purpose or None, worker=session.me.id,
        starts=to_moment(session.now() + dt.timedelta(hours=hours)), state=AppointmentState(state),
    )  # fmt: skip
    with session.store.unit() as unit:
        unit.create(made)
    return made


def promise(session: Session, home: Household, text: str, due: str | None, to: Id | None = None) -> None:
    record = Promise(
        id=new_id(), space=home.space, household=home.id, text=text, due=due, to=to,
        by=session.me.id, state=PromiseState.OPEN,
    )  # fmt: skip
    with session.store.unit() as unit:
        unit.create(record)


def test_who_works_by_assignment_is_told_apart(world: World, tmp_path: Path) -> None:
    selam = third(world, tmp_path, "Selam Haile", role=Role.INTERPRETER)
    assert agenda.load(selam).assigned
    assert not agenda.load(world.noor).assigned
    selam.close()


def test_the_day_has_its_own_appointments_in_order(visiting: Session, family: Household) -> None:
    plan(visiting, family, 2, "Later")
    plan(visiting, family, -3, "Eerder")
    plan(visiting, family, 20, "Morgen")
    plan(visiting, family, 1, "Gaat niet door", "cancelled")
    day = agenda.load(visiting)
    assert [one.purpose for one in day.meetings] == ["Eerder", "Later"]
    assert [one.purpose for one in day.soon] == ["Morgen"]
    assert day.coming is not None
    assert (day.coming.purpose, day.coming.name, day.coming.place) == ("Later", family.name, "Merelstraat 12")


def test_what_is_needed_now_stands_with_the_appointment(visiting: Session, family: Household) -> None:
    plan(visiting, family, 1)
    with visiting.store.unit() as unit:
        for need, state in (
            (Need.MONEY, NeedState.NOW),
            (Need.HOUSING, NeedState.NOW),
            (Need.FOOD, NeedState.FINE),
        ):
            row = need_id(family.space, family.id, need)
            unit.create(UrgentNeed(id=row, space=family.space, household=family.id, need=need, state=state))
    (meeting,) = agenda.load(visiting).meetings
    assert meeting.needs == ("Wonen", "Geld")


def test_an_appointment_that_became_a_visit_is_not_coming_any_more(
    visiting: Session, family: Household
) -> None:
    made = plan(visiting, family, 1)
    moment = visits.start(visiting, family.id, appointment=made.id)
    day = agenda.load(visiting)
    assert day.coming is None
    assert day.meetings[0].contact_moment == moment.id
    visits.finish(visiting, moment)
    assert agenda.load(visiting).meetings[0].done


def test_the_week_that_follows_is_looked_at_and_no_further(visiting: Session, family: Household) -> None:
    for hours in (24, 24 * 7, 24 * 8):
        plan(visiting, family, hours, f"over {hours} uur")
    day = agenda.load(visiting)
    assert [one.purpose for one in day.soon] == ["over 24 uur", "over 168 uur"]
    for hours in range(30, 36):
        plan(visiting, family, hours)
    day = agenda.load(visiting)
    assert (len(day.soon), day.soon_count) == (6, 8)


def step(
    session: Session, home: Household, text: str, days: int | str, *who: Id, done: str | None = None
) -> None:
    due = days if isinstance(days, str) else (session.today() + dt.timedelta(days=days)).isoformat()
    made = Step(
        id=new_id(), space=home.space, household=home.id, text=text, due=due, done_at=done,
        who=frozenset(one.hex() for one in who),
    )  # fmt: skip
    with session.store.unit() as unit:
        unit.create(made)


def test_steps_that_are_late_or_due_this_week_stand_by_day(visiting: Session, family: Household) -> None:
    sam = person_called(visiting, family, "Samira").id
    step(visiting, family, "over acht dagen", 8)
    step(visiting, family, "over een week", 7)
    step(visiting, family, "te laat", -3)
    step(visiting, family, "morgen", 1, sam, visiting.me.id)
    step(visiting, family, "deze maand", visiting.today().isoformat()[:7])
    step(visiting, family, "gedaan", 1, done=visiting.stamp())
    day = agenda.load(visiting)
    assert [one.text for one in day.steps] == ["te laat", "morgen", "over een week"]
    assert (day.steps[1].who, day.steps[1].name) == (("Samira", "Noor"), family.name)


def test_a_step_of_a_colleagues_household_counts_when_it_is_mine(
    visiting: Session, family: Household
) -> None:
    (dossier,) = queries.find(visiting.store, Dossier, space=family.space)
    with visiting.store.unit() as unit:
        unit.change(dossier, responsible=new_id())
    step(visiting, family, "van een ander", 1)
    step(visiting, family, "van mij", 1, visiting.me.id)
    needs.set_state(visiting, family, Need.FOOD, NeedState.NOW)
    day = agenda.load(visiting)
    assert [one.text for one in day.steps] == ["van mij"]
    assert day.urgent == ()


def test_what_is_needed_now_is_there_without_an_appointment(visiting: Session, family: Household) -> None:
    needs.set_state(visiting, family, Need.FOOD, NeedState.NOW)
    needs.set_state(visiting, family, Need.HOUSING, NeedState.NOW)
    needs.set_state(visiting, family, Need.MONEY, NeedState.SOON)
    (urgent,) = agenda.load(visiting).urgent
    assert (urgent.name, urgent.needs) == (family.name, (Need.HOUSING, Need.FOOD))
    for need in urgent.needs:
        needs.set_state(visiting, family, need, NeedState.FINE)
    assert agenda.load(visiting).urgent == ()


def test_what_is_practised_with_is_no_work(visiting: Session) -> None:
    practice.make(visiting)
    day = agenda.load(visiting)
    assert (day.urgent, day.steps) == ((), ())


def test_promises_stand_by_day_and_those_without_one_last(visiting: Session, family: Household) -> None:
    today = visiting.today()
    for text, due in (
        ("ooit", None), ("deze maand", today.isoformat()[:7]), ("te laat", (today - dt.timedelta(1)).isoformat()),
        ("vandaag", today.isoformat()), ("dit jaar", str(today.year)),
    ):  # fmt: skip
        promise(visiting, family, text, due)
    day = agenda.load(visiting)
    assert [one.text for one in day.promises] == ["te laat", "vandaag", "deze maand", "dit jaar"]
    assert day.promises_open == 5


def test_a_visit_that_was_not_ended_and_a_draft_are_one_thing_to_finish(
    visiting: Session, family: Household, visit: ContactMoment
) -> None:
    assert [(one.contact_moment, one.draft) for one in agenda.load(visiting).unfinished] == [
        (visit.id, False)
    ]
    place = f"visit/{visit.id.hex()}/note/a/"
    drafts.keep(visiting, family.space, "statement", new_id(), "text", "Half gez", place=place)
    (only,) = agenda.load(visiting).unfinished
    assert (only.contact_moment, only.draft, only.household) == (visit.id, True, family.name)


def test_a_household_goes_quiet_after_five_weeks_without_appointment(
    visiting: Session, family: Household, visit: ContactMoment, clock: FakeClock
) -> None:
    visits.finish(visiting, visit)
    clock.advance(34 * DAY)
    assert agenda.load(visiting).quiet == ()
    clock.advance(8 * DAY)
    (quiet,) = agenda.load(visiting).quiet
    assert (quiet.household, quiet.days) == (family.id, 42)
    plan(visiting, family, 48)
    assert agenda.load(visiting).quiet == ()


def test_an_empty_day_is_empty(visiting: Session) -> None:
    day = agenda.load(visiting)
    assert (day.meetings, day.promises, day.unfinished, day.quiet, day.households) == ((), (), (), (), 0)
    assert (day.soon, day.steps, day.urgent) == ((), (), ())
    assert day.worker == "Noor"
