"""Becoming protected: a record goes to another space, and what stood open is erased, in one unit (architecture.md §3).

A commit is erased whole. What else it wrote is written again in the same unit, on top of the erased heads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from wijkdesk.core.ids import new_id
from wijkdesk.models.base import Record
from wijkdesk.storage import erasure

if TYPE_CHECKING:
    from wijkdesk.core.ids import Id
    from wijkdesk.storage.store import Store
    from wijkdesk.storage.unit_of_work import Unit

R = TypeVar("R", bound=Record)


def move(store: Store, unit: Unit, record: R, to_space: Id, ground: str) -> R:
    """Make the record anew in another space (with `moved_from`) and erase the old one; gives the new one."""
    made = record.with_(id=new_id(), space=to_space, moved_from=record.id)
    unit.create(made)
    erasure.erase_records(store, unit, [record], ground)
    return made
