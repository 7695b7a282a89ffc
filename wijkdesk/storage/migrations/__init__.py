"""Older stores brought to the newest form: Alembic, for the store's own tables only (architecture.md §2).

Imported only when a file is not of the newest version. The statements of the newest form stand in
storage/schema.py; a version here says how to get there from the one before. Tables of kinds are not migrated:
they are rebuilt from the log.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config

from wijkdesk.storage import schema

if TYPE_CHECKING:
    from sqlalchemy import Connection


def revision(version: int) -> str:
    """The name of the migration that leads to a version of the store."""
    return f"{version:04d}"


def upgrade(connection: Connection, more: Path | None = None) -> None:
    """Bring the tables to the newest form, in the transaction of `connection`; all or nothing.

    `more` = a further folder of versions (tests bring their own).
    """
    config = Config()
    config.set_main_option("path_separator", "os")
    config.set_main_option("script_location", str(Path(__file__).parent))
    folders = [str(Path(__file__).parent / "versions"), *([str(more)] if more else [])]
    config.set_main_option("version_locations", os.pathsep.join(folders))
    config.attributes["connection"] = connection
    command.stamp(config, revision(schema.version(connection)))
    command.upgrade(config, revision(schema.VERSION))
    connection.exec_driver_sql(f"PRAGMA user_version={schema.VERSION}")
