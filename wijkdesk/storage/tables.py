"""One table per kind of record, made from its declaration; columns carry no types or constraints but the id.

A field's column holds text, a number or bytes: an id is 16 bytes, an Unknown is one byte, a set is its elements
on lines. What cannot be applied never blocks the rest, so there is no FOREIGN KEY, UNIQUE or CHECK.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wijkdesk.core.ids import Id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.base import FieldSpec, FieldType, Record
from wijkdesk.models.registry import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

FIXED = ("id", "space", "deleted", "conflicts", "changed")


@dataclass(frozen=True)
class KindTable:
    """The SQL of one kind."""

    cls: type[Record]
    name: str
    columns: tuple[str, ...]

    @property
    def create(self) -> tuple[str, ...]:
        """The statements that make the table and its indexes."""
        columns = ", ".join(f'"{column}"' for column in self.columns)
        indexed = [spec.name for spec in self.cls.specs().values() if spec.indexed]
        return (
            f"CREATE TABLE {self.name} ({columns}, PRIMARY KEY (id, space)) WITHOUT ROWID",
            f"CREATE INDEX {self.name}_space ON {self.name} (space)",
            *(f'CREATE INDEX {self.name}_{name} ON {self.name} ("{name}")' for name in indexed),
        )

    @property
    def insert(self) -> str:
        """Write one whole row; indexes whose column stays the same are left alone."""
        marks = ",".join("?" * len(self.columns))
        changed = ", ".join(f'"{column}" = excluded."{column}"' for column in self.columns[2:])
        return f"INSERT INTO {self.name} VALUES ({marks}) ON CONFLICT (id, space) DO UPDATE SET {changed}"

    @property
    def select(self) -> str:
        """All columns, in order; a WHERE clause follows."""
        columns = ", ".join(f'{self.name}."{column}"' for column in self.columns)
        return f"SELECT {columns} FROM {self.name}"

    def row(self, record: Record, conflicts: int, changed: int) -> tuple[Any, ...]:
        """The column values of a record."""
        fixed = (record.id, record.space, int(record.deleted), conflicts, changed)
        return fixed + tuple(_to_column(getattr(record, name)) for name in self.columns[len(FIXED) :])

    def record(self, row: Sequence[Any]) -> Record:
        """The record of a row read with `select`."""
        specs = self.cls.specs()
        values = {
            name: _from_column(specs[name], value)
            for name, value in zip(self.columns[len(FIXED) :], row[len(FIXED) :], strict=False)
        }
        return self.cls(id=Id(row[0]), space=Id(row[1]), deleted=bool(row[2]), **values)


def _to_column(value: Any) -> Any:
    if isinstance(value, Unknown):
        return bytes([value.value])
    if isinstance(value, frozenset):
        return "\n".join(sorted(value))
    if isinstance(value, str):
        return str(value.value) if hasattr(value, "value") else value
    return int(value) if isinstance(value, bool) else value


def _from_column(spec: FieldSpec, value: Any) -> Any:
    if isinstance(value, bytes):
        return Unknown(value[0]) if len(value) == 1 else Id(value)
    if spec.type is FieldType.SET:
        return frozenset(value.split("\n")) if value else frozenset()
    if spec.type is FieldType.BOOL:
        return bool(value)
    if spec.type is FieldType.CHOICE and spec.choices is not None and value is not None:
        return next((member for member in spec.choices if member.value == value), value)
    return value


def _table(cls: type[Record]) -> KindTable:
    return KindTable(cls, f"kind_{cls.KIND}", FIXED + tuple(cls.specs()))


TABLES: dict[str, KindTable] = {kind: _table(cls) for kind, cls in KINDS.items()}


def table_of(kind: str | type[Record]) -> KindTable:
    """The table of a kind, by name or class."""
    return TABLES[kind if isinstance(kind, str) else kind.KIND]
