"""Sharing with the server: one round now, and how things stand. Being offline is normal, never an error."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.errors import Cancelled, EnvironmentFault, Refused, WijkError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.core.progress import Progress, Silent
from wijkdesk.services import copied_profile, custody, expiring, sharing_files, wiping
from wijkdesk.services.admitting import note_pending
from wijkdesk.services.joining import finish_join, joining, offer_keys
from wijkdesk.services.pacing import Paced
from wijkdesk.services.servers import Connect, Server, keep_server, over_https, server_of
from wijkdesk.storage.sync_store import SyncStore, unsent, written_at
from wijkdesk.sync import engine
from wijkdesk.sync.ports import Cut, Offline
from wijkdesk.sync.protocol import JoinState

if TYPE_CHECKING:
    from wijkdesk.services.session import Session
    from wijkdesk.storage.identity import Identity
    from wijkdesk.sync.ports import Transport, Way

_ROUNDS = 2  # what a pull made us write, such as one's own profile or new keys, goes at once


@dataclass(frozen=True)
class SyncResult:
    """What a round did: units pushed, commits pulled, what was set apart, and what stood in the way.

    `offline` = no server answered. `waiting` = an administrator must still let this user in. `stopped` = by the
    worker: what came in until then counts, the next round goes on there. `copied` = this profile stands on another
    laptop as well, and this one became a new one.
    """

    changes: ChangeSet = field(default_factory=ChangeSet)
    pushed: int = 0
    pulled: int = 0
    apart: int = 0
    offline: bool = False
    waiting: bool = False
    trouble: WijkError | None = None
    stopped: bool = False
    copied: bool = False

    def __or__(self, other: SyncResult) -> SyncResult:
        return SyncResult(
            self.changes | other.changes,
            self.pushed + other.pushed,
            self.pulled + other.pulled,
            self.apart + other.apart,
            self.offline or other.offline,
            self.waiting or other.waiting,
            self.trouble or other.trouble,
            self.stopped or other.stopped,
            self.copied or other.copied,
        )


def sync_now(session: Session, progress: Progress | None = None, connect: Connect = over_https) -> SyncResult:
    """One round with the server of each organisation that has one; none hinders another.

    Whoever asks while a round is under way waits for it. Progress says how long it still takes, and may stop it by
    raising `Cancelled`.
    """
    with session.round:
        return _sync(session, Paced(progress or Silent(), {_("Versturen"): _outgoing(session)}), connect)


def _outgoing(session: Session) -> int:
    ((count,),) = session.store.execute("SELECT count(DISTINCT unit) FROM outbox")
    return int(count)


def _sync(session: Session, progress: Progress, connect: Connect) -> SyncResult:
    total = SyncResult()
    for me in list(session.store.identities.values()):
        server = server_of(session, me.organisation)
        if server is not None and not total.stopped:
            total |= _guarded(session, me, server, progress, connect)
    return total | SyncResult(expiring.close_expired(session))


def _guarded(
    session: Session, me: Identity, server: Server, progress: Progress, connect: Connect
) -> SyncResult:
    """A round in which trouble is an outcome, and what came before the trouble counts."""
    own = SyncStore(session.store)
    trouble: WijkError | None = None
    result = SyncResult()
    try:
        result = _share(session, me, server, own, progress, connect)
        trouble = result.trouble
    except (Offline, Cut) as error:
        result = SyncResult(offline=True)
        trouble = error
    except Cancelled:
        return SyncResult(own.changes, stopped=True)
    except Refused as error:
        result = SyncResult(trouble=error)
        trouble = error
        if wiping.is_asked(session, me.organisation, error.statement):
            session.wipe_asked = True  # the window ends, and the profile with it
    _note_trouble(session, me.organisation, trouble)
    return result | SyncResult(own.changes, copied=copied_profile.step_aside(session, me))


def _share(
    session: Session, me: Identity, server: Server, own: SyncStore, progress: Progress, connect: Connect
) -> SyncResult:
    if joining(session, me.organisation) is not None:
        state = offer_keys(session, me, server, connect)
        if state is JoinState.WAITING:
            return SyncResult(waiting=True)
        if state is JoinState.OUT:
            raise turned_away()
    with connect(me, server) as transport:
        total = _share_text(session, me, own, transport, progress)
        total |= _share_files(session, me, transport, progress)
    custody.keep_slot(session)
    if server.founding:
        keep_server(session, msgspec.structs.replace(server, founding=b""), me.organisation)
    return total


def _share_text(
    session: Session, me: Identity, own: SyncStore, transport: Transport, progress: Progress
) -> SyncResult:
    total = SyncResult()
    for _round in range(_ROUNDS):
        outcome = engine.sync(own, transport, session.store.clock, progress)
        note_pending(session, me.organisation, outcome.pending)
        total |= SyncResult(pushed=outcome.pushed, pulled=outcome.pulled, apart=len(outcome.refused))
        finished = finish_join(session, me)
        if finished is None and not own.outbox(me.organisation, 1, 1):
            break
        total |= SyncResult(finished or ChangeSet())
    return total


def _share_files(session: Session, me: Identity, transport: Way, progress: Progress) -> SyncResult:
    """Documents, after the text: what stands in their way takes nothing from it."""
    round_ = sharing_files.Round(session, me.organisation)
    result = SyncResult()
    try:
        round_.go(transport, progress)
    except (Offline, Cut):
        result = SyncResult(offline=True)
    except EnvironmentFault as error:
        result = SyncResult(trouble=error)
    return result | SyncResult(round_.changes)


def turned_away() -> Refused:
    """An administrator said no to this laptop."""
    return Refused(
        "device_out",
        _("De beheerder heeft deze laptop niet toegelaten."),
        kept=_("Er is niets gewist."),
        todo=_("Bel je beheerder en vraag om een nieuwe uitnodiging."),
    )


@dataclass(frozen=True)
class SharingState:
    """How one organisation stands: last contact (ms, None = never), what waits, and the oldest of it (ms).

    `offset_ms` = the server's clock minus ours at the last contact. `trouble` = why the last round failed.
    """

    server: Server | None
    last_contact: int | None
    waiting: int
    oldest: int | None
    offset_ms: int = 0
    lease_days: int = 0
    trouble: str = ""


def sharing_state(session: Session, organisation: Id | None = None) -> SharingState:
    """How an organisation stands, by default the first."""
    mine = organisation or session.organisation
    ((count,),) = session.store.execute(
        "SELECT count(DISTINCT unit) FROM outbox WHERE organisation = ?", (mine,)
    )
    contact = (session.store.secret(f"contact/{mine.hex()}") or b"").split()
    trouble = session.store.secret(_trouble(mine)) or b""
    return SharingState(
        server=server_of(session, mine),
        last_contact=int(contact[0]) if contact else None,
        waiting=int(count),
        oldest=_oldest(session, mine),
        offset_ms=int(contact[1]) if contact else 0,
        lease_days=int(contact[2]) if contact else 0,
        trouble=trouble.decode(),
    )


def _oldest(session: Session, organisation: Id) -> int | None:
    """When the oldest of what waits was written, by the clock of this laptop (the log's own order runs ahead)."""
    units = unsent(session.store, 1, organisation)
    return written_at(session.store, units[0]) if units else None


def _note_trouble(session: Session, organisation: Id, trouble: WijkError | None) -> None:
    text = trouble.sentences if trouble else ""
    if (session.store.secret(_trouble(organisation)) or b"").decode() != text:
        session.store.set_secret(_trouble(organisation), text.encode())


def _trouble(organisation: Id) -> str:
    return f"trouble/{organisation.hex()}"
