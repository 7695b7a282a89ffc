"""How safe a record or a dossier is: typed on this laptop only, saved, or at the server as well (issue 3, item 5)."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.services import drafts
from wijkdesk.services.dossiers import safety_space_of
from wijkdesk.services.servers import server_of
from wijkdesk.storage import log
from wijkdesk.storage.history import commits_of
from wijkdesk.storage.sync_store import not_at_server

if TYPE_CHECKING:
    from wijkdesk.services.session import Session


class Status(StrEnum):
    """The words of architecture.md §6, Draft."""

    HERE = "here"  # being typed, not yet a commit
    SAVED = "saved"  # a commit here, not at the server (yet, or never)
    SHARED = "shared"

    @property
    def words(self) -> str:
        """As a worker reads it."""
        return _(_WORDS[self])


_WORDS = {
    Status.HERE: N_("Op deze laptop"),
    Status.SAVED: N_("Opgeslagen"),
    Status.SHARED: N_("Gesynchroniseerd"),
}


def of_row(session: Session, row: Id) -> Status:
    """How a record stands. After a server was put back, what it may lack counts as saved until it has it again."""
    if any(draft.row == row for draft in drafts.unfinished(session)):
        return Status.HERE
    with session.store.database.read() as connection:
        space = connection.exec_driver_sql("SELECT space FROM row WHERE row = ?", (row,)).scalar()
        waiting = not_at_server(connection)
        mine = commits_of(connection, row)
    if space is None or not _goes(session, Id(space)) or not waiting.isdisjoint(mine):
        return Status.SAVED
    return Status.SHARED


def of_dossier(session: Session, space: Id) -> Status:
    """How a dossier stands, with what is protected of it: the least safe thing in it counts."""
    spaces = {space, safety_space_of(session, space) or space}
    if any(draft.space in spaces for draft in drafts.unfinished(session)):
        return Status.HERE
    with session.store.database.read() as connection:
        waiting = not_at_server(connection, spaces)
    return Status.SHARED if _goes(session, space) and not waiting else Status.SAVED


def _goes(session: Session, space: Id) -> bool:
    """Whether a space is shared at all: not the practice household, and there is a server."""
    with session.store.database.read() as connection:
        organisation = log.organisation_of(connection, space) or session.organisation
    return not session.store.is_local(space) and server_of(session, organisation) is not None
