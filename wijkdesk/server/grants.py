"""Break-glass: a member of a team that can open a space reads and writes it for at most a day (architecture.md §3).

A grant is a commit in the space itself, so those who hold it see it. It ends by itself: the way it gave is gone
at `until`, and a later grant begins with a backfill of everything, so nothing of the time between is missed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from wijkdesk.core.commit import Id16, Natural
from wijkdesk.core.ids import Id
from wijkdesk.core.roles import MAY_BREAK_GLASS
from wijkdesk.server.roster import Grant
from wijkdesk.server.statements import read_fields
from wijkdesk.sync.protocol import Word
from wijkdesk.sync.receive import Unfit

if TYPE_CHECKING:
    from wijkdesk.core.commit import Header
    from wijkdesk.server.roster import Roster

LONGEST_MS: Final = 24 * 3600 * 1000


class GrantFields(msgspec.Struct, frozen=True):
    """GRANT: this user breaks the glass of this space until then; `code` = the ground."""

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


def apply_grant(roster: Roster, header: Header, fields: dict[str, Any], author: Id, mark: int) -> None:
    """Let a GRANT in. What is asked of the person comes before what is known of the space: no answer tells of it."""
    given = read_fields(GrantFields, fields)
    if given.space != header.space:
        raise Unfit("wrong_space")
    if given.user != author or given.until > roster.now + LONGEST_MS:
        raise Unfit("not_allowed")
    teams = {
        team
        for team, place in roster.members.get(author).items()
        if place.state == "in" and place.role in MAY_BREAK_GLASS
    }
    if not teams:
        raise Unfit("not_allowed")
    if not teams & roster.sealed.get(given.space):
        raise Unfit("no_access")
    key = (Id(given.space), author)
    roster.grants.put(key, roster.grants.get(key) | {Grant(given.until, mark)})
