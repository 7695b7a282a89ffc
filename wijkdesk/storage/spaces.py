"""Making spaces: a content key, its wraps, who is assigned, and the sealed record that says what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.ids import Id, natural_id, new_id
from wijkdesk.models.dossier import Space, SpaceKind
from wijkdesk.storage.keyring import ContentKey
from wijkdesk.vault import wraps
from wijkdesk.vault.sealing import new_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wijkdesk.storage.store import Store
    from wijkdesk.storage.unit_of_work import Unit


@dataclass(frozen=True)
class Recipient:
    """Someone a key is wrapped to: a `team` or a `user`, with the HPKE public key that trust vouches for."""

    kind: str
    id: Id
    public: bytes


def create_space(
    store: Store,
    unit: Unit,
    kind: SpaceKind,
    recipients: Sequence[Recipient],
    *,
    dossier: Id | None = None,
    name: str | None = None,
    assigned: Sequence[tuple[str, Id]] = (),
    space: Id | None = None,
) -> Id:
    """Make a space within a unit and give its id. A practice space stays on this laptop and is not wrapped.

    `assigned` = who the server hands its commits to, as ("user" or "team", id).
    """
    space = space or new_id()
    key = ContentKey(new_id(), space, new_key())
    store.add_content_key(unit.connection, key, store.hlc.tick())
    if kind is SpaceKind.PRACTICE:
        store.mark_local(unit.connection, space)
    else:
        wrap_key(unit, key, recipients)
        for to_kind, to_id in assigned:
            assign(unit, space, to_kind, to_id)
    unit.create(Space(id=space_row(space), space=space, kind=kind, dossier=dossier, name=name))
    return space


def space_row(space: Id) -> Id:
    """The id of the record that says what a space is."""
    return natural_id(space, Space.KIND)


def wrap_key(
    unit: Unit, key: ContentKey, recipients: Sequence[Recipient], previous: ContentKey | None = None
) -> None:
    """Give a content key to recipients in one KEYWRAP; `previous` = the key it follows, sealed under it."""
    organisation = unit.identity.organisation
    given: list[list[object]] = [
        [one.kind, one.id, wraps.wrap_key(one.public, organisation, key.space, key.id, key.key)]
        for one in recipients
    ]
    if (escrow := unit.escrow) is not None:
        sealed = wraps.wrap_key(escrow.public, organisation, key.space, key.id, key.key)
        given.append(["escrow", escrow.key, sealed])
    fields = {"of": "space", "owner": key.space, "key": key.id, "kind": "content", "wraps": given}
    before = None
    if previous is not None:
        sealed = wraps.seal_previous((key.id, key.key), (previous.id, previous.key), key.space)
        before = [previous.id, sealed]
    unit.control(key.space, "KEYWRAP", fields | {"previous": before})


def assign(unit: Unit, space: Id, to_kind: str, to_id: Id, state: str = "in") -> None:
    """Tell the server who may have the commits of a space."""
    fields = {"space": space, "to": to_kind, "id": to_id, "state": state, "at": unit.now_ms()}
    unit.control(space, "ASSIGN", fields)
