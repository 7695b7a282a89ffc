"""Guests: members without a place in a team (interpreter, helper, partner; models/roles.py, domain.md A16).

In a space that others hold as well a guest reads and writes, and that is all: no handing on, no erasing. In a space
of their own (personal) they do as everyone does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkdesk.core.ids import Id
from wijkdesk.core.roles import MAY_HAND_ON
from wijkdesk.server.grants import KeywrapFields
from wijkdesk.server.statements import AssignFields, read_fields
from wijkdesk.sync.receive import Unfit

if TYPE_CHECKING:
    from wijkdesk.core.commit import Control, Header
    from wijkdesk.server.roster import Roster

_GUARDED = ("ASSIGN", "KEYWRAP", "REDACT", "SHRED")


def check(roster: Roster, header: Header, control: Control, hands: tuple[Id, Id]) -> None:
    """`Unfit` `not_allowed` for a statement that a guest may not make; `hands` = author and bringer.

    Who held the space before this unit counts: nobody is put out of it first. What a guest wrote in another role
    before, a restored server gets back from whoever holds the space.
    """
    if control.op not in _GUARDED or not all(is_guest(roster, one) for one in hands):
        return
    author, space = hands[0], Id(header.space)
    if control.op == "ASSIGN":
        space = Id(read_fields(AssignFields, control.fields).space)
    if space == roster.space:
        return
    if others(roster, space, author) and not _is_own(control, author):
        raise Unfit("not_allowed")


def is_guest(roster: Roster, user: Id) -> bool:
    """Whether all places of a member are ones that hand nothing on."""
    places = [place for place in roster.members.get(user).values() if place.state == "in"]
    return bool(places) and not any(place.role in MAY_HAND_ON for place in places)


def others(roster: Roster, space: Id, user: Id) -> bool:
    """Whether a space is in anyone else's hands."""
    held = roster.assigns.get(space)
    return any(row.state == "in" and holder != ("user", user) for holder, row in held.items())


def _is_own(control: Control, user: Id) -> bool:
    """A wrap for oneself or the emergency key."""
    if control.op != "KEYWRAP":
        return False
    wraps = read_fields(KeywrapFields, control.fields).wraps
    return all(kind == "escrow" or (kind, to) == ("user", user) for kind, to, _wrap in wraps)
