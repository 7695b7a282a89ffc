"""What commits that count wrote, read back from the log: patches, or the stubs of what was erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wijkdesk.core.commit import FieldPatch, Id16, Malformed, Patch
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id
from wijkdesk.models import history
from wijkdesk.sync.merge import REDACTED
from wijkdesk.vault.commits import open_body

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wijkdesk.storage import log
    from wijkdesk.storage.store import Store

Stub = tuple[tuple[str, Id16, dict[str, tuple[Id16, ...]]], ...]
_STUB = msgspec.msgpack.Decoder(Stub)


def patches_of(store: Store, entry: log.Entry) -> Iterable[Patch]:
    """What a commit of the log that counts wrote; of a redacted one only the places. Refused `no_key`."""
    if entry.commit.body is None:
        return stub_patches(entry.stub)
    key = store.keyring.by_id(entry.header.key)
    if key is None:
        raise Refused("no_key", "a commit was applied before, but its key is gone")
    return history.upcast(open_body(entry.commit, key.key)).patches


def stub_of(patches: Sequence[Patch]) -> bytes:
    """{table, row, field, bases} of patches, without any value."""
    plain = [[p.table, p.row, {name: list(f.bases) for name, f in p.fields.items()}] for p in patches]
    return msgspec.msgpack.encode(plain)


def stub_patches(stub: bytes | None) -> list[Patch]:
    """The patches of a redacted commit: the fields it wrote, all of them "gewist". Malformed for no stub of ours."""
    if stub is None:
        return []
    try:
        found = _STUB.decode(stub)
    except msgspec.MsgspecError as error:
        raise Malformed(f"stub: {error}") from error
    return [
        Patch(
            table,
            Id(row),
            {name: FieldPatch(REDACTED, tuple(map(Id, bases))) for name, bases in fields.items()},
        )
        for table, row, fields in found
    ]
