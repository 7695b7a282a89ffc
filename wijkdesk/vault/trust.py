"""Who may do what, proven from the pinned root key of the organisation (architecture.md §3, Trust).

What is known is a function of the set of statements: they may come in any order and more than once. They are
weighed in the order of their own time; each must be signed by someone who was administrator at that time.
The root key signs administrators; administrators sign members, devices and teams.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from wijkdesk.core.commit import Commit, Control, Header, attest_message, decode_header, sha256
from wijkdesk.core.ids import Id
from wijkdesk.core.roles import MAY_HAND_ON
from wijkdesk.vault import refusals, signing
from wijkdesk.vault.commits import verify_commit
from wijkdesk.vault.statements import (
    BY_ROOT,
    Admin,
    Device,
    Escrow,
    Member,
    Statement,
    Team,
    Wipe,
    attest,
    attested,
    parse,
)

__all__ = ["Standing", "Trust", "attest", "attested"]

MAX_WAITING = 5000


class Standing(StrEnum):
    """What became of a statement: it holds, waits for its issuer, or its issuer had no right to it."""

    HOLDS = "holds"
    WAITS = "waits"
    OVERRULED = "overruled"


@dataclass
class _Heard:
    """A statement with the public keys of the administrators whose signature it bears."""

    statement: Statement
    message: bytes
    signature: bytes
    signers: set[bytes] = field(default_factory=set)

    @cached_property
    def key(self) -> bytes:
        """Message and signature together: a false message may carry the signature of a true one."""
        return sha256(self.message + self.signature)

    @property
    def order(self) -> tuple[int, bytes]:
        """The time it gives itself; equal times go by content, the same on every laptop."""
        return getattr(self.statement, "at", 0), self.key


@dataclass
class _Known:
    """What follows from the statements so far."""

    members: dict[tuple[Id, Id | None], Member] = field(default_factory=dict)
    devices: dict[Id, Device] = field(default_factory=dict)
    teams: dict[Id, Team] = field(default_factory=dict)
    team_keys: dict[Id, set[bytes]] = field(default_factory=dict)
    wipes: dict[Id, int] = field(default_factory=dict)


class Trust:
    """The statements of one organisation; answers only with what chains to its root key."""

    def __init__(self, organisation: Id, root_public: bytes) -> None:
        self.organisation = organisation
        self.root_public = root_public
        self._admins: dict[bytes, Id] = {}  # administrator's public key -> user
        self._escrow: _Heard | None = None
        self._heard: dict[bytes, _Heard] = {}
        self._standing: dict[bytes, Standing] = {}
        self._known: _Known | None = None
        self._latest: tuple[int, bytes] = (0, b"")

    def take(self, control: Control) -> Standing:
        """Hear one statement about people or keys; Refused `bad_statement` for any other.

        Refused `unknown_root` or `forged_statement` when it can never hold; then it changes nothing.
        """
        statement = parse(control)
        message = attest_message(self.organisation, control.op, control.fields)
        heard = _Heard(statement, message, control.attestation or b"")
        if control.op in BY_ROOT:
            self._take_from_root(heard)
            return Standing.HOLDS
        return self._take_from_admin(heard)

    def _take_from_root(self, heard: _Heard) -> None:
        statement = heard.statement
        if isinstance(statement, Admin) and statement.root != self.root_public:
            raise refusals.unknown_root()
        if not signing.verify(self.root_public, heard.message, heard.signature):
            raise refusals.forged_statement()
        if isinstance(statement, Admin):
            self._add_admin(statement)
        elif self._escrow is None or heard.order > self._escrow.order:
            self._escrow = heard

    def _add_admin(self, admin: Admin) -> None:
        if admin.key in self._admins:
            return
        self._admins[admin.key] = admin.user
        for heard in self._heard.values():
            if signing.verify(admin.key, heard.message, heard.signature):
                heard.signers.add(admin.key)
        self._known = None

    def _take_from_admin(self, heard: _Heard) -> Standing:
        if not heard.signature:
            raise refusals.forged_statement()
        key = heard.key
        if key not in self._heard:
            heard.signers.update(
                key for key in self._admins if signing.verify(key, heard.message, heard.signature)
            )
            if not heard.signers and self.waiting >= MAX_WAITING:
                raise refusals.forged_statement()  # nobody may fill the memory with what cannot be proven
            self._heard[key] = heard
            self._add_in_order(heard)
        self._weigh()
        return self._standing[key]

    def _add_in_order(self, heard: _Heard) -> None:
        """The usual case, a statement younger than all others, needs no weighing from the start."""
        if self._known is None or heard.order < self._latest:
            self._known = None
            return
        self._latest = heard.order
        self._standing[heard.key] = self._judge(self._known, heard)

    @property
    def waiting(self) -> int:
        """How many statements wait for their issuer; not 0 after a full pull = forged or incomplete."""
        return sum(not heard.signers for heard in self._heard.values())

    def check_complete(self) -> None:
        """Refused `forged_statement` when a statement still has no known issuer; call after a full pull."""
        if self.waiting:
            raise refusals.forged_statement()

    def verify(self, commit: Commit) -> Header:
        """The header of a commit that a known device signed.

        Refused `unknown_device` when no administrator let the device in, `forged_commit` when the signature
        fails. A device that was put out still proves its old commits: ask `device_active` as well.
        """
        header = decode_header(commit.header)
        public = self.device_public(header.device)
        if header.organisation != self.organisation or public is None:
            raise refusals.unknown_device()
        if not verify_commit(commit, public):
            raise refusals.forged_commit()
        return header

    def device_public(self, device: bytes) -> bytes | None:
        """The Ed25519 public key of a device, also after it was put out; None when never let in."""
        known = self._weigh().devices.get(Id(device))
        return known.sign if known else None

    def device_active(self, device: bytes) -> bool:
        """Whether a device is in now."""
        known = self._weigh().devices.get(Id(device))
        return known is not None and known.state == "in"

    def left_at(self, device: bytes) -> dict[Id, Id]:
        """Of a device that is out: per space the last commit of it that counts (zeros: none); else empty."""
        known = self._weigh().devices.get(Id(device))
        return dict(known.last) if known and known.state == "out" else {}

    def departed(self) -> list[Id]:
        """The devices that are out and of which the last commit that counts is known."""
        return [d.device for d in self._weigh().devices.values() if d.state == "out" and d.last]

    def user_of(self, device: bytes) -> Id | None:
        """To whom a device belongs."""
        known = self._weigh().devices.get(Id(device))
        return known.user if known else None

    def devices_of(self, user: bytes) -> frozenset[Id]:
        """The devices of a user that are in now."""
        devices = self._weigh().devices.values()
        return frozenset(known.device for known in devices if known.user == user and known.state == "in")

    def is_admin(self, user: bytes) -> bool:
        """Whether a user may speak as administrator now."""
        return user in self._admins.values() and _speaks(self._weigh(), user)

    def has_admin_key(self, user: bytes) -> bool:
        """Whether the root ever named an administrator key for a user; it may not speak now."""
        return user in self._admins.values()

    def device_at(self, device: bytes) -> int:
        """When (ms) the last statement about a device was made; 0 for a stranger."""
        known = self._weigh().devices.get(Id(device))
        return known.at if known else 0

    def team_public(self, team: bytes) -> bytes | None:
        """The HPKE public key of a team."""
        known = self._weigh().teams.get(Id(team))
        return known.key if known else None

    def team_publics(self, team: bytes) -> frozenset[bytes]:
        """All public keys that a team has had, the present one included."""
        return frozenset(self._weigh().team_keys.get(Id(team), ()))

    def teams(self) -> list[Id]:
        """All teams of the organisation, oldest first."""
        return list(self._weigh().teams)

    def member_public(self, user: bytes) -> bytes | None:
        """The HPKE public key of a user who is in; None for others: nothing is wrapped to them."""
        found = [
            known for known in self._weigh().members.values() if known.user == user and known.state == "in"
        ]
        return max(found, key=_moment).key if found else None

    def role_of(self, user: bytes, team: bytes | None = None) -> str | None:
        """`admin`, `worker` or `outside` in that team (None = in the organisation); None when not in."""
        known = self._weigh().members.get((Id(user), Id(team) if team is not None else None))
        return known.role if known and known.state == "in" else None

    def places(self, user: bytes) -> list[Member]:
        """What holds of a user in each team (None = the organisation only), in and out."""
        return [known for known in self._weigh().members.values() if known.user == user]

    def next_at(self, now_ms: int) -> int:
        """The time of a new statement: now, and later than all that was said, whosever clock ran ahead."""
        self._weigh()
        named = self._escrow.order[0] if self._escrow else 0
        return max(now_ms, self._latest[0] + 1, named + 1)

    def members(self, team: bytes | None = None) -> frozenset[Id]:
        """The users in a team; without a team: all users who are in anywhere."""
        found = self._weigh().members.values()
        return frozenset(m.user for m in found if m.state == "in" and team in (None, m.team))

    def hands_on(self, user: bytes) -> bool:
        """Whether a member has a place whose role hands spaces on; others are guests (docs/protocol.md §5)."""
        return any(place.state == "in" and place.role in MAY_HAND_ON for place in self.places(user))

    def ever(self) -> frozenset[Id]:
        """All users who are or were in."""
        return frozenset(known.user for known in self._weigh().members.values())

    def escrow(self) -> Escrow | None:
        """The custodians of the organisation, when they were named."""
        statement = self._escrow.statement if self._escrow else None
        return statement if isinstance(statement, Escrow) else None

    def wipe_at(self, device: bytes) -> int | None:
        """When (ms) an administrator asked to wipe a device; None when not."""
        return self._weigh().wipes.get(Id(device))

    def _weigh(self) -> _Known:
        """What follows from all statements, in the order of their own time; kept until the next one comes."""
        if self._known is not None:
            return self._known
        known = self._known = _Known()
        for heard in sorted(self._heard.values(), key=_order):
            self._latest = heard.order
            self._standing[heard.key] = self._judge(known, heard)
        return known

    def _judge(self, known: _Known, heard: _Heard) -> Standing:
        if not heard.signers:
            return Standing.WAITS
        if not any(_speaks(known, self._admins[key]) for key in heard.signers):
            return Standing.OVERRULED
        return Standing.HOLDS if _apply(known, heard.statement) else Standing.OVERRULED


def _order(heard: _Heard) -> tuple[int, bytes]:
    return heard.order


def _moment(member: Member) -> int:
    return member.at


def _speaks(known: _Known, user: bytes) -> bool:
    """Whether an administrator's word counts: while in as `admin` somewhere, or not yet spoken of."""
    about = [member for member in known.members.values() if member.user == user]
    return not about or any(member.state == "in" and member.role == "admin" for member in about)


def _apply(known: _Known, statement: Statement) -> bool:
    """Take a statement into account; False when it would change what can never change."""
    match statement:
        case Member():
            known.members[statement.user, statement.team] = statement
        case Device():
            first = known.devices.get(statement.device)
            if first and (first.sign, first.user) != (statement.sign, statement.user):
                return False  # a device keeps its key and its owner for life
            known.devices[statement.device] = statement
        case Team():
            known.teams[statement.team] = statement
            known.team_keys.setdefault(statement.team, set()).add(statement.key)
        case Wipe():
            known.wipes[statement.device] = statement.at
        case _:
            return False
    return True
