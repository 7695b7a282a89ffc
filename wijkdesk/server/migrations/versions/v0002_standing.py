"""A mark for pushes that changed who may what, and sealed bodies that PostgreSQL need not try to compress."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the mark; at first every push so far counts as such a change."""
    op.add_column("organisation", sa.Column("changed", sa.BigInteger(), nullable=False, server_default="0"))
    op.execute("UPDATE organisation SET changed = head")
    if op.get_context().dialect.name == "postgresql":
        op.execute("ALTER TABLE log ALTER COLUMN body SET STORAGE EXTERNAL")
