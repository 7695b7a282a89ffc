"""The server's tables. Every row belongs to an organisation, whose id comes first in each key.

The log is what clients sent, byte for byte; admin, member, device and assign are what its control commits
say, kept so that a request is judged without reading the log again.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()


def _id(name: str, *, key: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary(16), primary_key=key, nullable=False)


def _bytes(name: str, *, key: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, primary_key=key, nullable=False)


def _number(name: str, *, key: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, primary_key=key, nullable=False, autoincrement=False)


def _word(name: str, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(16), primary_key=key, nullable=False)


organisation = sa.Table(
    "organisation",
    metadata,
    _id("organisation", key=True),
    _bytes("root"),
    _id("space"),
    _number("epoch"),
    _number("head"),  # the counter that numbers the log; taken last in the push transaction
    _number("founded"),
    sa.Column("changed", sa.BigInteger, nullable=False, server_default="0"),  # standing.py
)

epoch = sa.Table(
    "epoch",
    metadata,
    _id("organisation", key=True),
    _number("epoch", key=True),
    _number("head"),  # where the log stood when this epoch began
)

log = sa.Table(
    "log",
    metadata,
    _id("organisation", key=True),
    _number("seq", key=True),
    _number("unit"),  # seq of the last commit of the unit
    _id("id"),
    _id("space"),
    _id("device"),
    _bytes("hash"),
    _bytes("header"),
    sa.Column("body", sa.LargeBinary),  # gone when erased
    _bytes("signature"),
    _number("received"),
    sa.Column("size", sa.BigInteger, nullable=False, server_default="0"),  # of header and body as they came
    sa.Column("redacted", sa.LargeBinary),  # H(body) when the body is gone
    sa.Index("log_id", "organisation", "id", unique=True),
    sa.Index("log_space", "organisation", "space", "seq", "unit", "size"),  # all that a page is cut by
)

admin = sa.Table("admin", metadata, _id("organisation", key=True), _bytes("key", key=True), _id("user"))

member = sa.Table(
    "member",
    metadata,
    _id("organisation", key=True),
    _id("user", key=True),
    _id("team", key=True),  # zeros: member without a team
    _word("role"),
    _word("state"),
    _number("at"),
    _number("seq"),
)

device = sa.Table(
    "device",
    metadata,
    _id("organisation", key=True),
    _id("device", key=True),
    _id("user"),
    _bytes("sign"),
    _word("state"),
    _number("at"),
    sa.Column(
        "last", sa.LargeBinary
    ),  # msgpack [[space, commit id]]: where its chains end (docs/formats.md §1)
)

wipe = sa.Table(
    "wipe",
    metadata,
    _id("organisation", key=True),
    _id("device", key=True),
    _number("at"),
    _bytes("statement"),  # the WIPE commit as it came
)

assign = sa.Table(
    "assign",
    metadata,
    _id("organisation", key=True),
    _id("space", key=True),
    _word("kind", key=True),
    _id("holder", key=True),
    _word("state"),
    _number("at"),
    _number("seq"),  # what the space held up to here comes by backfill
    sa.Index("assign_holder", "organisation", "kind", "holder"),
)

sealed_to = sa.Table(
    "sealed_to",
    metadata,
    _id("organisation", key=True),
    _id("space", key=True),
    _id("team", key=True),  # a KEYWRAP of the space wraps a key to it
)

granted = sa.Table(
    "granted",
    metadata,
    _id("organisation", key=True),
    _id("space", key=True),
    _id("user", key=True),
    _number("until", key=True),
    _number("seq"),
    sa.Index("granted_user", "organisation", "user", "until"),
)

standing_in = sa.Table(
    "standing_in",
    metadata,
    _id("organisation", key=True),
    _id("space", key=True),
    _id("user", key=True),
    _number("until"),
    _number("at"),  # when it was said: the latest counts
    _number("seq"),
    sa.Index("standing_in_user", "organisation", "user", "until"),
)

blob = sa.Table(
    "blob",
    metadata,
    _id("organisation", key=True),
    _id("space", key=True),
    _id("blob", key=True),
    _number("size"),
    _bytes("hash"),
    _id("commit"),  # the BLOB statement
)

erased = sa.Table(
    "erased",
    metadata,
    _id("organisation", key=True),
    _id("space", key=True),
    _id("id", key=True),  # a commit that a REDACT names
)

shredded = sa.Table("shredded", metadata, _id("organisation", key=True), _id("space", key=True))

secret = sa.Table("secret", metadata, sa.Column("name", sa.String(16), primary_key=True), _bytes("value"))

founding = sa.Table(
    "founding",
    metadata,
    _bytes("token", key=True),  # H(token)
    _number("expires"),
    sa.Column("used_by", sa.LargeBinary(16)),
)

invitation = sa.Table(
    "invitation",
    metadata,
    _id("organisation", key=True),
    _bytes("token", key=True),  # H(token)
    _id("made_by"),
    _number("expires"),
)

joining = sa.Table(
    "joining",
    metadata,
    _id("organisation", key=True),
    _bytes("token", key=True),  # H(token): one newcomer an invitation
    _id("user"),
    _bytes("user_key"),
    _id("device"),
    _bytes("sign"),
    _bytes("recovery"),
    _number("at"),
)
