"""Stores of other versions: older ones are migrated whole, newer ones refused untouched."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import reopen
from tests.storage.sample import note, text_of
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id
from wijkdesk.services.session import Session
from wijkdesk.storage import migrations, schema
from wijkdesk.storage.store import Store

SECOND = """
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    op.execute("ALTER TABLE draft ADD COLUMN device BLOB")
    op.execute("{more}")
"""


def second(folder: Path, more: str = "SELECT 1") -> Path:
    folder.mkdir()
    (folder / "v0002_test.py").write_text(SECOND.format(more=more))
    return folder


def columns(store: Store) -> set[str]:
    return {row[0] for row in store.execute("SELECT name FROM pragma_table_info('draft')")}


def test_a_new_store_is_of_the_newest_version(session: Session) -> None:
    with session.store.database.read() as connection:
        assert schema.version(connection) == schema.VERSION
    newest = max((Path(migrations.__file__).parent / "versions").glob("v*.py")).name
    assert newest.startswith(f"v{migrations.revision(schema.VERSION)}")


def test_an_older_store_is_migrated_and_keeps_its_words(
    session: Session, space: Id, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = note(session, space, "van vroeger")
    monkeypatch.setattr(schema, "VERSION", 2)
    with session.store.writing() as connection:
        migrations.upgrade(connection, second(tmp_path / "meer"))
    again = reopen(session)
    try:
        assert "device" in columns(again.store)
        assert text_of(again, record.id) == "van vroeger"
    finally:
        again.close()


def test_a_migration_that_fails_changes_nothing(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "VERSION", 2)

    def upgrade() -> None:
        with session.store.writing() as connection:
            migrations.upgrade(connection, second(tmp_path / "meer", "DROP TABLE nergens"))

    with pytest.raises(Exception, match="nergens"):
        upgrade()
    assert "device" not in columns(session.store)
    with session.store.database.read() as connection:
        assert schema.version(connection) == 1


def test_a_newer_store_is_refused_untouched(session: Session) -> None:
    with session.store.writing() as connection:
        connection.exec_driver_sql("PRAGMA user_version=99")
    key = session.opened.db_key()
    session.close()
    before = (session.folder / "wijkdesk.db").read_bytes()
    with pytest.raises(Refused) as caught:
        Store(session.folder, key)
    assert caught.value.code == "newer_store"
    assert (session.folder / "wijkdesk.db").read_bytes() == before


def test_opening_a_store_of_today_imports_no_migrations() -> None:
    code = "import sys, wijkdesk.services.profiles; sys.exit('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
