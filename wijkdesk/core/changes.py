"""What a unit of work changed, so that screens can decide whether to refresh."""

from __future__ import annotations

from dataclasses import dataclass, field

from wijkdesk.core.ids import Id


@dataclass(frozen=True)
class Change:
    """One row that changed: its kind, its id, the space it lives in and the fields touched."""

    kind: str
    row: Id
    space: Id
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ChangeSet:
    """All rows that one unit of work (or one pull) changed, and the ids of the commits it wrote."""

    changes: tuple[Change, ...] = ()
    commits: tuple[Id, ...] = field(default=())

    def touches(self, *kinds: str, row: bytes | None = None, space: bytes | None = None) -> bool:
        """Whether a row of one of `kinds` (none = any), with that id or in that space, changed."""
        return any(
            (not kinds or change.kind in kinds)
            and (row is None or change.row == row)
            and (space is None or change.space == space)
            for change in self.changes
        )

    def __or__(self, other: ChangeSet) -> ChangeSet:
        return ChangeSet(self.changes + other.changes, self.commits + other.commits)
