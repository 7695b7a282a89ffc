"""Without a server: a sealed package on a stick for a colleague, and opening one. The merge is that of every pull.

A package only adds: opening it twice, late, or beside a server loses nothing and doubles nothing. What came in waits
for the server like one's own work, so that one laptop with a connection is enough for two.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from wijkdesk.core.commit import Malformed
from wijkdesk.core.errors import EnvironmentFault, Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.dossier import Space, SpaceKind
from wijkdesk.services import colleagues, disclosures
from wijkdesk.services.quarantine import place_name
from wijkdesk.storage import packing, queries
from wijkdesk.storage.packing import Selection, Wanted
from wijkdesk.storage.spaces import space_row
from wijkdesk.sync import package as p
from wijkdesk.vault import packages as sealed
from wijkdesk.vault.sealing import new_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wijkdesk.core.progress import Progress
    from wijkdesk.services.colleagues import Colleague
    from wijkdesk.services.session import Session
    from wijkdesk.storage.identity import Identity

__all__ = [
    "ENDING", "Made", "Preview", "Wanted", "dossiers_shared", "file_name", "make", "preview", "recipients", "wanted",
]  # fmt: skip

ENDING: Final = ".wijkpakket"


@dataclass(frozen=True)
class Preview:
    """What a package would hold: `places` in words, `changes`, `size` in bytes; documents apart."""

    places: tuple[str, ...]
    changes: int
    size: int
    files: int
    file_size: int

    @property
    def empty(self) -> bool:
        """Whether there is nothing for this colleague."""
        return not self.changes and not self.files


@dataclass(frozen=True)
class Made:
    """A package on the stick: where, how large (bytes), for whom, what is in it."""

    path: Path
    size: int
    name: str
    changes: int
    files: int


def recipients(session: Session) -> list[Colleague]:
    """Who can get a package: colleagues who are in with a laptop, and oneself with a second one."""
    return [one for one in colleagues.colleagues(session) if one.laptops > (1 if one.me else 0)]


def wanted(session: Session, dossier: Id | None = None, *, everything: bool = False) -> Wanted:
    """What is new; or all of one dossier with what belongs to it; or all that both hold."""
    if dossier is None:
        return Wanted(everything)
    hanging = queries.find(session.store, Space, dossier=dossier)
    return Wanted(True, frozenset({dossier, *(one.space for one in hanging)}))


def dossiers_shared(session: Session, user: Id) -> list[tuple[Id, str]]:
    """The dossiers that this user and a colleague both hold, each with its name."""
    me = session.store.identity
    with session.store.database.read() as connection:
        both = packing.shared_spaces(session.store, connection, me, user)
    kinds = queries.find(session.store, Space, kind=SpaceKind.DOSSIER.value)
    found = [(one.space, place_name(session, one.space)) for one in kinds if one.space in both]
    return sorted(found, key=_name)


def _name(found: tuple[Id, str]) -> str:
    return found[1].casefold()


def preview(session: Session, user: Id, what: Wanted) -> Preview:
    """What would go in, before anything is made. Refused as `make`."""
    return _preview(session, _select(session, user, what))


def _preview(session: Session, found: Selection) -> Preview:
    places = sorted({place_name(session, space) for space in found.spaces})
    return Preview(
        tuple(places), found.changes, found.size, len(found.files), sum(one.size for one in found.files)
    )


def _select(session: Session, user: Id, what: Wanted) -> Selection:
    me = session.store.identity
    if session.store.trusts[me.organisation].member_public(user) is None:
        raise Refused(
            "not_a_member",
            _("Deze collega hoort niet (meer) bij je organisatie."),
            kept=_("Er is niets gemaakt."),
        )
    found = packing.select(session.store, me, user, what)
    if disclosures.is_outside(session, user):
        for space in sorted(found.spaces):
            disclosures.check(session, _dossier_of(session, space), user)
    return found


def _dossier_of(session: Session, space: Id) -> Id:
    known = queries.get(session.store, Space, space_row(space))
    return known.dossier if known is not None and known.dossier is not None else space


def file_name(session: Session) -> str:
    """A name for the file: a day and a time, no names of people."""
    return f"pakket-{session.now():%Y-%m-%d-%H%M}{ENDING}"


def make(
    session: Session, user: Id, what: Wanted, path: Path, progress: Progress, *, documents: bool = True
) -> Made:
    """Write a package for a colleague; whole at `path`, or nothing. `documents` = the sealed files as well.

    Refused `not_a_member`, `no_disclosure`, `nothing_new`, `too_much`; EnvironmentFault for the stick; Cancelled.
    """
    found = _select(session, user, what)
    seen = _preview(session, found)
    if seen.empty:
        raise Refused(
            "nothing_new", _("Er is niets nieuws voor deze collega."), kept=_("Er is niets gemaakt.")
        )
    writing = _Writing(session, user, found, documents, progress)
    whole = path if path.suffix == ENDING else path.with_name(path.name + ENDING)
    try:
        size = writing.write(whole)
    except Malformed as error:
        raise _too_much() from error
    except OSError as error:
        raise _no_stick(error) from error
    packing.packed(session.store, session.store.identity, user, found.upto, files=documents)
    files = seen.files if documents else 0
    return Made(whole, size, colleagues.name_of(session, user), seen.changes, files)


@dataclass
class _Writing:
    """One package under way."""

    session: Session
    user: Id
    found: Selection
    documents: bool
    progress: Progress
    done: int = 0
    me: Identity = field(init=False)

    def __post_init__(self) -> None:
        self.me = self.session.store.identity
        self.files = self.found.files if self.documents else ()
        self.total = self.found.size + sum(one.size for one in self.files)

    def write(self, path: Path) -> int:
        key, package = new_key(), new_id()
        public = self.session.store.trusts[self.me.organisation].member_public(self.user)
        assert public is not None, "judged when the content was chosen"
        wrapped = sealed.wrap_key(public, self.me.organisation, package, key)
        now = self.session.store.clock.now_ms()
        header = p.Header(p.FORMAT, package, self.me.organisation, self.user, self.me.device, now, wrapped)
        listed = tuple(p.File(one.space, one.blob, one.size, one.hash) for one in self.files)
        body = p.body(p.Contents(len(self.found.units), listed), self._units(), self._files())
        return sealed.write(path, p.encode_header(header), key, body, self.me.device_key)

    def _units(self) -> Iterator[p.PackedUnit]:
        for chosen in self.found.units:
            raw = packing.unit_bytes(self.session.store, chosen)
            yield p.PackedUnit(raw, chosen.whole)
            self._tick(len(raw))

    def _files(self) -> Iterator[bytes]:
        for data in packing.file_bytes(self.session.store, self.files):
            yield data
            self._tick(len(data))

    def _tick(self, size: int) -> None:
        self.done += size
        self.progress.report(min(self.done, self.total), self.total, _("Pakket schrijven"))


def _too_much() -> Refused:
    return Refused(
        "too_much",
        _("Dit is te veel voor één pakket."),
        kept=_("Er is niets gemaakt."),
        todo=_("Kies één dossier tegelijk."),
    )


def _no_stick(error: OSError) -> EnvironmentFault:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return EnvironmentFault(
            _("Het pakket past niet op de stick."),
            kept=_("Op deze laptop is niets veranderd. Er staat geen half pakket op de stick."),
            todo=_("Maak ruimte, of laat de documenten weg."),
        )
    return EnvironmentFault(
        _("De stick geeft geen antwoord, of is eruit gehaald."),
        kept=_("Op deze laptop is niets veranderd."),
        todo=_("Steek de stick er weer in en probeer het opnieuw."),
    )
