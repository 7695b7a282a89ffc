"""What an operator does with the file, and what the file looks like."""

import os
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from tests.sync.world import World
from wijkdesk.core.errors import EnvironmentFault
from wijkdesk.server import tables as t
from wijkdesk.server.auth import nonce_key
from wijkdesk.server.auth_tls import own_certificate
from wijkdesk.server.commands import backup, restore
from wijkdesk.server.database import open_sqlite


def test_the_migrations_make_exactly_the_tables(tmp_path: Path) -> None:
    database = open_sqlite(tmp_path / "s.db")
    with database.writing() as connection:
        assert compare_metadata(MigrationContext.configure(connection), t.metadata) == []
    database.close()


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    open_sqlite(tmp_path / "s.db").close()
    assert stat.S_IMODE(os.stat(tmp_path / "s.db").st_mode) == 0o600


def test_the_nonce_key_stays_between_starts(tmp_path: Path) -> None:
    first = open_sqlite(tmp_path / "s.db")
    key = nonce_key(first)
    first.close()
    second = open_sqlite(tmp_path / "s.db")
    assert nonce_key(second) == key
    second.close()


def test_a_backup_overwrites_nothing(world: World, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_bytes(b"precious")
    with pytest.raises(EnvironmentFault) as caught:
        backup(world.path, tmp_path / "copy.db")
    assert caught.value.kept == "Er is niets overschreven."
    assert (tmp_path / "copy.db").read_bytes() == b"precious"


def test_each_restore_begins_an_epoch_that_never_was(world: World, tmp_path: Path) -> None:
    backup(world.path, tmp_path / "copy.db")
    key = nonce_key(world.database)
    world.database.close()
    seen = set()
    for _turn in range(3):
        world.clock.advance(1)
        restore(tmp_path / "copy.db", world.path, world.clock)
        database = open_sqlite(world.path)
        with database.reading() as connection:
            seen.add(connection.scalar(sa.select(t.organisation.c.epoch)))
            assert connection.scalar(sa.select(t.organisation.c.head)) == 4
        assert nonce_key(database) != key
        database.close()
    assert len(seen) == 3
    assert world.path.with_name("server.db.voor-herstel").exists()


def test_the_log_keeps_no_plain_text_columns(world: World) -> None:
    """Ids, numbers, keys and ciphertext; two columns of fixed words are all the text there is."""
    text = {
        f"{table.name}.{column.name}"
        for table in t.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, sa.String)
    }
    assert text == {
        "member.role",
        "member.state",
        "device.state",
        "assign.kind",
        "assign.state",
        "secret.name",
    }


def test_a_certificate_is_made_once(tmp_path: Path) -> None:
    first = own_certificate(tmp_path, "127.0.0.1")
    assert own_certificate(tmp_path, "server.example").pin == first.pin
    assert stat.S_IMODE(first.key.stat().st_mode) == 0o600
