"""Content keys of spaces and the secrets of this laptop, as kept inside the encrypted store."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.ids import Id

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class ContentKey:
    """A 32-byte key that seals commits of one space."""

    id: Id
    space: Id
    key: bytes


class Keyring:
    """The content keys this laptop holds; filled from the store, grown by KEYWRAP commits."""

    def __init__(self) -> None:
        self._by_id: dict[bytes, ContentKey] = {}
        self._newest: dict[bytes, ContentKey] = {}
        self._of_space: dict[bytes, set[bytes]] = {}

    def load(self, connection: Connection) -> None:
        """Read all keys of the store."""
        for key_id, space, key in connection.exec_driver_sql(
            "SELECT id, space, key FROM content_key ORDER BY newest, id"
        ):
            self._remember(ContentKey(Id(key_id), Id(space), key))

    def add(self, connection: Connection, key: ContentKey, hlc: int) -> None:
        """Keep a key; the one with the highest hlc seals what is written next."""
        connection.exec_driver_sql(
            "INSERT OR IGNORE INTO content_key VALUES (?,?,?,?)", (key.id, key.space, key.key, hlc)
        )
        self._of_space.setdefault(key.space, set()).add(key.id)
        self._reload(connection, key.space)

    def supersede(self, connection: Connection, key: bytes, below: int) -> None:
        """A newer key names this one as the one before it: it seals nothing more, however late it came in."""
        connection.exec_driver_sql(
            "UPDATE content_key SET newest = min(newest, ?) WHERE id = ?", (below, key)
        )
        known = self._by_id.get(key)
        if known is not None:
            self._reload(connection, known.space)

    def newest(self, space: bytes) -> ContentKey | None:
        """The key that seals new commits of a space; None when this laptop may not write there."""
        return self._newest.get(space)

    def by_id(self, key_id: bytes) -> ContentKey | None:
        """The key with that id, if this laptop holds it."""
        return self._by_id.get(key_id)

    def all(self) -> list[ContentKey]:
        """All keys, the older ones too."""
        return list(self._by_id.values())

    def spaces(self) -> list[Id]:
        """All spaces this laptop can read."""
        return [Id(space) for space in self._newest]

    def _reload(self, connection: Connection, space: bytes) -> None:
        """Read the keys of one space again, by their ids: a first sync brings a key for each of thousands of spaces."""
        ids = tuple(self._of_space[space])
        marks = ",".join("?" * len(ids))
        for key_id, owner, key in connection.exec_driver_sql(
            f"SELECT id, space, key FROM content_key WHERE id IN ({marks}) ORDER BY newest, id",
            ids,
        ):
            self._remember(ContentKey(Id(key_id), Id(owner), key))

    def _remember(self, key: ContentKey) -> None:
        self._of_space.setdefault(key.space, set()).add(key.id)
        self._by_id[key.id] = key
        self._newest[key.space] = key


def put_secret(connection: Connection, name: str, value: bytes) -> None:
    """Keep a private key or another secret of this laptop."""
    connection.exec_driver_sql("INSERT OR REPLACE INTO secret VALUES (?,?)", (name, value))


def get_secret(connection: Connection, name: str) -> bytes | None:
    """A secret of this laptop, or None."""
    return connection.exec_driver_sql("SELECT value FROM secret WHERE name = ?", (name,)).scalar()


def secrets(connection: Connection, prefix: str) -> dict[str, bytes]:
    """All secrets whose name starts with `prefix`, by the rest of their name."""
    found = connection.exec_driver_sql(
        "SELECT name, value FROM secret WHERE substr(name, 1, ?) = ?", (len(prefix), prefix)
    )
    return {str(name)[len(prefix) :]: value for name, value in found}
