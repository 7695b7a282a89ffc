"""Who stands in for whom: a space lent for some days by who holds it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_KEYS = ("organisation", "space", "user")


def upgrade() -> None:
    """Make the table."""
    keys = [sa.Column(name, sa.LargeBinary(16), nullable=False) for name in _KEYS]
    rest = [sa.Column(name, sa.BigInteger(), nullable=False) for name in ("until", "at", "seq")]
    op.create_table("standing_in", *keys, *rest, sa.PrimaryKeyConstraint(*_KEYS))
    op.create_index("standing_in_user", "standing_in", ["organisation", "user", "until"])
