"""What control commits change in the roster, and who must have attested them (docs/formats.md §1).

The latest `at` wins; at the same moment `out` wins. An old statement sent again therefore changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeVar

import msgspec

from wijkdesk.core.commit import Hash32, Id16, Natural, attest_message, encode_commit
from wijkdesk.core.ids import ZERO, Id
from wijkdesk.server.auth import signed_by
from wijkdesk.server.roster import Assign, Attached, Device, Member, State, Wipe
from wijkdesk.sync.protocol import PublicKey, Word
from wijkdesk.sync.receive import Unfit

if TYPE_CHECKING:
    from collections.abc import Callable

    from wijkdesk.core.commit import Commit, Control, Header
    from wijkdesk.server.roster import Holder, Roster

BY_ROOT: Final = frozenset({"ADMIN", "ESCROW"})
BY_ADMIN: Final = frozenset({"MEMBER", "DEVICE", "TEAM", "WIPE"})
PEOPLE: Final = BY_ROOT | BY_ADMIN
_MAX_STATEMENT: Final = 4096  # bytes of a WIPE that is handed out with a refusal
S = TypeVar("S", bound=msgspec.Struct)


class AdminFields(msgspec.Struct, frozen=True):
    """ADMIN: this key speaks for the organisation."""

    user: Id16
    key: PublicKey
    root: PublicKey


class MemberFields(msgspec.Struct, frozen=True):
    """MEMBER: a user is in, or out of, a team (nil: the organisation only)."""

    user: Id16
    role: Word
    state: State
    at: Natural
    team: Id16 | None = None


class DeviceFields(msgspec.Struct, frozen=True):
    """DEVICE: a laptop belongs to a user."""

    device: Id16
    user: Id16
    sign: PublicKey
    state: State
    at: Natural
    last: tuple[tuple[Id16, Id16], ...] | None = None


class WipeFields(msgspec.Struct, frozen=True):
    """WIPE: a laptop must destroy its kluis at the next contact."""

    device: Id16
    at: Natural


class AssignFields(msgspec.Struct, frozen=True):
    """ASSIGN: a space is in someone's hands. Without `at` the moment of its commit counts."""

    space: Id16
    to: Literal["user", "team"]
    id: Id16
    state: State
    at: Natural | None = None


class BlobFields(msgspec.Struct, frozen=True):
    """BLOB: a sealed file of `size` bytes with that hash belongs to a space."""

    space: Id16
    blob: Id16
    size: Annotated[int, msgspec.Meta(ge=1, lt=1 << 62)]
    hash: Hash32


def read_fields(kind: type[S], fields: dict[str, Any]) -> S:
    """The fields of a statement with their types; `Unfit` when they are not that."""
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        raise Unfit("unreadable") from error


def check_attested(roster: Roster, control: Control) -> None:
    """Raise `Unfit` when a statement that needs an issuer was not signed by one."""
    if control.op not in PEOPLE:
        return
    issuers = [roster.root] if control.op in BY_ROOT else roster.admin_keys()
    message = attest_message(roster.organisation, control.op, control.fields)
    signature = control.attestation or b""
    if not any(signed_by(key, message, signature) for key in issuers):
        raise Unfit("forged_statement")


def apply_attested(roster: Roster, control: Control, mark: int) -> None:
    """Let a statement about people into the roster, after a look at who attested it. `mark` = its seq."""
    check_attested(roster, control)
    if apply := _ATTESTED.get(control.op):
        apply(roster, control.fields, mark)


def _admin(roster: Roster, fields: dict[str, Any], _mark: int) -> None:
    given = read_fields(AdminFields, fields)
    if given.root != roster.root:
        raise Unfit("forged_statement")
    roster.admins.put(None, {**roster.admins.get(None), given.key: given.user})


def _member(roster: Roster, fields: dict[str, Any], mark: int) -> None:
    given = read_fields(MemberFields, fields)
    team = given.team or ZERO
    places = roster.members.get(given.user)
    old = places.get(team)
    if old is None or _newer(given.state, given.at, old.state, old.at):
        seq = old.seq if old and old.state == given.state else mark
        place = Member(given.role, given.state, given.at, seq)
        roster.members.put(given.user, {**places, team: place})


def _device(roster: Roster, fields: dict[str, Any], _mark: int) -> None:
    given = read_fields(DeviceFields, fields)
    old = roster.devices.get(given.device)
    if old and (old.user, old.sign) != (given.user, given.sign):
        raise Unfit("forged_statement")  # a laptop never changes hands or key: it gets a new id
    if old is None or _newer(given.state, given.at, old.state, old.at):
        roster.devices.put(given.device, Device(given.user, given.sign, given.state, given.at, given.last))


def apply_wipe(roster: Roster, fields: dict[str, Any], commit: Commit) -> None:
    """Let an attested WIPE in; it is what the device hears when it is refused."""
    given, statement = read_fields(WipeFields, fields), encode_commit(commit)
    if len(statement) > _MAX_STATEMENT:
        raise Unfit("too_big")
    old = roster.wipes.get(given.device)
    if old is None or given.at > old.at:
        roster.wipes.put(given.device, Wipe(given.at, statement))


_ATTESTED: Final[dict[str, Callable[[Roster, dict[str, Any], int], None]]] = {
    "ADMIN": _admin,
    "MEMBER": _member,
    "DEVICE": _device,
}


def apply_assign(roster: Roster, hands: tuple[Id, Id], given: AssignFields, at: int, mark: int) -> None:
    """Let an ASSIGN in; its author holds the space or is the first to claim it. `mark` = its seq, 0 = claim.

    `hands` = author and bringer: of an author who has left, a restored server gets it back from who holds it now.

    The organisation space is everyone's: to assign it says nothing, and changes nothing.
    """
    hand = hands[0] if roster.is_member(hands[0]) else hands[1]
    if not (roster.holds(hand, given.space) or not roster.claimed(given.space)):
        raise Unfit("no_access")
    held = roster.assigns.get(given.space)
    holder: Holder = (given.to, given.id)
    old = held.get(holder)
    if given.space != roster.space and (old is None or _newer(given.state, at, old.state, old.at)):
        seq = old.seq if old and old.state == given.state else mark
        roster.assigns.put(given.space, {**held, holder: Assign(given.state, at, seq)})


def apply_blob(roster: Roster, header: Header, fields: dict[str, Any]) -> None:
    """Let a BLOB in: it stands in the space it names; one id never means two files."""
    given = read_fields(BlobFields, fields)
    if given.space != header.space:
        raise Unfit("wrong_space")
    if roster.shredded(header.space) or roster.erased.get((header.space, header.id)):
        return
    old = roster.blobs.get((given.space, given.blob))
    if old and (old.size, old.hash) != (given.size, given.hash):
        raise Unfit("id_collision")
    if old is None:
        roster.blobs.put((given.space, given.blob), Attached(given.size, given.hash, header.id))


def _newer(state: State, at: int, old_state: State, old_at: int) -> bool:
    return at > old_at or (at == old_at and state == "out" and old_state == "in")
