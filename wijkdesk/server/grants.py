"""Break-glass: a member of a team that can open a space reads and writes it for at most a day (architecture.md §3).
Standing in: who holds a space lends it for some days to a colleague of such a team; the latest word counts.

A grant is a commit in the space itself, so those who hold it see it. It ends by itself: the way it gave is gone
at `until`, and a later grant begins with a backfill of everything, so nothing of the time between is missed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from wijkdesk.core.clock import hlc_ms
from wijkdesk.core.commit import Id16, Natural
from wijkdesk.core.ids import Id
from wijkdesk.server.roster import Grant, Standing
from wijkdesk.server.statements import read_fields
from wijkdesk.sync.protocol import STAND_IN, Word
from wijkdesk.sync.receive import Unfit

if TYPE_CHECKING:
    from wijkdesk.core.commit import Header
    from wijkdesk.server.roster import Roster

LONGEST_MS: Final = 24 * 3600 * 1000
LONGEST_STANDING_MS: Final = 366 * LONGEST_MS


class GrantFields(msgspec.Struct, frozen=True):
    """GRANT: this user may read this space until then; `code` = the ground, `stand_in` = in the place of a holder."""

    space: Id16
    user: Id16
    code: Word
    until: Natural


class KeywrapFields(msgspec.Struct, frozen=True):
    """KEYWRAP, as far as the server looks: who is handed a key of what."""

    of: Literal["space", "team", "user"]
    owner: Id16
    wraps: tuple[tuple[str, Id16, bytes], ...]


def apply_keywrap(roster: Roster, header: Header, fields: dict[str, Any]) -> None:
    """Remember the teams that can open a space: their members may break its glass."""
    if fields.get("of") != "space":
        return
    given = read_fields(KeywrapFields, fields)
    if given.owner != header.space:
        raise Unfit("wrong_space")
    if roster.shredded(header.space):
        return
    teams = {Id(holder) for kind, holder, _wrap in given.wraps if kind == "team"}
    if new := teams - roster.sealed.get(header.space):
        roster.sealed.put(header.space, roster.sealed.get(header.space) | new)


def apply_grant(roster: Roster, header: Header, fields: dict[str, Any], by: tuple[Id, Id], mark: int) -> None:
    """Let a GRANT in; `by` = author and who brings it.

    What is asked of the person comes before what is known of the space: no answer tells of it.
    """
    given = read_fields(GrantFields, fields)
    if given.space != header.space:
        raise Unfit("wrong_space")
    standing = given.code == STAND_IN
    longest = LONGEST_STANDING_MS if standing else LONGEST_MS
    if (given.user == by[0]) is standing or given.until > roster.now + longest:
        raise Unfit("not_allowed")
    space, user = Id(given.space), Id(given.user)
    if standing:
        _check_lender(roster, space, by)
    teams = roster.teams_of(user)
    if not teams:
        raise Unfit("not_allowed")
    if not teams & roster.sealed.get(space):
        raise Unfit("no_access")
    if standing:
        _stand_in(roster, (space, user), Standing(given.until, hlc_ms(header.hlc), mark))
    else:
        key = (space, user)
        roster.grants.put(key, roster.grants.get(key) | {Grant(given.until, mark)})


def _check_lender(roster: Roster, space: Id, by: tuple[Id, Id]) -> None:
    """Author or bringer must be no guest, and hold the space: by assignment, not by a grant."""
    hands = [one for one in by if roster.teams_of(one)]
    if not hands:
        raise Unfit("not_allowed")
    if not any(roster.holds(one, space) for one in hands):
        raise Unfit("no_access")


def _stand_in(roster: Roster, place: tuple[Id, Id], said: Standing) -> None:
    """The latest word counts; of two at the same moment the one that ends first."""
    known = roster.standing.get(place)
    if known is None or (said.at, -said.until) > (known.at, -known.until):
        roster.standing.put(place, said)
