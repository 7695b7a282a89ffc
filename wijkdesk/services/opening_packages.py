"""Opening a package from a colleague: prove it whole, hear who speaks, then take it in as a pull does.

Nothing is stored before the signature over the whole file held. A package that is cut, changed, foreign, for someone
else or opened before is refused with its own sentence.
"""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Final

from wijkdesk.core.changes import Change, ChangeSet
from wijkdesk.core.commit import Malformed
from wijkdesk.core.errors import EnvironmentFault, Refused
from wijkdesk.core.i18n import _, format_when
from wijkdesk.core.ids import Id
from wijkdesk.services import colleagues, conflicts, custody
from wijkdesk.storage.blob_files import BlobFolder
from wijkdesk.storage.sync_store import SyncStore
from wijkdesk.storage.unpacking import Heard, Sorted, Sorter, listener
from wijkdesk.sync import package as p
from wijkdesk.sync.ports import Refusal
from wijkdesk.vault import packages as sealed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wijkdesk.core.progress import Progress
    from wijkdesk.services.session import Session
    from wijkdesk.storage.identity import Identity

_PAGE: Final = 1000  # commits in one transaction, as in a pull
_SEEN: Final = "package/"


@dataclass
class Opened:
    """What a package brought: of whom and when made, how many changes were new, were left out or set apart.

    `left_out` = commits of dossiers that are not this user's; `files` came in, `files_left` did not. `choices` = fields
    that have two versions now.
    """

    who: str
    made: dt.datetime
    new: int = 0
    left_out: int = 0
    apart: int = 0
    files: int = 0
    files_left: int = 0
    choices: int = 0
    changes: ChangeSet = field(default_factory=ChangeSet)


def open_package(session: Session, path: Path, progress: Progress) -> Opened:
    """Take in a package. Refused with a code of its own for each thing that is wrong, and then nothing changed.

    EnvironmentFault when the stick does not answer; Cancelled: what came in so far is kept, and opening it again
    goes on.
    """
    with _reading(), path.open("rb") as file:
        return _Opening(session, file, path.stat().st_size, progress).go()


@contextmanager
def _reading() -> Iterator[None]:
    try:
        yield
    except Malformed as error:
        raise _broken() from error
    except OSError as error:
        raise EnvironmentFault(
            _("De stick geeft geen antwoord, of is eruit gehaald."),
            kept=_("Wat al binnen was, blijft bewaard."),
            todo=_("Steek de stick er weer in en open het pakket opnieuw."),
        ) from error


