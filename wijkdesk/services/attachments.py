"""Documents of a dossier: photos, scans, letters, sound; sealed on the way in, opened in memory only (ux.md)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from wijkdesk.core.errors import EnvironmentFault, UserError
from wijkdesk.core.i18n import _, format_when
from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.attachment import MOST_BYTES, Attachment, Purpose
from wijkdesk.models.dossier import Household
from wijkdesk.models.person import Person
from wijkdesk.models.visit import ContactMoment
from wijkdesk.services import media, sealed_files
from wijkdesk.services.session import from_moment
from wijkdesk.services.sharing_files import Where, where
from wijkdesk.services.wording import caption_of, name_of
from wijkdesk.storage import history, queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.models.base import Record
    from wijkdesk.services.session import Session

_MIB = 1024 * 1024
_MOST_CONTACTS = 12  # of a list to choose from


@dataclass(frozen=True)
class NewFile:
    """A file that may be kept: checked, and a photo without what the camera wrote. `data` = as it will be sealed."""

    name: str
    media_type: str
    data: bytes
    taken_on: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether a small picture can be made of it."""
        return self.media_type in media.PICTURES


@dataclass(frozen=True)
class Item:
    """A document for a list: who added it when, what it belongs to, and where its file is."""

    record: Attachment
    who: str
    when: dt.datetime | None
    belongs: str
    where: Where


