"""Who holds which space, as the statements say: the rule by which the server hands out, judged on a laptop.

Needed where no server judges: a package between two laptops (docs/protocol.md §4, Access). A GRANT counts for the
server alone: breaking the glass needs contact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.clock import hlc_ms
from wijkdesk.core.commit import Control, Header, Malformed
from wijkdesk.core.ids import Id, natural_id
from wijkdesk.models.dossier import SpaceKind
from wijkdesk.storage import log
from wijkdesk.storage.control import Assign, decode
from wijkdesk.storage.keywraps import read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from wijkdesk.vault.trust import Trust

Holder = tuple[str, Id]


@dataclass(frozen=True)
class Given:
    """One ASSIGN: a space into or out of someone's hands, by whom, and when (ms)."""

    space: Id
    to: Holder
    inside: bool
    author: Id | None
    at: int
    hlc: int

    @property
    def order(self) -> tuple[int, bool, int]:
        """The latest counts; at the same moment `out` does."""
        return self.at, not self.inside, self.hlc


class Holders:
    """`holds` and `spaces` answer for the organisation of `trust`; who assigns a space must hold it."""

    def __init__(self, trust: Trust, given: Iterable[Given]) -> None:
        self._trust = trust
        self._claims: dict[Id, Id | None] = {}
        self._hands: dict[Id, dict[Holder, bool]] = {}
        self._everyones = natural_id(trust.organisation, "space", SpaceKind.ORGANISATION.value)
        for one in sorted(given, key=_order):
            self._take(one)

    def _take(self, one: Given) -> None:
        hands = self._hands.setdefault(one.space, {})
        if one.author is not None and self.is_guest(one.author) and self.others(one.author, one.space):
            return
        claimer = self._claims.setdefault(one.space, one.author)
        founding = one.author == claimer and hands.get(("user", claimer or Id(b""))) is not False
        if one.author is not None and (founding or self._in_hands(one.author, hands)):
            hands[one.to] = one.inside

    def _in_hands(self, user: Id, hands: dict[Holder, bool]) -> bool:
        return any(
            inside
            and (holder == ("user", user) or (holder[0] == "team" and user in self._members(holder[1])))
            for holder, inside in hands.items()
        )

    def _members(self, team: Id) -> frozenset[Id]:
        return self._trust.members(team)

    def holds(self, user: Id, space: Id) -> bool:
        """Whether the server would hand this space to the user: the organisation's, or one in his hands."""
        if user not in self._trust.members():
            return False
        return space == self._everyones or self._in_hands(user, self._hands.get(space, {}))

    def is_guest(self, user: Id) -> bool:
        """Whether all places of a member are ones that hand nothing on (docs/protocol.md §5, Guests)."""
        return user in self._trust.members() and not self._trust.hands_on(user)

    def others(self, user: Id, space: Id) -> bool:
        """Whether a space is in anyone else's hands; the organisation's is everyone's, and no one's to guard."""
        held = self._hands.get(space, {}) if space != self._everyones else {}
        return any(inside and holder != ("user", user) for holder, inside in held.items())

    def spaces(self, user: Id) -> set[Id]:
        """All spaces in a user's hands."""
        return {space for space in (self._everyones, *self._hands) if self.holds(user, space)}


def _order(one: Given) -> tuple[int, bool, int]:
    return one.order


def given_by(trust: Trust, header: Header, statement: Control) -> Given | None:
    """What an ASSIGN gives; None when it cannot be read or stands in another space than it names."""
    try:
        named = read(Assign, statement.fields)
    except Malformed:
        return None
    if statement.fields.get("space") != header.space:
        return None
    at = statement.fields.get("at")
    return Given(
        Id(header.space), (named.to, Id(named.id)), statement.fields.get("state") == "in",
        trust.user_of(header.device), at if isinstance(at, int) else hlc_ms(header.hlc), header.hlc,
    )  # fmt: skip


def from_log(connection: Connection, trust: Trust) -> list[Given]:
    """All ASSIGNs of an organisation that this laptop knows."""
    found = [
        given_by(trust, entry.header, decode(entry.commit))
        for entry in log.controls(connection, "ASSIGN")
        if entry.commit.body is not None and entry.header.organisation == trust.organisation
    ]
    return [one for one in found if one is not None]
