"""The first tables. Frozen: a later form is a later version."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.LargeBinary(16)
_RAW = sa.LargeBinary()
_INT = sa.BigInteger()
_WORD = sa.String(16)

_TABLES: dict[str, tuple[dict[str, sa.types.TypeEngine[Any]], tuple[str, ...]]] = {
    "organisation": (
        {"organisation": _ID, "root": _RAW, "space": _ID, "epoch": _INT, "head": _INT, "founded": _INT},
        ("organisation",),
    ),
    "epoch": ({"organisation": _ID, "epoch": _INT, "head": _INT}, ("organisation", "epoch")),
    "log": (
        {
            "organisation": _ID, "seq": _INT, "unit": _INT, "id": _ID, "space": _ID, "device": _ID,
            "hash": _RAW, "header": _RAW, "body": _RAW, "signature": _RAW, "received": _INT,
        },
        ("organisation", "seq"),
    ),
    "admin": ({"organisation": _ID, "key": _RAW, "user": _ID}, ("organisation", "key")),
    "member": (
        {
            "organisation": _ID, "user": _ID, "team": _ID, "role": _WORD, "state": _WORD, "at": _INT,
            "seq": _INT,
        },
        ("organisation", "user", "team"),
    ),
    "device": (
        {"organisation": _ID, "device": _ID, "user": _ID, "sign": _RAW, "state": _WORD, "at": _INT},
        ("organisation", "device"),
    ),
    "assign": (
        {
            "organisation": _ID, "space": _ID, "kind": _WORD, "holder": _ID, "state": _WORD, "at": _INT,
            "seq": _INT,
        },
        ("organisation", "space", "kind", "holder"),
    ),
    "secret": ({"name": _WORD, "value": _RAW}, ("name",)),
    "invitation": (
        {"organisation": _ID, "token": _RAW, "made_by": _ID, "expires": _INT},
        ("organisation", "token"),
    ),
    "joining": (
        {
            "organisation": _ID, "token": _RAW, "user": _ID, "user_key": _RAW, "device": _ID, "sign": _RAW,
            "recovery": _RAW, "at": _INT,
        },
        ("organisation", "token"),
    ),
}  # fmt: skip


def upgrade() -> None:
    """Make the tables and indexes."""
    for name, (columns, key) in _TABLES.items():
        made = [sa.Column(title, kind, nullable=False) for title, kind in columns.items()]
        op.create_table(name, *made, sa.PrimaryKeyConstraint(*key))
    op.create_table(
        "founding",
        sa.Column("token", _RAW, nullable=False),
        sa.Column("expires", _INT, nullable=False),
        sa.Column("used_by", _ID),
        sa.PrimaryKeyConstraint("token"),
    )
    op.create_index("log_id", "log", ["organisation", "id"], unique=True)
    op.create_index("log_space", "log", ["organisation", "space", "seq"])
    op.create_index("assign_holder", "assign", ["organisation", "kind", "holder"])
