"""What people wrote and what they had on their screens, kept apart from the product: the oracle of T1.

A write replaces another only when its writer SAW it: it was the value on the screen (or equal to it), or his own.
Everything that nobody replaced so must be a head on every laptop (store-and-sync.md §3.2, I3-I5).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wijkdesk.models.base import DELETED

Row = bytes
Cell = tuple[Row, str]


@dataclass(frozen=True)
class Write:
    """One value that a person gave to one field, in one commit, from one laptop."""

    commit: bytes
    row: Row
    field: str
    value: Any
    laptop: int
    hlc: int
    device: bytes
    saw: frozenset[bytes]

    @property
    def rank(self) -> tuple[int, bytes]:
        return (self.hlc, self.device)


@dataclass
class Oracle:
    """All writes, and every commit with the unit it went in."""

    writes: list[Write] = field(default_factory=list)
    units: list[list[tuple[bytes, bytes]]] = field(default_factory=list)  # (commit, space) of each unit
    faults: list[str] = field(default_factory=list)

    def heads(self, cell: Cell, known: Iterable[bytes] | None = None) -> list[Write]:
        """What nobody who saw it replaced, among the commits that are known (None: all)."""
        mine = [one for one in self.writes if (one.row, one.field) == cell]
        if known is not None:
            held = set(known)
            mine = [one for one in mine if one.commit in held]
        replaced = frozenset[bytes]().union(*(one.saw for one in mine))
        return [one for one in mine if one.commit not in replaced]

    def fields(self, row: Row) -> list[str]:
        return sorted({one.field for one in self.writes if one.row == row})

    def shown_to(self, laptop: int, cell: Cell, known: set[bytes], shown: Any) -> frozenset[bytes]:
        """What a person at a laptop replaces who looks at this value: all that is equal, and what he wrote himself."""
        heads = self.heads(cell, known)
        return frozenset(one.commit for one in heads if one.value == shown or one.laptop == laptop)

    def all_shown(self, row: Row, known: set[bytes]) -> frozenset[bytes]:
        """What a person replaces who deletes a record, takes it back, or chooses whether it stays."""
        return frozenset(head.commit for name in self.fields(row) for head in self.heads((row, name), known))

    def unseen_by_deleter(self, row: Row) -> bool:
        """Whether someone changed the record while another laid it in the bin without seeing that."""
        away = [one for one in self.heads((row, DELETED)) if one.value is True]
        seen = frozenset(one.commit for one in away).union(*(one.saw for one in away))
        others = [head for name in self.fields(row) if name != DELETED for head in self.heads((row, name))]
        return bool(away) and any(head.commit not in seen for head in others)

    def in_bin(self, row: Row) -> bool:
        """Whether the record must be in the bin: deleted by who saw all of it, or nobody deleted it later."""
        heads = self.heads((row, DELETED))
        last = max(heads, key=lambda one: one.rank, default=None)
        return last is not None and last.value is True and not self.unseen_by_deleter(row)

    def conflicts(self, row: Row) -> set[str]:
        """The fields of a record that must wait for a person."""
        found = {name for name in self.fields(row) if len({h.value for h in self.heads((row, name))}) > 1}
        return found | ({DELETED} if self.unseen_by_deleter(row) else set())

    def lost(self, cell: Cell, heads: set[bytes]) -> list[Any]:
        """The values of a field that are gone though nobody who saw them replaced them."""
        return [one.value for one in self.heads(cell) if one.commit not in heads]
