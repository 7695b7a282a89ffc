"""Records for tests of the store: notes with nothing but a text."""

from __future__ import annotations

from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.visit import Statement
from wijkdesk.services.session import Session
from wijkdesk.storage import queries
from wijkdesk.storage.store import Store


def note(session: Session, space: Id, text: str, undo: str = "Schrijven") -> Statement:
    """A new note, written."""
    record = Statement(id=new_id(), space=space, text=text)
    with session.store.unit(undo=undo) as unit:
        unit.create(record)
    return record


def rewrite(session: Session, row: Id, text: str, undo: str = "Schrijven") -> None:
    """Another text over what the note shows now."""
    with session.store.unit(undo=undo) as unit:
        unit.change(shown(session.store, row), text=text)


def shown(store: Store, row: Id) -> Statement:
    """The note as it stands."""
    found = queries.get(store, Statement, row)
    assert found is not None
    return found


def text_of(session: Session, row: Id) -> str | None:
    """What the note says now."""
    return shown(session.store, row).text


def count(store: Store, table: str) -> int:
    """How many rows a table has."""
    return int(store.execute(f"SELECT count(*) FROM {table}")[0][0])
