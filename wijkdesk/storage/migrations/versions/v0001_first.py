"""The first form: what `schema.create` made. A place to count from; it is never run on an empty file."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing: a store of version 1 is made whole by storage/schema.py."""
