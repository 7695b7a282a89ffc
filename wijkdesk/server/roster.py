"""Who is who in one organisation, as far as the server may know: administrators, members, devices, assignments.

Pure rules over rows that a `Source` loads. Changes of a unit are tentative until the unit is accepted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Literal, Protocol, TypeVar

from wijkdesk.core.roles import MAY_ADMINISTER, MAY_BREAK_GLASS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wijkdesk.core.ids import Id

State = Literal["in", "out"]
Place = tuple["Id", "Id"]  # a space, and something in it
Holder = tuple[str, "Id"]  # ("user" or "team", id)
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Member:
    """A user's place in a team. A negative `seq` counts from the start of the push under way."""

    role: str
    state: State
    at: int
    seq: int


@dataclass(frozen=True)
class Device:
    """A laptop: whose it is, and the public key it signs with."""

    user: Id
    sign: bytes
    state: State
    at: int
    last: tuple[Place, ...] | None = None  # (space, commit): where its chains end, when it is out


@dataclass(frozen=True)
class Wipe:
    """An administrator asked a laptop to destroy its kluis; `statement` = that commit, as it came."""

    at: int
    statement: bytes


@dataclass(frozen=True)
class Grant:
    """A broken glass; what the space held up to `seq` comes by backfill."""

    until: int
    seq: int


@dataclass(frozen=True)
class Standing:
    """A colleague stands in for who holds a space, as said at `at`; what it held up to `seq` comes by backfill."""

    until: int
    at: int
    seq: int


@dataclass(frozen=True)
class Assign:
    """A space in the hands of a user or team; what it held up to `seq` comes by backfill."""

    state: State
    at: int
    seq: int


@dataclass(frozen=True)
class Attached:
    """A blob as its BLOB statement names it; `commit` = that statement."""

    size: int
    hash: bytes
    commit: Id


Admins = dict[bytes, "Id"]  # public key -> user
Members = dict["Id", Member]  # team (zeros: none) -> place
Assigns = dict[Holder, Assign]


class Source(Protocol):
    """Where the rows of one organisation come from."""

    def admins(self) -> Admins:
        """All administrator keys."""

    def members(self, user: Id) -> Members:
        """The places of a user."""

    def device(self, device: Id) -> Device | None:
        """A device, if known."""

    def assigns(self, space: Id) -> Assigns:
        """Who holds a space, or held it."""

    def blob(self, place: Place) -> Attached | None:
        """A blob, if known."""

    def wipe(self, device: Id) -> Wipe | None:
        """The request to wipe a device, if there is one."""

    def sealed(self, space: Id) -> frozenset[Id]:
        """The teams that were handed a key of a space."""

    def grants(self, place: Place) -> frozenset[Grant]:
        """The grants of a (space, user)."""

    def standing(self, place: Place) -> Standing | None:
        """Until when a (space, user) is stood in for."""

    def erased(self, place: Place) -> bool:
        """Whether a REDACT names a (space, commit)."""

    def shredded(self, space: Id) -> bool:
        """Whether a space was erased whole."""

    def chain(self, place: Place) -> list[tuple[Id, bytes, bytes]]:
        """Id, hash and prev of the commits of a device in a space, as (device, space)."""


class Draft(Generic[K, V]):
    """Rows with changes on top: `tried` ones of the unit under judgement, `kept` ones of accepted units."""

    def __init__(self, load: Callable[[K], V]) -> None:
        self._load = load
        self._seen: dict[K, V] = {}
        self._tried: dict[K, V] = {}
        self.kept: dict[K, V] = {}

    def get(self, key: K) -> V:
        """The row as it stands now."""
        for layer in (self._tried, self.kept, self._seen):
            if key in layer:
                return layer[key]
        return self._seen.setdefault(key, self._load(key))

    def prime(self, key: K, row: V) -> None:
        """Say what is stored under a key, so that it need not be loaded."""
        self._seen[key] = row

    def put(self, key: K, row: V) -> None:
        """Change a row, tentatively."""
        self._tried[key] = row

    def keep(self) -> None:
        """The unit is accepted: its changes stay."""
        self.kept.update(self._tried)
        self._tried.clear()

    def drop(self) -> None:
        """The unit is refused: its changes go."""
        self._tried.clear()