class _Opening:
    """One package under way; the file is read up to three times: to prove, to hear, to take."""

    def __init__(self, session: Session, file: BinaryIO, size: int, progress: Progress) -> None:
        self._session, self._file, self._progress = session, file, progress
        self._size, self._done = max(1, size), 0
        self.header, self._head = _header(file)
        self._me = self._addressed()
        self._store = SyncStore(session.store)
        self._key = _unwrapped(self._me, self.header)

    def _addressed(self) -> Identity:
        """Who this user is in the organisation of the package."""
        me = self._session.store.identities.get(Id(self.header.organisation))
        if me is None:
            raise _refused("foreign_package", _("Dit pakket hoort bij een andere organisatie."))
        if self.header.user != me.user:
            raise _refused("not_for_you", _("Dit pakket is voor een collega, niet voor jou."))
        if self.header.device == me.device:
            raise _refused("own_package", _("Dit pakket heb je op deze laptop gemaakt."))
        at = self._session.store.secret(self._seen)
        if at is not None:
            when = dt.datetime.fromtimestamp(int(at) / 1000).astimezone()
            words = _("Dit pakket heb je al geopend: {when}.")
            raise _refused("opened_before", words.format(when=format_when(when, self._session.now())))
        return me

    @property
    def _seen(self) -> str:
        return f"{_SEEN}{self.header.id.hex()}"

    def go(self) -> Opened:
        heard = self._proven()
        made = dt.datetime.fromtimestamp(self.header.made / 1000).astimezone()
        author = heard.trust.user_of(self.header.device)
        assert author is not None, "proven to be someone's laptop"
        opened = Opened("", made)
        before = conflicts.count(self._session)
        reader = self._reader()
        self._take_units(reader, Sorter(self._session.store, self._me, author, heard), opened)
        self._take_files(reader, opened)
        reader.finish()
        opened.changes |= self._store.changes
        opened.choices = max(0, conflicts.count(self._session) - before)
        opened.who = colleagues.name_of(
            self._session, author, self._me.organisation
        )  # it may have come along
        custody.keep_slot(self._session)
        now = self._session.store.clock.now_ms()
        self._session.store.set_secret(self._seen, str(now).encode())
        return opened

    # prove

    def _proven(self) -> Heard:
        """Who speaks is known, in, and signed every byte; gives what the package says of people and spaces."""
        heard = listener(self._session.store, self._me)
        known = heard.trust.device_public(self.header.device)
        if known is not None:
            self._check_signature(known)
        self._listen(heard)
        public = heard.trust.device_public(self.header.device)
        if public is None:
            raise _refused("unknown_sender", _("Dit pakket komt van een laptop die hier niet bekend is."))
        if known is None:
            self._check_signature(public)
        if not heard.trust.device_active(self.header.device):
            raise _refused("sender_out", _("Dit pakket komt van een laptop die geen toegang meer heeft."))
        return heard

    def _check_signature(self, public: bytes) -> None:
        if not sealed.signed_by(self._file, self._head, public, self._tick):
            raise _broken()

    def _tick(self, size: int) -> None:
        self._done = min(self._done + size, self._size)
        self._progress.report(self._done, self._size, _("Pakket controleren"))

    def _reader(self) -> p.Reader:
        try:
            return p.Reader(self._chunks())
        except Refused as error:
            raise _broken() from error

    def _chunks(self) -> Iterator[bytes]:
        try:
            yield from sealed.read(self._file, self._head, self._key)
        except Refused as error:
            raise Malformed("the seal does not hold") from error

    def _listen(self, heard: Heard) -> None:
        for packed in self._reader().units():
            heard.hear(packed)

    # take

    def _take_units(self, reader: p.Reader, sorter: Sorter, opened: Opened) -> None:
        total, waiting, held = max(1, reader.contents.units), _Page(), 0
        for number, packed in enumerate(reader.units()):
            self._progress.report(number, total, _("Wijzigingen opnemen"))
            held += waiting.add(sorter.sort(packed))
            if held >= _PAGE:
                self._take(waiting, opened)
                waiting, held = _Page(), 0
        self._take(waiting, opened)

    def _take(self, page: _Page, opened: Opened) -> None:
        if not page.units and not page.refused:
            return
        applied = self._store.take_package(self._me.organisation, page.units, page.refused)
        opened.new += applied.new
        opened.apart += len(applied.refused) + len(page.refused)
        opened.left_out += page.left_out

    def _take_files(self, reader: p.Reader, opened: Opened) -> None:
        folder = BlobFolder(self._session.store)
        wanted = set(folder.to_fetch(self._me.organisation))
        changes = []
        for number, listed in enumerate(reader.contents.files):
            self._progress.report(number, len(reader.contents.files), _("Documenten opnemen"))
            file = listed.sealed
            for part, data in enumerate(reader.file(file.size)):
                if file in wanted:
                    folder.keep(file, part, data)
            if file in wanted and folder.finish(file):
                opened.files += 1
                changes.append(Change("attachment", file.blob, file.space))
            elif file in wanted:
                opened.files_left += 1
        opened.changes |= ChangeSet(tuple(changes))


@dataclass
class _Page:
    """Units for one transaction."""

    units: list[Sorted] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    left_out: int = 0

    def add(self, found: Sorted | Refusal) -> int:
        """Add a unit; how many commits it has."""
        if isinstance(found, Refusal):
            self.refused.append(found)
            return 1
        self.left_out += found.left_out
        if found.unit:
            self.units.append(found)
        return len(found.unit)


def _header(file: BinaryIO) -> tuple[p.Header, bytes]:
    try:
        return p.read_header(file)
    except p.NewerPackage as error:
        raise _refused(
            "newer_package",
            _("Dit pakket is gemaakt met een nieuwere WijkDesk."),
            _("Werk deze laptop eerst bij."),
        ) from error
    except Malformed as error:
        raise _refused(
            "no_package", _("Dit is geen pakket van WijkDesk, of het begin is beschadigd.")
        ) from error


def _unwrapped(me: Identity, header: p.Header) -> bytes:
    try:
        return sealed.unwrap_key(me.user_key.private, header.organisation, header.id, header.key)
    except Refused as error:
        raise _broken() from error


def _broken() -> Refused:
    return _refused(
        "broken_package",
        _("Dit pakket is niet compleet, of er is iets aan veranderd."),
        _("Vraag je collega om een nieuw pakket."),
    )


def _refused(code: str, text: str, todo: str = "") -> Refused:
    return Refused(code, text, kept=_("Er is niets veranderd op deze laptop."), todo=todo)
