"""What an operator does: serve, let a new organisation in, back up, restore (docs/server.md)."""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from wijkdesk.core.clock import SystemClock
from wijkdesk.core.errors import EnvironmentFault
from wijkdesk.core.i18n import _
from wijkdesk.server import log
from wijkdesk.server import tables as t
from wijkdesk.server.api import Options
from wijkdesk.server.auth import renew_nonce_key
from wijkdesk.server.database import open_sqlite
from wijkdesk.server.running import LocalServer
from wijkdesk.server.writing import token_hash

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Connection

    from wijkdesk.core.clock import Clock

FOUNDING_MS: Final = 14 * 24 * 3600 * 1000


def serve(
    path: Path, host: str = "127.0.0.1", port: int = 8443, *, tls: Path | None = None, open_: bool = False
) -> None:
    """Serve until asked to stop. First prints one JSON line: {"event": "ready", "url", "certificate"}.

    `tls` = folder with server.crt and server.key (PEM); a self-signed pair is made there when it is empty.
    """
    log.start()
    server = LocalServer(path, host, port, tls=tls, options=Options(open_=open_))
    ready = {"event": "ready", "url": server.url, "certificate": server.pin.hex()}
    sys.stdout.write(json.dumps(ready) + "\n")
    sys.stdout.flush()
    server.run()


def make_founding_token(path: Path, clock: Clock | None = None) -> bytes:
    """A token (32 bytes) that lets one new organisation in, for 14 days; the file keeps only its hash."""
    token = secrets.token_bytes(32)
    expires = (clock or SystemClock()).now_ms() + FOUNDING_MS
    with closing(open_sqlite(path)) as database, database.writing() as connection:
        connection.execute(t.founding.insert().values(token=token_hash(token), expires=expires))
    return token


def backup(path: Path, target: Path) -> None:
    """A whole copy of a server's file, also while it serves; `target` must not exist yet."""
    if target.exists():
        raise EnvironmentFault(
            _("Het bestand {name} bestaat al.").format(name=target.name),
            kept=_("Er is niets overschreven."),
            todo=_("Kies een andere naam."),
        )
    fresh = target.with_name(target.name + ".nieuw")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(fresh)) as copy:
        source.backup(copy)
    fresh.replace(target)


def restore(source: Path, path: Path, clock: Clock | None = None) -> None:
    """Put a backup in the place of a stopped server's file. Each organisation begins a new epoch.

    Laptops see the new epoch and offer again what the backup lacks (I12). The file that was there stays beside
    it, with `.voor-herstel` behind its name.
    """
    now = (clock or SystemClock()).now_ms()
    fresh = path.with_name(path.name + ".herstel")
    fresh.unlink(missing_ok=True)
    backup(source, fresh)
    with closing(open_sqlite(fresh)) as database, database.writing() as connection:
        begin_epochs(connection, now)
        renew_nonce_key(connection)
    _fold_wal(fresh)
    _set_aside(path)
    fresh.replace(path)


def begin_epochs(connection: Connection, now_ms: int) -> None:
    """A new epoch for each organisation: higher than any before and never used, also not by another restore."""
    table = t.organisation
    for row in connection.execute(sa.select(table)).all():
        fresh = max(row.epoch + 1, now_ms)
        mine = table.c.organisation == row.organisation
        connection.execute(table.update().where(mine).values(epoch=fresh))
        connection.execute(t.epoch.insert().values(organisation=row.organisation, epoch=fresh, head=row.head))


def _fold_wal(path: Path) -> None:
    """Bring everything into the one file, so that it can be moved."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _set_aside(path: Path) -> None:
    if path.exists():
        _fold_wal(path)
        os.replace(path, path.with_name(path.name + ".voor-herstel"))
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
