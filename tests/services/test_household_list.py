"""The list of households: order, filters, folded search, pins, and lines that follow the log."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.builders import make_family, make_session, person_called
from wijkdesk.core.ids import new_id
from wijkdesk.models.life_domain import Need, NeedState, UrgentNeed, need_id
from wijkdesk.models.step import Promise
from wijkdesk.models.visit import Appointment, ContactKind, ContactMoment
from wijkdesk.services import dossiers, household_list, visits
from wijkdesk.services.dossiers import NewHousehold
from wijkdesk.services.household_list import Filter
from wijkdesk.services.session import to_moment


def test_a_row_says_who_where_and_what_needs_care(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    soon = session.now() + dt.timedelta(hours=1)
    with session.store.unit() as unit:
        unit.create(Appointment(id=new_id(), space=home.space, household=home.id, starts=to_moment(soon)))
        unit.create(
            ContactMoment(
                id=new_id(),
                space=home.space,
                household=home.id,
                kind=ContactKind.PHONE,
                started=session.stamp(),
            )
        )
        unit.create(
            UrgentNeed(
                id=need_id(home.space, home.id, Need.HOUSING),
                space=home.space,
                household=home.id,
                need=Need.HOUSING,
                state=NeedState.NOW,
            )
        )
        unit.create(Promise(id=new_id(), space=home.space, household=home.id, due="2020-01-01"))
    (row,) = household_list.rows(session, household_list.ids(session))
    assert (row.name, row.people, row.street) == ("El Amrani-Vermeer", 5, "Merelstraat 12")
    assert row.last_kind == "phone"
    assert row.next == soon.replace(microsecond=0)
    assert row.needs == ("housing",)
    assert row.promise_late
    assert row.unshared > 0
    session.close()


def test_lines_follow_what_is_written(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    first = household_list.rows(session, household_list.ids(session))
    assert [row.name for row in first] == ["El Amrani-Vermeer"]
    dossiers.rename(session, home, "Vermeer")
    again = household_list.rows(session, household_list.ids(session))
    assert [row.name for row in again] == ["Vermeer"]
    dossiers.bin_household(session, home)
    assert household_list.ids(session) == []
    session.close()


def test_people_in_the_bin_are_not_counted(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    with session.store.unit() as unit:
        unit.delete(person_called(session, home, "Sami"))
    assert household_list.rows(session, household_list.ids(session))[0].people == 4
    session.close()


def test_search_finds_by_any_name_street_or_phone_without_accents(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    dossiers.open_dossier(session, NewHousehold("Yılmaz"))
    for query in ("yassin", "merelst", "MEREL 12", "0612345678", "06 12345678"):
        found = household_list.ids(session, query=query)
        if query != "0612345678":
            assert found == [home.id], query
    assert len(household_list.ids(session, query="yilmaz")) == 1
    assert household_list.ids(session, query="zzz") == []
    session.close()


def test_a_household_without_contact_for_weeks_has_gone_quiet(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    quiet = frozenset({Filter.QUIET})
    assert household_list.ids(session, filters=quiet) == []  # never met is not gone quiet
    days = 7 * household_list.QUIET_WEEKS + 1
    then = to_moment(session.now() - dt.timedelta(days=days))
    call = ContactMoment(
        id=new_id(), space=home.space, household=home.id, kind=ContactKind.PHONE, started=then
    )
    with session.store.unit() as unit:
        unit.create(call)
    assert household_list.counts(session).by[Filter.QUIET] == 1
    assert household_list.rows(session, household_list.ids(session, filters=quiet))[0].quiet
    soon = to_moment(session.now() + dt.timedelta(hours=1))
    with session.store.unit() as unit:
        plan = Appointment(id=new_id(), space=home.space, household=home.id, starts=soon)
        unit.create(plan)
    assert household_list.ids(session, filters=quiet) == []
    with session.store.unit() as unit:
        unit.delete(plan)
        unit.change(call, started=to_moment(session.now() - dt.timedelta(days=days - 2)))
    assert household_list.ids(session, filters=quiet) == []
    session.close()


def test_filters_narrow_and_are_counted(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    counts = household_list.counts(session)
    assert (counts.all, counts.by[Filter.MINE], counts.by[Filter.UNSHARED]) == (1, 1, 0)
    session.store.set_secret(f"contact/{session.organisation.hex()}", b"1")
    assert household_list.counts(session).by[Filter.UNSHARED] == 1
    assert counts.by[Filter.TWO_VERSIONS] == counts.by[Filter.THIS_WEEK] == 0
    assert household_list.ids(session, filters=frozenset({Filter.MINE})) == [home.id]
    assert household_list.ids(session, filters=frozenset({Filter.MINE, Filter.THIS_WEEK})) == []
    session.close()


def test_pinned_households_stand_on_top(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    first = dossiers.open_dossier(session, NewHousehold("Abel"))
    second = dossiers.open_dossier(session, NewHousehold("Bakker"))
    assert household_list.ids(session, sort="name") == [first.id, second.id]
    _changes, on = household_list.toggle_pin(session, second.id)
    assert on
    assert household_list.ids(session, sort="name") == [second.id, first.id]
    household_list.toggle_pin(session, second.id)
    assert household_list.ids(session, sort="name") == [first.id, second.id]
    session.close()


def test_a_visit_that_goes_on_is_in_the_row_until_it_is_finished(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    visit = visits.start(session, home.id)
    assert [row.running for row in household_list.rows(session, household_list.ids(session))] == [True]
    visits.finish(session, visit)
    assert [row.running for row in household_list.rows(session, [home.id])] == [False]
    assert household_list.rows(session, []) == []
    session.close()
