"""What an operator does with the file, and what the file looks like."""

import os
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from tests.postgres import Cluster
from tests.sync.world import World
from wijkdesk.core.errors import EnvironmentFault
from wijkdesk.server import migrations
from wijkdesk.server import tables as t
from wijkdesk.server.auth import nonce_key
from wijkdesk.server.auth_tls import own_certificate
from wijkdesk.server.commands import backup, begin_epochs, restore
from wijkdesk.server.database import Database, Place, open_database, open_sqlite, postgres_engine


def test_the_migrations_make_exactly_the_tables(place: Place) -> None:
    database = open_database(place)
    database.close()
    engine = sa.create_engine(f"sqlite:///{place}") if isinstance(place, Path) else postgres_engine(place)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), t.metadata) == []
    engine.dispose()


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    open_sqlite(tmp_path / "s.db").close()
    assert stat.S_IMODE(os.stat(tmp_path / "s.db").st_mode) == 0o600


def test_the_nonce_key_stays_between_starts(place: Place) -> None:
    first = open_database(place)
    key = nonce_key(first)
    first.close()
    second = open_database(place)
    assert nonce_key(second) == key
    second.close()


def test_a_backup_overwrites_nothing(world: World, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_bytes(b"precious")
    with pytest.raises(EnvironmentFault) as caught:
        backup(world.path, tmp_path / "copy.db")
    assert caught.value.kept == "Er is niets overschreven."
    assert (tmp_path / "copy.db").read_bytes() == b"precious"


def test_each_restore_begins_an_epoch_that_never_was(tmp_path: Path) -> None:
    world = World(tmp_path / "server.db").founded()
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


def rows(database: Database) -> dict[str, set[tuple[object, ...]]]:
    """All there is, but for what a restore makes anew."""
    with database.snapshot() as connection:
        found = {
            table.name: {tuple(row) for row in connection.execute(sa.select(table))}
            for table in t.metadata.sorted_tables
            if table.name not in {"secret", "organisation", "epoch"}
        }
        found["heads"] = set(map(tuple, connection.execute(sa.select(t.organisation.c.head))))
    return found


def test_a_backup_holds_every_row_and_goes_back_into_either_database(
    world: World, tmp_path: Path, postgres: Cluster
) -> None:
    world.dossier(world.boss)
    world.boss.sync()
    backup(world.path, tmp_path / "copy.db")
    before = rows(world.database)
    assert len(before["log"]) == 6
    for place in (tmp_path / "other.db", postgres.bare()):
        restore(tmp_path / "copy.db", place, world.clock)
        database = open_database(place)
        assert rows(database) == before
        database.close()


def test_a_postgresql_database_with_rows_is_never_overwritten(
    world: World, tmp_path: Path, postgres: Cluster
) -> None:
    backup(world.path, tmp_path / "copy.db")
    there = postgres.bare()
    restore(tmp_path / "copy.db", there, world.clock)
    with pytest.raises(EnvironmentFault) as caught:
        restore(tmp_path / "copy.db", there, world.clock)
    assert caught.value.kept == "Er is niets overschreven."
    assert [path.name for path in tmp_path.glob("copy.db*")] == ["copy.db"]


def test_a_database_of_another_version_is_not_copied(tmp_path: Path, postgres: Cluster) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        backup(postgres.bare(), tmp_path / "copy.db")
    assert caught.value.kept == "Er is niets gekopieerd."
    assert not list(tmp_path.glob("copy*"))


def test_a_backup_of_nothing_is_refused_and_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault):
        backup(tmp_path / "server.db", tmp_path / "copy.db")
    with pytest.raises(EnvironmentFault):
        restore(tmp_path / "copy.db", tmp_path / "server.db")
    assert not list(tmp_path.iterdir())


def test_a_restore_by_other_means_begins_an_epoch_by_command(world: World) -> None:
    world.clock.advance(1)
    begin_epochs(world.path, world.clock)
    world.reopen()
    world.boss.wire.api = world.api
    assert world.boss.sync().restored


def test_a_database_of_a_newer_version_is_left_alone(world: World) -> None:
    with world.database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(EnvironmentFault) as caught:
        open_database(world.path)
    assert caught.value.text == "De database is van een nieuwere versie van WijkDesk."
    with world.database.writing() as connection:
        newest = ScriptDirectory(str(next(iter(migrations.__path__)))).get_current_head()
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{newest}'")


def test_a_database_that_is_away_is_said_in_dutch() -> None:
    with pytest.raises(EnvironmentFault) as caught:
        open_database("postgresql://nobody@/nothing?host=/nowhere")
    assert caught.value.text == "De database is niet bereikbaar."


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
