"""The attested statements about people and keys: their fields, and signing them (docs/formats.md §1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import msgspec

from wijkdesk.core.commit import Control, Hash32, Id16, Natural, attest_message
from wijkdesk.vault import refusals, signing

ADMIN = "ADMIN"
MEMBER = "MEMBER"
DEVICE = "DEVICE"
TEAM = "TEAM"
ESCROW = "ESCROW"
WIPE = "WIPE"

_HpkePublic = Annotated[bytes, msgspec.Meta(min_length=32, max_length=4096)]
State = Literal["in", "out"]
Role = Literal["admin", "worker", "coordinator", "interpreter", "helper", "manager", "outside"]  # core.roles


class Admin(msgspec.Struct, frozen=True):
    """A user may speak as administrator with this Ed25519 key; attested by the root."""

    user: Id16
    key: Hash32
    root: Hash32


class Member(msgspec.Struct, frozen=True):
    """A user belongs to a team (None = to the organisation only), from `at` (ms) on."""

    user: Id16
    key: _HpkePublic
    role: Role
    team: Id16 | None
    state: State
    at: Natural


class Device(msgspec.Struct, frozen=True):
    """A device of a user and the Ed25519 key it signs commits with.

    `last`, only when it goes out: (space, id of the last commit taken there); zeros = nothing was taken.
    """

    device: Id16
    user: Id16
    sign: Hash32
    state: State
    at: Natural
    last: tuple[tuple[Id16, Id16], ...] = ()


class Team(msgspec.Struct, frozen=True):
    """The HPKE public key of a team."""

    team: Id16
    key: _HpkePublic
    at: Natural


class Escrow(msgspec.Struct, frozen=True):
    """Who keeps the emergency keys, and how many of them must come together; attested by the root.

    `public` = the emergency key with id `key`; `shares` = its private half for each pair of custodians.
    """

    custodians: dict[Id16, _HpkePublic]
    quorum: Natural
    at: Natural
    key: Id16 | None = None
    public: bytes = b""
    shares: tuple[tuple[Id16, Id16, bytes], ...] = ()


class Wipe(msgspec.Struct, frozen=True):
    """A device must destroy its kluis at the next contact."""

    device: Id16
    at: Natural


Statement = Admin | Member | Device | Team | Escrow | Wipe
SHAPES: Mapping[str, type[Statement]] = {
    ADMIN: Admin, MEMBER: Member, DEVICE: Device, TEAM: Team, ESCROW: Escrow, WIPE: Wipe,
}  # fmt: skip
BY_ROOT = frozenset({ADMIN, ESCROW})


def attest(issuer: signing.SigningKey, organisation: bytes, op: str, fields: Mapping[str, Any]) -> bytes:
    """The issuer's signature (64 bytes) under a statement; the order of `fields` is signed too."""
    return issuer.sign(attest_message(organisation, op, fields))


def attested(issuer: signing.SigningKey, organisation: bytes, statement: Statement) -> Control:
    """A statement as the signed content of a control commit."""
    op = next(name for name, shape in SHAPES.items() if type(statement) is shape)
    fields = msgspec.structs.asdict(statement)
    if isinstance(statement, Device) and not statement.last:
        del fields["last"]
    if isinstance(statement, Escrow) and statement.key is None:
        fields = {name: fields[name] for name in ("custodians", "quorum", "at")}
    return Control(op, fields, attest(issuer, organisation, op, fields))


def parse(control: Control) -> Statement:
    """The statement in a control body; Refused `bad_statement` when its fields are of another shape."""
    try:
        return msgspec.convert(control.fields, SHAPES[control.op])
    except (KeyError, msgspec.ValidationError) as error:
        raise refusals.bad_statement() from error
