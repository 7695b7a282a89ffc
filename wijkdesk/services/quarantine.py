"""What is not safe or not sound yet: set apart with its reason, missing from a chain, or still waiting to go."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, short
from wijkdesk.models.assignment import Assignment
from wijkdesk.models.dossier import Space, SpaceKind
from wijkdesk.services.colleagues import name_of_device
from wijkdesk.services.dossiers import households_of
from wijkdesk.services.wording import name_of
from wijkdesk.storage import log, queries
from wijkdesk.storage import quarantine as stored
from wijkdesk.storage.spaces import space_row
from wijkdesk.storage.sync_store import SyncStore, is_outgoing, never_shared

if TYPE_CHECKING:
    from wijkdesk.services.session import Session

ENDING = ".wijkdesk-apart"


@dataclass(frozen=True)
class Apart:
    """One thing set apart. `outgoing` = ours, refused by the server; else from elsewhere, refused by us."""

    id: Id
    code: str
    sentence: str
    when: dt.datetime
    who: str
    where: str
    outgoing: bool
    raw: bytes

    @property
    def kept(self) -> str:
        """What is kept, in one sentence."""
        if self.outgoing:
            return _("Het staat veilig op deze laptop.")
        return _("Het telt niet mee. Je dossiers zijn niet veranderd.")


@dataclass(frozen=True)
class Offered:
    """What came of offering something again: whether it left the quarantine, and what changed by it."""

    left: bool
    changes: ChangeSet


@dataclass(frozen=True)
class Gap:
    """Something of a laptop in a space has not come in: whose, where, how many places."""

    who: str
    where: str
    count: int


def apart(session: Session) -> list[Apart]:
    """All that is set apart, the newest first."""
    with session.store.database.read() as connection:
        found = [(held, is_outgoing(connection, held)) for held in stored.everything(connection)]
    return [_apart(session, held, outgoing) for held, outgoing in found]


def _apart(session: Session, held: stored.Held, outgoing: bool) -> Apart:
    headers = [header for header, _commit in held.commits()]
    device = session.store.identity.device if outgoing else (headers[0].device if headers else b"")
    return Apart(
        id=held.id,
        code=held.code,
        sentence=held.text,
        when=dt.datetime.fromtimestamp(held.at / 1000).astimezone(),
        who=name_of_device(session, device) if device else _("Onbekend"),
        where=place_name(session, Id(headers[-1].space)) if headers else "",
        outgoing=outgoing,
        raw=held.raw,
    )


def place_name(session: Session, space: Id) -> str:
    """A space in words: the household of a dossier, or what kind of space it is."""
    households = households_of(session, space)
    if households:
        return name_of(households[0])
    record = queries.get(session.store, Space, space_row(space))
    if record is None:
        return _("Niet zichtbaar voor jou")
    if record.kind is SpaceKind.ASSIGNMENT:
        question = queries.find(session.store, Assignment, space=space, limit=1)
        return _("Opdracht: {question}").format(question=question[0].caption if question else "")
    if record.dossier is not None:
        return place_name(session, record.dossier)
    return record.name or (record.kind.label.capitalize() if record.kind else "")


def offer_again(session: Session, item: Apart) -> Offered:
    """Judge it once more, or let it go to the server again at the next contact."""
    store = SyncStore(session.store)
    left = store.offer_again(item.id)
    return Offered(left, store.changes)


def as_file(item: Apart) -> bytes:
    """The very bytes that were set apart, for whoever looks into it; sealed as they came."""
    return item.raw


def file_name(item: Apart) -> str:
    """A name for that file; no names of people."""
    return f"{item.code}-{short(item.id)}{ENDING}"


def gaps(session: Session) -> list[Gap]:
    """Where something of a laptop is missing; what was erased before it was ever shared is not missed."""
    with session.store.database.read() as connection:
        found, explained = log.gaps(connection), never_shared(connection)
    return [
        Gap(name_of_device(session, device), place_name(session, space), count)
        for space, device, count in found
        if count > explained.get(space, 0)
    ]
