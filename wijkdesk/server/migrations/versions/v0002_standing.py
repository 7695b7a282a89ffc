"""A mark for pushes that changed who may what, sizes in the index that pages are cut by, and no compressing of sealed
bodies by PostgreSQL."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add mark and sizes; at first every push so far counts as such a change."""
    op.add_column("organisation", sa.Column("changed", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute("UPDATE organisation SET changed = head")
    op.add_column("log", sa.Column("size", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute("UPDATE log SET size = length(header) + length(body)")
    op.drop_index("log_space", "log")
    op.create_index("log_space", "log", ["organisation", "space", "seq", "unit", "size"])
    if op.get_context().dialect.name == "postgresql":
        op.execute("ALTER TABLE log ALTER COLUMN body SET STORAGE EXTERNAL")
