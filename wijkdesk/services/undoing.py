"""Undo and redo of one's own last steps, over the whole app (architecture.md §6, Undo)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkdesk.storage import undo as steps

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session


def undo(session: Session) -> tuple[ChangeSet, str]:
    """Take the last step back; gives what changed and the words of the step.

    Raises UserError when there is none or someone else built on it.
    """
    return steps.undo(session.store)


def redo(session: Session) -> tuple[ChangeSet, str]:
    """Do the step that was taken back again. Raises UserError as `undo`."""
    return steps.redo(session.store)


def newest(session: Session) -> int:
    """The number of the last step that stands; 0 = none."""
    return steps.newest(session.store)


def start(session: Session, *, same_session: bool) -> None:
    """At unlock: a lock does not end a session, closing the program does; then older steps are forgotten."""
    if not same_session:
        steps.start_session(session.store)