def limits() -> str:
    """What may be added, to be said beforehand."""
    most = _("Hoogstens {size} MB per bestand.").format(size=MOST_BYTES // _MIB)
    photo = _("Uit foto’s haalt WijkDesk de plaats en de gegevens van de camera weg.")
    return f"{media.allowed()} {most} {photo}"


def patterns() -> str:
    """Which names of files to offer in a file dialog."""
    return " ".join(f"*{ending}" for ending in (*media.ENDINGS.values(), ".jpeg"))


def purposes() -> list[tuple[str, str]]:
    """Why a document may be kept, with the words."""
    return [(purpose.value, purpose.label) for purpose in Purpose]


def read_files(paths: Sequence[Path]) -> list[NewFile]:
    """Read files, all or none; of several, the trouble says which. Raises as `read_file`."""
    found = []
    for path in paths:
        try:
            found.append(read_file(path))
        except UserError as error:
            if len(paths) < 2:
                raise
            text = f"{path.name}: {error.text}"
            raise UserError(text, kept=error.kept, todo=error.todo) from error
    return found


def read_file(path: Path) -> NewFile:
    """Read a file that a worker chose. UserError when it is too large or of another kind; EnvironmentFault."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise EnvironmentFault(
            _("Dit bestand is niet te lezen."),
            kept=_("Er is niets toegevoegd."),
            todo=_("Kijk of het bestand er nog is en probeer het opnieuw."),
        ) from error
    return taken(path.name, data)


def taken(name: str, data: bytes) -> NewFile:
    """Look at bytes that a worker chose, dropped or pasted. UserError as `read_file`."""
    if len(data) > MOST_BYTES:
        raise UserError(
            _("Dit bestand is groter dan {size} MB.").format(size=MOST_BYTES // _MIB),
            kept=_("Er is niets toegevoegd."),
            todo=_("Maak het kleiner, of knip het in delen."),
        )
    if not data:
        raise UserError(_("Dit bestand is leeg."), kept=_("Er is niets toegevoegd."))
    kind = media.media_type(name, data)
    photo = media.bare(kind, data) if kind in media.PICTURES else media.Photo(data)
    return NewFile(PurePath(name).name.strip() or _("Zonder naam"), kind, photo.data, photo.taken_on)


def add(session: Session, row: Record, file: NewFile, purpose: str, thumb: bytes = b"") -> ChangeSet:
    """Seal a file and keep it with a record; `thumb` = a small PNG or JPEG of it, if there is one.

    Raises UserError without a purpose, EnvironmentFault when the disk refuses; then nothing is kept.
    """
    if purpose not in set(Purpose):
        raise UserError(_("Kies waarom dit bewaard wordt."), field="purpose")
    contents = [file.data, *([thumb] if thumb else [])]
    with sealed_files.sealing(session, *contents) as sealed:
        whole, small = sealed[0], sealed[1] if thumb else None
        record = Attachment(
            id=new_id(), space=row.space, row=row.id, blob=whole.blob, key=whole.key, name=file.name,
            media_type=file.media_type, size=len(file.data), purpose=Purpose(purpose),
            taken_on=file.taken_on or None, thumb=small.blob if small else None,
            thumb_key=small.key if small else None,
        )  # fmt: skip
        with session.store.unit(undo=_("{name} toevoegen").format(name=file.name)) as unit:
            for one in sealed:
                one.name_in(unit, row.space)
            unit.create(record)
    return unit.changes


def of_dossier(session: Session, space: Id) -> list[Item]:
    """The documents of a dossier, the newest first."""
    items = [_item(session, record) for record in queries.find(session.store, Attachment, space=space)]
    return sorted(items, key=_age, reverse=True)


def _item(session: Session, record: Attachment) -> Item:
    past = history.versions(session.store, record.id)
    when = dt.datetime.fromtimestamp(past[0].wall / 1000).astimezone() if past else None
    who = session.worker_of(past[0].user).caption if past else ""
    belongs = _belongs(session, record)
    return Item(record, who, when, belongs, where(session, record.blob))


def _belongs(session: Session, record: Attachment) -> str:
    moment = queries.get(session.store, ContactMoment, record.row) if record.row else None
    if moment is not None:
        return _contact(session, moment)
    return caption_of(session, record.specs()["row"].targets, record.row) if record.row else ""


def places(session: Session, space: Id) -> list[tuple[Id, str]]:
    """What a document of this dossier can belong to: households, persons, and the latest contacts."""
    found: list[tuple[Id, str]] = []
    for kind in (Household, Person):
        found += [
            (one.id, name_of(one)) for one in queries.find(session.store, kind, space=space, order="id")
        ]
    contacts = queries.find(
        session.store, ContactMoment, space=space, order="-started,id", limit=_MOST_CONTACTS
    )
    return found + [(one.id, _contact(session, one)) for one in contacts]


def _contact(session: Session, moment: ContactMoment) -> str:
    when = format_when(from_moment(moment.started), session.now()) if moment.started else ""
    return f"{moment.caption.capitalize()} {when}".strip()


def put_with(session: Session, record: Attachment, row: Id) -> ChangeSet:
    """Let a document belong to another record of its dossier; the file stays as it is."""
    with session.store.unit(undo=_("{name} ergens anders bij zetten").format(name=record.caption)) as unit:
        unit.change(record, row=row)
    return unit.changes


def _age(item: Item) -> float:
    return item.when.timestamp() if item.when else 0.0


def content(session: Session, record: Attachment) -> bytes:
    """The file, in memory. EnvironmentFault when it is not on this laptop yet, Refused when it is damaged."""
    if record.blob is None or not record.key or not sealed_files.is_here(session, record.blob):
        raise EnvironmentFault(
            _("Dit document is nog onderweg naar deze laptop."),
            kept=_("Wat erover geschreven is, staat al in het dossier."),
            todo=_("Probeer het na het volgende contact met de server."),
        )
    return sealed_files.content(session, record.blob, record.key)


def thumbnail(session: Session, record: Attachment) -> bytes:
    """The small picture; empty when there is none here. Refused when it is damaged."""
    if record.thumb is None or not record.thumb_key or not sealed_files.is_here(session, record.thumb):
        return b""
    return sealed_files.content(session, record.thumb, record.thumb_key)


def remove(session: Session, record: Attachment) -> ChangeSet:
    """Lay a document in the bin; the file stays until it is erased (services/erasing.py)."""
    with session.store.unit(undo=_("{name} weggooien").format(name=record.caption)) as unit:
        unit.delete(record)
    return unit.changes


def save_as(session: Session, record: Attachment, path: Path) -> None:
    """Write the file outside the profile, not sealed, because the worker asked for it. EnvironmentFault."""
    data = content(session, record)
    try:
        path.write_bytes(data)
    except OSError as error:
        raise EnvironmentFault(
            _("Het bestand kon niet worden bewaard."),
            kept=_("Het document staat nog in het dossier."),
            todo=_("Kies een andere map."),
        ) from error


def media_words(record: Attachment) -> str:
    """What kind of file it is, in a word."""
    words = {
        media.PDF: _("PDF"), media.DOCX: _("Word-bestand"), media.M4A: _("geluid"), media.MP3: _("geluid"),
        media.OGG: _("geluid"), media.PNG: _("foto"), media.JPEG: _("foto"), media.WEBP: _("foto"),
    }  # fmt: skip
    return words.get(record.media_type or "", _("bestand"))
