"""The documents of a dossier in words, what is looked at, and what waits for an answer; no Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.discreet import discreet
from wijkdesk.core.errors import WijkError
from wijkdesk.core.i18n import _, format_partial, format_size, format_when
from wijkdesk.core.ids import Id
from wijkdesk.models.attachment import Attachment, Purpose
from wijkdesk.services import attachments, dossiers, erasing, media
from wijkdesk.services.attachments import Item, NewFile
from wijkdesk.services.ports import Jobs, Shell
from wijkdesk.services.session import Session
from wijkdesk.services.sharing_files import Where

KINDS = ("attachment",)
Small = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Line:
    """One document ready to show; `picture` = its small picture, if there is one."""

    id: Id
    name: str
    who: str
    what: str
    where: Where
    picture: bytes = b""


@dataclass(frozen=True)
class Shown:
    """What is looked at: a picture, or words when there is none to show. `facts` = label and words."""

    id: Id
    name: str
    facts: tuple[tuple[str, str], ...]
    picture: bytes = b""
    words: str = ""
    here: bool = True
    belongs: tuple[Id | None, str] = (None, "")


@dataclass(frozen=True)
class State:
    """List and viewer; `limits` = what may be added, `places` = what a document can belong to."""

    lines: tuple[Line, ...] = ()
    shown: Shown | None = None
    loaded: bool = False
    limits: str = ""
    places: tuple[tuple[Id, str], ...] = ()


@dataclass(frozen=True)
class Found:
    """What was read of a dossier: its documents with their small pictures, and what they can belong to."""

    items: tuple[tuple[Item, bytes], ...] = ()
    places: tuple[tuple[Id, str], ...] = ()


@dataclass
class AttachmentsPresenter:
    """One household at a time. `small` makes the small picture; `ask(names, count)` asks why files are kept."""

    session: Session
    jobs: Jobs
    shell: Shell
    render: Callable[[State], None]
    small: Small
    ask: Callable[[str, int], None]
    state: State = field(default_factory=State)
    household: Id | None = None
    _items: tuple[Item, ...] = ()
    _waiting: list[NewFile] = field(default_factory=list)

    def open(self, household: Id) -> None:
        """Show the documents of a household's dossier."""
        if household != self.household:
            self.household, self.state = household, State(limits=attachments.limits())
        self.load()

    def refresh(self, changes: ChangeSet) -> None:
        """Read anew when a document changed or its file came in."""
        if self.household is not None and changes.touches(*KINDS):
            self.load()

    def load(self) -> None:
        """Read the list."""
        if self.household is not None:
            self.jobs.read(partial(_look, self.session, self.household), owner=self, done=self._on_read)

    def _on_read(self, found: Found) -> None:
        self._items = tuple(item for item, _picture in found.items)
        now, home = self.session.now(), self.household
        lines = tuple(_line(item, picture, now, home) for item, picture in found.items)
        kept = self.state.shown.id if self.state.shown else None
        self.state = replace(self.state, lines=lines, loaded=True, places=found.places)
        self.choose(kept if any(line.id == kept for line in lines) else (lines[0].id if lines else None))

    def choose(self, row: Id | None) -> None:
        """Look at a document."""
        item = self._item(row)
        if item is None:
            self.state = replace(self.state, shown=None)
            self.render(self.state)
            return
        self.state = replace(self.state, shown=_facts(item, self.session.now()))
        self.render(self.state)
        if item.where is not Where.COMING and item.record.media_type in media.PICTURES and not discreet():
            work = partial(attachments.content, self.session, item.record)
            self.jobs.read(
                work, owner=self, done=partial(self._on_content, row), failed=partial(self._on_damaged, row)
            )

    def _on_content(self, row: Id | None, data: bytes) -> None:
        self._show_in(row, data, "")

    def _on_damaged(self, row: Id | None, error: WijkError) -> None:
        self._show_in(row, b"", error.sentences)

    def _show_in(self, row: Id | None, picture: bytes, words: str) -> None:
        """Put a picture or words in the viewer, unless something else is looked at by now."""
        if self.state.shown is not None and self.state.shown.id == row:
            self.state = replace(self.state, shown=replace(self.state.shown, picture=picture, words=words))
            self.render(self.state)

    def _item(self, row: Id | None) -> Item | None:
        return next((item for item in self._items if item.record.id == row), None)

    def _record(self) -> Attachment | None:
        item = self._item(self.state.shown.id) if self.state.shown else None
        return item.record if item else None

    # ---- in

    def bring(self, paths: Sequence[Path]) -> None:
        """Take files that were chosen or dropped."""
        self.jobs.read(partial(attachments.read_files, tuple(paths)), owner=self, done=self._on_taken)

    def paste(self, name: str, data: bytes) -> None:
        """Take a pasted picture."""
        self.jobs.read(partial(_taken, name, data), owner=self, done=self._on_taken)

    def _on_taken(self, files: list[NewFile]) -> None:
        self._waiting = files
        self.ask(", ".join(file.name for file in files), len(files))

    def keep(self, purpose: str) -> None:
        """The purpose was said: seal the files that waited."""
        files, self._waiting = self._waiting, []
        for file in files:
            if self.household is not None:
                work = partial(_add, self.session, self.household, file, purpose, self.small)
                self.jobs.write(work, owner=self, done=self._on_kept)

    def _on_kept(self, changes: ChangeSet) -> None:
        self.shell.changed(changes)
        self.shell.toast(_("Document staat versleuteld in het dossier"), undo=True)

    def put_with(self, row: Id | None) -> None:
        """Let the document belong to a person, a contact or the household."""
        record = self._record()
        if record is not None and row is not None and row != record.row:
            work = partial(attachments.put_with, self.session, record, row)
            self.jobs.write(work, owner=self, done=self._on_put)

    def _on_put(self, changes: ChangeSet) -> None:
        self.shell.changed(changes)
        self.shell.toast(_("Document hoort nu ergens anders bij"), undo=True)

    # ---- out

    def remove(self) -> None:
        """Lay the document in the bin."""
        if record := self._record():
            work = partial(attachments.remove, self.session, record)
            self.jobs.write(work, owner=self, done=self._on_removed)

    def _on_removed(self, changes: ChangeSet) -> None:
        self.shell.changed(changes)
        self.shell.toast(_("Document ligt in de prullenbak"), undo=True)

    def erase_question(self) -> str:
        """What erasing takes with it; empty when nothing is looked at."""
        record = self._record()
        return erasing.record_question(self.session, record) if record else ""

    def erase(self, ground: str) -> None:
        """Erase the document, here and everywhere."""
        if record := self._record():
            work = partial(erasing.erase_record, self.session, record, ground)
            self.jobs.write(work, owner=self, done=self._on_erased)

    def _on_erased(self, changes: ChangeSet) -> None:
        self.shell.changed(changes)
        self.shell.toast(_("Document is gewist"))

    def save_as(self, path: Path) -> None:
        """Write the file outside the profile, because the worker asked for it."""
        if record := self._record():
            work = partial(attachments.save_as, self.session, record, path)
            self.jobs.read(work, owner=self, done=self._on_saved)

    def _on_saved(self, _nothing: None) -> None:
        self.shell.toast(_("Bewaard als bestand. Dat bestand is niet versleuteld."))

    def file_name(self) -> str:
        """The name to propose for a file outside the profile; it says that it is not sealed."""
        record = self._record()
        name = record.caption if record else _("document")
        stem, dot, ending = name.rpartition(".")
        plain = _("niet versleuteld")
        return f"{stem} ({plain}){dot}{ending}" if stem else f"{name} ({plain})"


