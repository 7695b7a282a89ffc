"""What is erased, granted, wiped and kept as blobs; a body may be gone, a removal says where a laptop's chains end."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ID = sa.LargeBinary(16)
_RAW = sa.LargeBinary()
_INT = sa.BigInteger()

_TABLES: dict[str, tuple[dict[str, sa.types.TypeEngine[Any]], int]] = {
    "wipe": ({"organisation": _ID, "device": _ID, "at": _INT, "statement": _RAW}, 2),
    "sealed_to": ({"organisation": _ID, "space": _ID, "team": _ID}, 3),
    "granted": ({"organisation": _ID, "space": _ID, "user": _ID, "until": _INT, "seq": _INT}, 4),
    "blob": (
        {"organisation": _ID, "space": _ID, "blob": _ID, "size": _INT, "hash": _RAW, "commit": _ID},
        3,
    ),
    "erased": ({"organisation": _ID, "space": _ID, "id": _ID}, 3),
    "shredded": ({"organisation": _ID, "space": _ID}, 2),
}


def upgrade() -> None:
    """Make the tables; the first columns of each are its key."""
    for name, (columns, keys) in _TABLES.items():
        made = [sa.Column(title, kind, nullable=False) for title, kind in columns.items()]
        op.create_table(name, *made, sa.PrimaryKeyConstraint(*list(columns)[:keys]))
    op.create_index("granted_user", "granted", ["organisation", "user", "until"])
    with op.batch_alter_table("log") as log:
        log.alter_column("body", existing_type=_RAW, nullable=True)
        log.add_column(sa.Column("redacted", _RAW))
    with op.batch_alter_table("device") as device:
        device.add_column(sa.Column("last", _RAW))
