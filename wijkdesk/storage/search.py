"""Full-text search: the query is folded as the text was, every word is a prefix (architecture.md §6)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.ids import Id
from wijkdesk.core.text import words

if TYPE_CHECKING:
    from wijkdesk.storage.store import Store


@dataclass(frozen=True)
class Hit:
    """A record that was found."""

    kind: str
    row: Id
    space: Id


def search(store: Store, query: str, *, kinds: tuple[str, ...] = (), limit: int = 20) -> list[Hit]:
    """The best hits for all words of a query, best first; an empty query finds nothing."""
    asked = words(query)
    if not asked:
        return []
    match = " ".join(f'"{word}"*' for word in asked)
    sql = "SELECT kind, row, space FROM search WHERE search MATCH ?"
    values: tuple[object, ...] = (match,)
    if kinds:
        sql += f" AND kind IN ({','.join('?' * len(kinds))})"
        values += kinds
    rows = store.execute(f"{sql} ORDER BY rank LIMIT ?", (*values, limit))
    return [Hit(str(kind), Id(row), Id(space)) for kind, row, space in rows]
