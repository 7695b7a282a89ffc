"""What commits that count wrote, read back from the log: patches, or the stubs of what was erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from wijkdesk.core.commit import FieldPatch, Patch
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id
from wijkdesk.models import history
from wijkdesk.sync.merge import REDACTED
from wijkdesk.vault.commits import open_body

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wijkdesk.storage import log
    from wijkdesk.storage.store import Store


def patches_of(store: Store, entry: log.Entry) -> Iterable[Patch]:
    """What a commit of the log that counts wrote; of a redacted one only the places. Refused `no_key`."""
    if entry.commit.body is None:
        return _stub_patches(entry.stub)
    key = store.keyring.by_id(entry.header.key)
    if key is None:
        raise Refused("no_key", "a commit was applied before, but its key is gone")
    return history.upcast(open_body(entry.commit, key.key)).patches


def _stub_patches(stub: bytes | None) -> list[Patch]:
    if stub is None:
        return []
    return [
        Patch(table, Id(row), {name: FieldPatch(REDACTED, tuple(bases)) for name, bases in fields.items()})
        for table, row, fields in msgspec.msgpack.decode(stub)
    ]
