"""Commits that came by package without the rest of their unit: they count, and this laptop does not offer them.

The server keeps a unit together (I7), so its own laptop brings the whole; once the server hands such a commit out, or
a package brings the whole unit, the mark goes. Should its own laptop never come, the weekly comparison (comparing.py)
offers what differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkdesk.storage.keyring import put_secret, secrets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

_HALF = "half/"


def mark(connection: Connection, commit: bytes) -> None:
    """Note that the rest of this commit's unit is not here."""
    put_secret(connection, _HALF + commit.hex(), b"\x01")


def marked(connection: Connection) -> set[bytes]:
    """All commits with the mark; mostly none."""
    return {bytes.fromhex(name) for name in secrets(connection, _HALF)}


def clear(connection: Connection, commits: Iterable[bytes]) -> None:
    """These are whole, or known to be on the server."""
    if not (waiting := marked(connection)):
        return
    for commit in waiting.intersection(commits):
        connection.exec_driver_sql("DELETE FROM secret WHERE name = ?", (_HALF + commit.hex(),))
