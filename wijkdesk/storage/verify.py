"""Is the store whole? Pages, headers, signatures, chains, seals, and tables that follow from the log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wijkdesk.core.commit import Malformed
from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import short
from wijkdesk.core.progress import Progress, Silent
from wijkdesk.storage import log, rebuild
from wijkdesk.vault.commits import open_body

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from wijkdesk.storage.store import Store

TEXTS = {
    "page": N_("Een stuk van het bestand is beschadigd."),
    "header": N_("Een wijziging in het logboek is veranderd."),
    "signature": N_("Een wijziging heeft geen geldige handtekening."),
    "seal": N_("Een wijziging is niet te openen met de eigen sleutel."),
    "gap": N_("Er ontbreekt een wijziging van een laptop."),
    "tables": N_("De lijsten klopten niet met het logboek. Ze zijn opnieuw gemaakt."),
}
_CHUNK = 500


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be; `where` names a page, commit, space or device in short."""

    code: str
    where: str = ""

    @property
    def text(self) -> str:
        """The sentence for the worker."""
        return _(TEXTS[self.code])


@dataclass(frozen=True)
class Report:
    """How many commits were looked at, and what was found; no findings = whole."""

    commits: int
    findings: tuple[Finding, ...] = ()

    @property
    def whole(self) -> bool:
        """Nothing was found."""
        return not self.findings


def verify(store: Store, progress: Progress | None = None) -> Report:
    """Look at everything. Tables that do not follow from the log are made anew, and said.

    Takes about as long as a rebuild. With damaged pages nothing else is read: it could not be trusted.
    """
    if pages := store.database.integrity():
        return Report(0, tuple(Finding("page", page) for page in pages))
    with store.database.read() as connection:
        commits, found = _log(store, connection, progress or Silent())
        found += [
            Finding("gap", f"{short(space)} {short(device)}") for space, device, _n in log.gaps(connection)
        ]
    if not found and not tables_follow(store, progress):
        found.append(Finding("tables"))
    return Report(commits, tuple(found))


def tables_follow(store: Store, progress: Progress | None = None) -> bool:
    """Whether the tables were what the log says; afterwards they are."""
    before = rebuild.digest(store)
    rebuild.everything(store, progress)
    return rebuild.digest(store) == before


def _log(store: Store, connection: Connection, progress: Progress) -> tuple[int, list[Finding]]:
    total = int(connection.exec_driver_sql("SELECT count(*) FROM log").scalar_one())
    found: list[Finding] = []
    done = 0
    rows = connection.exec_driver_sql(_ALL)
    while chunk := rows.fetchmany(_CHUNK):
        faults = ((row[0], _fault(store, connection, tuple(row))) for row in chunk)
        found += [Finding(code, short(commit)) for commit, code in faults if code]
        done += len(chunk)
        progress.report(done, total)
    return total, found


_ALL = "SELECT id, organisation, space, device, hlc, hash, prev FROM log ORDER BY no"


def _fault(store: Store, connection: Connection, columns: tuple[Any, ...]) -> str:
    """The code of what is wrong with one commit; empty when nothing is."""
    try:
        entry = log.entry(connection, columns[0])
    except Malformed:
        return "header"
    if entry is None or _told(entry) != columns:
        return "header"
    return _forged(store, entry) or _sealed_badly(store, entry)


def _told(entry: log.Entry) -> tuple[object, ...]:
    """What the header says that the columns repeat."""
    head = entry.header
    return (head.id, head.organisation, head.space, head.device, head.hlc, entry.commit.hash, head.prev)


def _forged(store: Store, entry: log.Entry) -> str:
    trust = store.trusts.get(entry.header.organisation)
    try:
        if trust is not None:
            trust.verify(entry.commit)
    except (Refused, Malformed):
        return "signature"
    return ""


def _sealed_badly(store: Store, entry: log.Entry) -> str:
    key = store.keyring.by_id(entry.header.key)
    try:
        if key is not None and entry.commit.body is not None:
            open_body(entry.commit, key.key)
    except (Refused, Malformed):
        return "seal"
    return ""
