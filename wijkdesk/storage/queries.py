"""Reading records: one, the children of a parent, a page of ids. Rows in the bin are left out unless asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from wijkdesk.core.ids import Id
from wijkdesk.models.base import Record
from wijkdesk.storage.rows import Rows
from wijkdesk.storage.tables import table_of

if TYPE_CHECKING:
    from wijkdesk.storage.store import Store

R = TypeVar("R", bound=Record)


def get(store: Store, cls: type[R], row: bytes) -> R | None:
    """The record with that id, also when it is in the bin; None when it is not here."""
    table = table_of(cls)
    found = store.execute(f"{table.select} WHERE id = ? ORDER BY space LIMIT 1", (row,))
    return cast("R", table.record(found[0])) if found else None


def find(
    store: Store,
    cls: type[R],
    *,
    binned: bool = False,
    order: str = "id",
    limit: int = -1,
    **where: Any,
) -> list[R]:
    """The records whose columns have these values; `order` is a list of columns, "-name" from high to low.

    `binned` asks for those in the bin instead.
    """
    table = table_of(cls)
    names = [f'"{name}" = ?' for name in where]
    clause = " AND ".join([*names, f"deleted = {int(binned)}"])
    sql = f"{table.select} WHERE {clause} ORDER BY {_order(table.columns, order)} LIMIT ?"
    rows = store.execute(sql, (*where.values(), limit))
    return [cast("R", table.record(row)) for row in rows]


def _order(columns: tuple[str, ...], order: str) -> str:
    parts = []
    for part in order.split(","):
        name = part.strip().lstrip("-")
        if name not in columns:
            raise ValueError(f"no column {name}")
        parts.append(f'"{name}" {"DESC" if part.strip().startswith("-") else "ASC"}')
    return ", ".join(parts)


def clashes(store: Store, space: bytes | None = None) -> list[tuple[Id, Id, str, str]]:
    """Fields with several values waiting for a choice: (row, space, kind, field)."""
    where, values = ("WHERE space = ?", (space,)) if space else ("", ())
    rows = store.execute(
        f"SELECT row, space, kind, field FROM clash {where} ORDER BY space, row, field", values
    )
    return [(Id(row), Id(found), str(kind), str(field)) for row, found, kind, field in rows]


_NOW: Any = object()


def heads(store: Store, record: Record, field: str, value: Any = _NOW) -> tuple[bytes, ...]:
    """The commits whose value a worker sees now in a field, or saw (`value`); what a draft keeps as its bases.

    Another value of a field in conflict is not on the screen: it is not among them, and stays.
    """
    with store.database.read() as connection:
        state = Rows(connection).state(record.id, record.space)
    return state.bases(field, state.shown().get(field) if value is _NOW else value)
