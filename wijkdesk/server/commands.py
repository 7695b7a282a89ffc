"""What an operator does: serve, let a new organisation in, back up, restore (docs/server.md)."""

from __future__ import annotations

import json
import os
import secrets
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from wijkdesk.core.clock import SystemClock
from wijkdesk.core.errors import EnvironmentFault
from wijkdesk.core.i18n import _
from wijkdesk.server import log
from wijkdesk.server import tables as t
from wijkdesk.server.auth import renew_nonce_key
from wijkdesk.server.copying import copy_in, copy_out, fold_wal, remove, scratch
from wijkdesk.server.database import Place, is_url, open_database
from wijkdesk.server.running import LocalServer
from wijkdesk.server.writing import token_hash

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from wijkdesk.core.clock import Clock
    from wijkdesk.server.api import Options

FOUNDING_MS: Final = 14 * 24 * 3600 * 1000


def serve(
    place: Place,
    host: str = "127.0.0.1",
    port: int = 8443,
    *,
    tls: Path | None = None,
    blobs: Path | None = None,
    options: Options | None = None,
) -> None:
    """Serve until asked to stop. First prints one JSON line: {"event": "ready", "url", "certificate"}.

    `place` = a SQLite file or a PostgreSQL URL; `tls` = folder with server.crt and server.key (PEM), by default
    beside the file; a self-signed pair is made there when it is empty. `blobs` = folder for attachments,
    which all processes of one server share.
    """
    log.start()
    server = LocalServer(place, host, port, tls=tls, blobs=blobs, options=options)
    ready = {"event": "ready", "url": server.url, "certificate": server.pin.hex()}
    sys.stdout.write(json.dumps(ready) + "\n")
    sys.stdout.flush()
    server.run()


def make_founding_token(place: Place, clock: Clock | None = None) -> bytes:
    """A token (32 bytes) that lets one new organisation in, for 14 days; the database keeps only its hash."""
    token = secrets.token_bytes(32)
    expires = (clock or SystemClock()).now_ms() + FOUNDING_MS
    with closing(open_database(place)) as database, database.writing() as connection:
        connection.execute(t.founding.insert().values(token=token_hash(token), expires=expires))
    return token


def backup(place: Place, target: Path) -> None:
    """A whole copy of a server's database as one SQLite file, also while it serves; `target` must not exist yet."""
    if target.exists():
        raise EnvironmentFault(
            _("Het bestand {name} bestaat al.").format(name=target.name),
            kept=_("Er is niets overschreven."),
            todo=_("Kies een andere naam."),
        )
    _must_exist(place)
    with scratch(target.with_name(target.name + ".nieuw")) as fresh:
        copy_out(place, fresh)
        fresh.replace(target)


def restore(source: Path, place: Place, clock: Clock | None = None) -> None:
    """Put a backup in the place of a stopped server's database. Each organisation begins a new epoch.

    Laptops see the new epoch and offer again what the backup lacks (I12). A file that was there stays beside the
    new one, with `.voor-herstel` behind its name; a PostgreSQL database must be empty.
    """
    _must_exist(source)
    beside = source if is_url(place) else Path(place)
    with scratch(beside.with_name(beside.name + ".herstel")) as fresh:
        copy_out(source, fresh)
        begin_epochs(fresh, clock)
        fold_wal(fresh)
        if is_url(place):
            copy_in(fresh, str(place))
        else:
            _set_aside(beside)
            fresh.replace(beside)


def begin_epochs(place: Place, clock: Clock | None = None) -> None:
    """A new epoch for each organisation, and a new nonce key: after a restore, also one made by other means."""
    now = (clock or SystemClock()).now_ms()
    with closing(open_database(place)) as database, database.writing() as connection:
        _begin_epochs(connection, now)
        renew_nonce_key(connection)


def _begin_epochs(connection: Connection, now_ms: int) -> None:
    """A new epoch for each organisation: higher than any before and never used, also not by another restore."""
    table = t.organisation
    for row in connection.execute(sa.select(table)).all():
        fresh = max(row.epoch + 1, now_ms)
        mine = table.c.organisation == row.organisation
        connection.execute(table.update().where(mine).values(epoch=fresh))
        connection.execute(t.epoch.insert().values(organisation=row.organisation, epoch=fresh, head=row.head))


def _must_exist(place: Place) -> None:
    if not is_url(place) and not Path(place).exists():
        raise EnvironmentFault(
            _("Het bestand {name} is er niet.").format(name=Path(place).name), todo=_("Controleer de naam.")
        )


def _set_aside(path: Path) -> None:
    if path.exists():
        fold_wal(path)
        os.replace(path, path.with_name(path.name + ".voor-herstel"))
    remove(path)