def _look(session: Session, household: Id) -> Found:
    home = dossiers.household_of(session, household)
    if home is None:
        return Found()
    found = tuple((item, _small(session, item)) for item in attachments.of_dossier(session, home.space))
    return Found(found, tuple(attachments.places(session, home.space)))


def _small(session: Session, item: Item) -> bytes:
    """The small picture; a damaged one is none, the viewer says what is wrong with the document."""
    if discreet():
        return b""
    try:
        return attachments.thumbnail(session, item.record)
    except WijkError:
        return b""


def _taken(name: str, data: bytes) -> list[NewFile]:
    return [attachments.taken(name, data)]


def _add(session: Session, household: Id, file: NewFile, purpose: str, small: Small) -> ChangeSet:
    home = dossiers.household_of(session, household)
    if home is None:
        return ChangeSet()
    return attachments.add(session, home, file, purpose, small(file.data) if file.is_picture else b"")


def _line(item: Item, picture: bytes, now: dt.datetime, home: Id | None) -> Line:
    """A document in the list; that it belongs to the household itself needs no words."""
    record = item.record
    when = format_when(item.when, now) if item.when else ""
    belongs = item.belongs if record.row != home else ""
    parts = (belongs, attachments.media_words(record), format_size(record.size or 0), _purpose(record))
    what = " · ".join(part for part in parts if part)
    who = _("{who}, {when}").format(who=item.who, when=when)
    return Line(record.id, _name(record), who, what, item.where, picture)


def _name(record: Attachment) -> str:
    return _("Document") if discreet() else record.caption


def _purpose(record: Attachment) -> str:
    found = record.purpose
    return found.label if isinstance(found, Purpose) else str(found or _("geen doel opgeschreven"))


def _facts(item: Item, now: dt.datetime) -> Shown:
    record = item.record
    taken = record.taken_on if isinstance(record.taken_on, str) else ""
    when = format_when(item.when, now) if item.when else ""
    facts = [
        (_("Waarom bewaard"), _purpose(record)),
        (_("Soort en grootte"), f"{attachments.media_words(record)}, {format_size(record.size or 0)}"),
        (_("Toegevoegd"), _("{who}, {when}").format(who=item.who, when=when)),
        *([(_("Gemaakt op"), format_partial(taken))] if taken else []),
        (_("Waar"), where_words(item.where)),
    ]
    here = item.where is not Where.COMING
    words, belongs = _instead(record, here), (record.row, item.belongs)
    return Shown(record.id, _name(record), tuple(facts), words=words, here=here, belongs=belongs)


def where_words(where: Where) -> str:
    """Where the file of a document is."""
    return {
        Where.ALONE: _("op deze laptop"), Where.SHARED: _("gedeeld"), Where.COMING: _("nog onderweg"),
    }[where]  # fmt: skip


def _instead(record: Attachment, here: bool) -> str:
    """What stands in place of the picture."""
    if not here:
        return _("Dit document is nog onderweg naar deze laptop. Het komt met het volgende contact.")
    if discreet():
        return _("Namen zijn verborgen. Daarom staat het beeld hier niet.")
    if record.media_type in media.PICTURES:
        return _("Even openen…")
    return _(
        "Dit soort bestand kan WijkDesk niet zelf tonen. "
        "Het blijft versleuteld. Wil je het openen? Bewaar het dan als bestand."
    )
