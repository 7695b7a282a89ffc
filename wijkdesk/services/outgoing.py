"""What has not gone to the server yet, in the worker's words, and files that leave this laptop by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wijkdesk.core.commit import Malformed, decode_header, decode_unit
from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.models.attachment import Attachment
from wijkdesk.models.history import upcast
from wijkdesk.models.registry import KINDS
from wijkdesk.services.backups import FOLDER
from wijkdesk.services.quarantine import place_name
from wijkdesk.services.wording import whole_name
from wijkdesk.storage import log, queries
from wijkdesk.storage.blob_files import BlobFolder
from wijkdesk.storage.control import decode
from wijkdesk.storage.sync_store import SyncStore, unsent, written_at
from wijkdesk.vault.atomic import write_new
from wijkdesk.vault.commits import open_body

if TYPE_CHECKING:
    from wijkdesk.core.commit import Patch
    from wijkdesk.services.quarantine import Apart
    from wijkdesk.services.session import Session

_MAIN = ("contact_moment", "household", "person", "statement", "life_domain_view", "step", "promise")
_ACTS = {
    "ASSIGN": N_("Wie in een dossier werkt"),
    "MEMBER": N_("Een collega toegelaten"),
    "REDACT": N_("Iets gewist"),
    "KEYWRAP": N_("Een sleutel gedeeld"),
}


@dataclass(frozen=True)
class Outgoing:
    """One thing that waits: what it is about, where, since when (the oldest change), and how many changes."""

    what: str
    where: str
    since: dt.datetime
    count: int
    space: Id


def waiting(session: Session, limit: int = 20) -> list[Outgoing]:
    """What waits, the oldest first; changes of one record stand together. Looks at ten times `limit` changes."""
    found: dict[tuple[Id, str], Outgoing] = {}
    for entries in unsent(session.store, limit * 10):
        space, what = _about(session, entries)
        old = found.get((space, what))
        since = _local(written_at(session.store, entries))
        if old is not None:
            found[space, what] = Outgoing(what, old.where, min(old.since, since), old.count + 1, space)
        elif len(found) < limit:
            found[space, what] = Outgoing(what, place_name(session, space), since, 1, space)
    return sorted(found.values(), key=_since)


def documents(session: Session) -> list[Outgoing]:
    """Sealed files that lie here whole and not at the server, the oldest first; their text may be there already."""
    me = session.organisation
    epoch = SyncStore(session.store).cursor(me).epoch
    folder = BlobFolder(session.store)
    alone = set(folder.to_send(me, epoch))
    records = queries.find(session.store, Attachment)
    small, named = {one.thumb for one in records}, {one.blob: one for one in records}
    found = [
        Outgoing(
            _file_words(session, named.get(file.blob)),
            place_name(session, file.space),
            _local(at),
            1,
            file.space,
        )
        for at, file in folder.whole(me)
        if file in alone and file.blob not in small
    ]
    return sorted(found, key=_since)


def _file_words(session: Session, record: Attachment | None) -> str:
    name = whole_name(session, record) if record is not None else _("Vastgesteld verslag")
    return _("{name} (het bestand)").format(name=name)


def _local(ms: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(ms / 1000).astimezone()


def what_of(session: Session, item: Apart) -> str:
    """What something of our own is about that the server refused; empty for what came from elsewhere."""
    if not item.outgoing:
        return ""
    try:
        ids = [decode_header(commit.header).id for commit in decode_unit(item.raw)]
    except Malformed:
        return ""
    with session.store.database.read() as connection:
        found = [log.entry(connection, id) for id in ids]
    entries = [entry for entry in found if entry is not None]
    return _about(session, entries)[1] if entries else ""


def _since(item: Outgoing) -> dt.datetime:
    return item.since


def _about(session: Session, entries: list[log.Entry]) -> tuple[Id, str]:
    """The space and the words for the most telling row of a unit."""
    best: tuple[int, Id, str] | None = None
    for entry in entries:
        for patch in _patches(session, entry):
            weight = _MAIN.index(patch.table) if patch.table in _MAIN else len(_MAIN)
            if best is None or weight < best[0]:
                best = (weight, Id(entry.header.space), _words(session, patch))
    if best is not None:
        return best[1], best[2]
    return Id(entries[0].header.space), _act(entries)


def _patches(session: Session, entry: log.Entry) -> tuple[Patch, ...]:
    key = session.store.keyring.by_id(entry.header.key)
    if entry.header.control or entry.commit.body is None or key is None:
        return ()
    return upcast(open_body(entry.commit, key.key)).patches


def _words(session: Session, patch: Patch) -> str:
    cls = KINDS.get(patch.table)
    record = queries.get(session.store, cls, Id(patch.row)) if cls else None
    return whole_name(session, record) if record else _("Iets nieuws")


def _act(entries: list[log.Entry]) -> str:
    for entry in entries:
        if entry.header.control and entry.commit.body is not None:
            text = _ACTS.get(decode(entry.commit).op)
            if text:
                return _(text)
    return _("Afspraken over toegang")


def last_backup(session: Session) -> dt.datetime | None:
    """When the newest backup on this laptop was made; None when there is none."""
    times = [path.stat().st_mtime for path in (session.folder / FOLDER).glob("*.wdb")]
    return dt.datetime.fromtimestamp(max(times)).astimezone() if times else None


def write_file(path: Path, raw: bytes) -> Path:
    """Put bytes in a file of the worker's choosing, whole or not at all. EnvironmentFault: disk."""
    write_new(path, raw)
    return path
