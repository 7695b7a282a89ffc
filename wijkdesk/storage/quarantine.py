"""What was set apart, whole and with its reason: the one place that reads and writes table `apart`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.commit import Commit, Header, Malformed, decode_header, decode_unit, sha256
from wijkdesk.core.ids import Id

if TYPE_CHECKING:
    from sqlalchemy import Connection

_COLUMNS = "id, organisation, code, text, raw, at"


@dataclass(frozen=True)
class Held:
    """One unit or commit set apart: `code` is a fixed word, `text` its Dutch sentence, `at` ms when."""

    id: Id
    organisation: Id
    code: str
    text: str
    raw: bytes
    at: int

    def commits(self) -> list[tuple[Header, Commit]]:
        """The commits in it with their headers; none when it cannot be read."""
        try:
            return [(decode_header(commit.header), commit) for commit in decode_unit(self.raw)]
        except Malformed:
            return []


def keep(connection: Connection, id: Id, organisation: Id, code: str, raw: bytes, at: int, text: str) -> None:
    """Set something apart; the same thing again takes its own place."""
    connection.exec_driver_sql(
        "INSERT OR REPLACE INTO apart VALUES (?,?,?,?,?,?)", (id, organisation, code, text, raw, at)
    )


def id_of(raw: bytes) -> Id:
    """The id of what cannot be read: it follows from its bytes."""
    return Id(sha256(raw)[:16])


def release(connection: Connection, id: Id) -> None:
    """It counts after all, or goes back to the outbox."""
    connection.exec_driver_sql("DELETE FROM apart WHERE id = ?", (id,))


def everything(connection: Connection) -> list[Held]:
    """All that is set apart, newest first."""
    return _held(connection, "ORDER BY at DESC, id", ())


def one(connection: Connection, id: Id) -> Held | None:
    """One thing that is set apart."""
    return next(iter(_held(connection, "WHERE id = ?", (id,))), None)


def of_codes(connection: Connection, organisation: Id, codes: Sequence[str]) -> list[Held]:
    """What was set apart for one of some reasons, oldest first."""
    marks = ",".join("?" * len(codes))
    return _held(
        connection, f"WHERE organisation = ? AND code IN ({marks}) ORDER BY at, id", (organisation, *codes)
    )


def _held(connection: Connection, where: str, values: tuple[object, ...]) -> list[Held]:
    rows = connection.exec_driver_sql(f"SELECT {_COLUMNS} FROM apart {where}", values).fetchall()
    return [
        Held(Id(id), Id(organisation), str(code), str(text), raw, int(at))
        for id, organisation, code, text, raw, at in rows
    ]