class Roster:
    """The people of one organisation during one request, at `now` (ms) by the server's clock.

    `space` = its organisation space, `root` = its root key.
    """

    def __init__(self, organisation: Id, root: bytes, space: Id, source: Source, now: int) -> None:
        self.now = now
        self.chain = source.chain
        self.organisation = organisation
        self.root = root
        self.space = space
        self.admins: Draft[None, Admins] = Draft(_ignore_key(source.admins))
        self.members: Draft[Id, Members] = Draft(source.members)
        self.devices: Draft[Id, Device | None] = Draft(source.device)
        self.assigns: Draft[Id, Assigns] = Draft(source.assigns)
        self.blobs: Draft[Place, Attached | None] = Draft(source.blob)
        self.wipes: Draft[Id, Wipe | None] = Draft(source.wipe)
        self.sealed: Draft[Id, frozenset[Id]] = Draft(source.sealed)
        self.grants: Draft[Place, frozenset[Grant]] = Draft(source.grants)
        self.standing: Draft[Place, Standing | None] = Draft(source.standing)
        self.erased: Draft[Place, bool] = Draft(source.erased)
        self.shreds: Draft[Id, bool] = Draft(source.shredded)
        self._drafts: tuple[Draft[Any, Any], ...] = (
            self.admins, self.members, self.devices, self.assigns, self.blobs, self.wipes, self.sealed,
            self.grants, self.standing, self.erased, self.shreds,
        )  # fmt: skip

    def keep(self) -> None:
        """Accept what the unit under judgement changed."""
        for draft in self._drafts:
            draft.keep()

    def drop(self) -> None:
        """Forget what the unit under judgement changed."""
        for draft in self._drafts:
            draft.drop()

    def admin_keys(self) -> list[bytes]:
        """Keys whose word counts now."""
        return [key for key, user in self.admins.get(None).items() if self._speaks(user)]

    def is_admin(self, user: Id) -> bool:
        """Whether a user speaks as administrator: has such a key, and was not put out of that role."""
        return user in self.admins.get(None).values() and self._speaks(user)

    def _speaks(self, user: Id) -> bool:
        places = self.members.get(user).values()
        return not places or any(place.state == "in" and place.role in MAY_ADMINISTER for place in places)

    def is_member(self, user: Id) -> bool:
        """Whether the user has a place anywhere in the organisation."""
        return any(place.state == "in" for place in self.members.get(user).values())

    def claimed(self, space: Id) -> bool:
        """Whether a space was ever in someone's hands."""
        return space == self.space or bool(self.assigns.get(space))

    def may(self, user: Id, space: Id) -> bool:
        """Whether the user may read and write a space: he holds it, or a grant to him still runs."""
        return self.holds(user, space) or (
            self.is_member(user) and (self._granted(user, space) or self._stands_in(user, space))
        )

    def holds(self, user: Id, space: Id) -> bool:
        """Whether a space is in the user's hands: the organisation's, or one assigned to him or to a team of his."""
        if not self.is_member(user):
            return False
        return space == self.space or self._assigned(user, self.assigns.get(space))

    def in_person(self, user: Id, space: Id) -> bool:
        """Whether a space is assigned to the user himself."""
        row = self.assigns.get(space).get(("user", user))
        return self.is_member(user) and row is not None and row.state == "in"

    def _assigned(self, user: Id, assigns: Mapping[Holder, Assign]) -> bool:
        hands = {("team", team) for team, place in self.members.get(user).items() if place.state == "in"}
        hands.add(("user", user))
        return any(row.state == "in" and holder in hands for holder, row in assigns.items())

    def _granted(self, user: Id, space: Id) -> bool:
        return any(grant.until > self.now for grant in self.grants.get((space, user)))

    def _stands_in(self, user: Id, space: Id) -> bool:
        row = self.standing.get((space, user))
        return row is not None and row.until > self.now and bool(self.teams_of(user))

    def teams_of(self, user: Id) -> set[Id]:
        """The teams in which a user may read dossiers."""
        places = self.members.get(user).items()
        return {team for team, place in places if place.state == "in" and place.role in MAY_BREAK_GLASS}

    def shredded(self, space: Id) -> bool:
        """Whether a space was erased whole."""
        return self.shreds.get(space)

    def is_out(self, device: Id) -> bool:
        """Whether a known device was put out, or asked to wipe itself after it was let in."""
        found, wipe = self.devices.get(device), self.wipes.get(device)
        return found is not None and (found.state == "out" or (wipe is not None and wipe.at >= found.at))


def _ignore_key(load: Callable[[], V]) -> Callable[[None], V]:
    def loaded(_key: None) -> V:
        return load()

    return loaded
