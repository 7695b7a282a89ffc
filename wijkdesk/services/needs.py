"""The basics that come first: six needs of a household and how they stand (domain.md #10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.dossier import Household
from wijkdesk.models.life_domain import Need, NeedState, UrgentNeed, need_id
from wijkdesk.services.session import Session
from wijkdesk.storage import queries


@dataclass(frozen=True)
class Urgent:
    """A household in which something is needed now, and what."""

    household: Id
    name: str
    needs: tuple[Need, ...]


def of_household(session: Session, household: Household) -> dict[Need, UrgentNeed]:
    """The needs that were asked about, in the fixed order."""
    rows = queries.find(session.store, UrgentNeed, space=household.space, household=household.id)
    found = {row.need: row for row in rows}
    return {need: found[need] for need in Need if need in found}


def open_now(session: Session, most: int) -> tuple[tuple[Urgent, ...], int]:
    """Where something is needed now in this worker's own households: the first by name, and how many there are.

    What is practised with is left out. Call `household_list.refresh` before.
    """
    rows = session.store.execute(
        "SELECT id FROM household_line WHERE calm = 0 AND responsible = ? AND practice = 0"
        " ORDER BY sorting, id",
        (session.me.id,),
    )
    homes = [
        home for row in rows[:most] if (home := queries.get(session.store, Household, row[0])) is not None
    ]
    found = (Urgent(home.id, home.caption, tuple(urgent(of_household(session, home)))) for home in homes)
    return tuple(one for one in found if one.needs), len(rows)


def set_state(
    session: Session,
    household: Household,
    need: Need,
    state: NeedState | Unknown | None,
    *,
    note: str | None = None,
    until: str | None = None,
) -> ChangeSet:
    """Say how a need stands; an empty `note` leaves the words that are there as long as the state does."""
    row = need_id(household.space, household.id, need)
    shown = queries.get(session.store, UrgentNeed, row)
    text = _("{need}: {state}").format(need=need.label, state=words(state))
    same = shown is not None and not shown.deleted and shown.state == state
    if same and shown is not None:
        note, until = note or shown.note, until or shown.until
    with session.store.unit(undo=text) as unit:
        if shown is None:
            shown = UrgentNeed(id=row, space=household.space, household=household.id, need=need)
            unit.create(shown)
        elif shown.deleted:
            unit.restore(shown)
        unit.change(shown, state=state, note=note, until=until)
    return unit.changes


def words(state: NeedState | Unknown | str | None) -> str:
    """The state as people say it; None = not asked."""
    if isinstance(state, NeedState):
        return state.label
    return _((state if isinstance(state, Unknown) else Unknown.NOT_ASKED).label)


def urgent(needs: Mapping[Need, UrgentNeed]) -> list[Need]:
    """The needs that stand on "nu nodig", in the fixed order."""
    return [need for need in Need if need in needs and needs[need].state is NeedState.NOW]
