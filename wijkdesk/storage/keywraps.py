"""KEYWRAP: the statement that hands on a key, read with its types, and opening one of its wraps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

import msgspec

from wijkdesk.core.commit import Id16, Malformed
from wijkdesk.core.errors import Refused
from wijkdesk.vault import wraps

if TYPE_CHECKING:
    from wijkdesk.storage.identity import Identity

S = TypeVar("S", bound=msgspec.Struct)


class KeyWrap(msgspec.Struct, frozen=True):
    """KEYWRAP: a key of a space, team or user for some holders; `previous` = the key before it, sealed."""

    of: Literal["space", "team", "user"]
    owner: Id16
    key: Id16
    wraps: tuple[tuple[str, Id16, bytes], ...]
    previous: tuple[Id16, bytes] | None = None
    kind: str = ""


def read(kind: type[S], fields: dict[str, Any]) -> S:
    """The fields of a statement with their types; Malformed when they are not that."""
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        raise Malformed(f"{kind.__name__}: {error}") from error


def open_wrap(private: bytes, identity: Identity, given: KeyWrap, wrapped: bytes) -> bytes | None:
    """The secret in a wrap; None when it is not for that private key."""
    try:
        return wraps.unwrap_key(private, identity.organisation, given.owner, given.key, wrapped)
    except Refused:
        return None
