"""Papers for the screens: what can be made, as PDF, as pictures of its pages, as codes, as a file.

The door to the printing house: screens know no template and no font, only these functions.
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import dataclass
from pathlib import Path

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.errors import EnvironmentFault, Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.models.dossier import Dossier
from wijkdesk.reports import documents, qr
from wijkdesk.reports.common import Document
from wijkdesk.reports.content import LANGUAGES, Language, fixed_texts
from wijkdesk.reports.family_page import FamilyPage, plain_text
from wijkdesk.reports.glyphs import UnknownGlyphs
from wijkdesk.reports.recovery_sheet import RecoverySheet
from wijkdesk.reports.visit_note import VisitNote
from wijkdesk.services import reading
from wijkdesk.services.papers_family import FamilyChoices, FamilySource, Part, family_page, family_source
from wijkdesk.services.papers_household import contact_moment_of, household_of
from wijkdesk.services.papers_note import visit_note
from wijkdesk.services.papers_outside import Outsider, addressed, hand_over, outsiders
from wijkdesk.services.papers_sign import sign_note
from wijkdesk.services.session import Session
from wijkdesk.services.sign_offs import Signed, of_moment
from wijkdesk.storage import queries

__all__ = [
    "PRINT_DPI",
    "SCREEN_DPI",
    "SHOW_DPI",
    "Code",
    "Document",
    "FamilyChoices",
    "FamilyPage",
    "FamilySource",
    "Language",
    "Loaded",
    "Outsider",
    "PaperLanguage",
    "Part",
    "Signed",
    "UnknownGlyphs",
    "VisitNote",
    "addressed",
    "as_codes",
    "as_pages",
    "as_pdf",
    "family_page",
    "family_source",
    "file_name",
    "hand_over",
    "keep_language",
    "languages",
    "load",
    "note_leaving",
    "of_moment",
    "plain_text",
    "recovery_sheet",
    "save_pdf",
    "sign_note",
    "visit_note",
]

SCREEN_DPI = 110
PRINT_DPI = 300
SHOW_DPI = 170  # a page as high as a big screen, sharp in a photograph


@dataclass(frozen=True, slots=True)
class PaperLanguage:
    """A language the family's page can stand in, and whether a native reader approved its fixed texts."""

    code: Language
    name: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Code:
    """One QR code as PNG, with its number and how many there are."""

    part: int
    total: int
    png: bytes


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that the papers of one household are made from; `note` is None without a contact moment."""

    source: FamilySource
    note: VisitNote | None = None
    signed: Signed | None = None
    outsiders: tuple[Outsider, ...] = ()


def load(session: Session, household: Id | None, contact_moment: Id | None) -> Loaded:
    """Read what both papers need; without a household it is that of the contact moment.

    Raises:
        Refused: `gone` or `no_household` when something is not here.
    """
    if household is None and contact_moment is not None:
        household = household_of(contact_moment_of(session, contact_moment))
    if household is None:
        raise Refused("gone", _("Kies eerst een huishouden."), todo=_("Ga terug naar Huishoudens."))
    source = family_source(session, household, contact_moment)
    reading.note(session, source.about.space)
    if contact_moment is None:
        return Loaded(source)
    note, signed = visit_note(session, contact_moment), of_moment(session, contact_moment)
    return Loaded(source, note, signed, outsiders(session, source.about.space))


def note_leaving(
    session: Session, source: FamilySource, *, printed: bool = False, saved: bool = False
) -> None:
    """Remember that a paper left the laptop: printed, saved in the open, or else shown to be copied."""
    act = reading.PRINT if printed else reading.EXPORT if saved else reading.COPY
    reading.note(session, source.about.space, act)


def keep_language(session: Session, source: FamilySource, language: Language) -> ChangeSet:
    """Remember with the dossier in which language its papers are made; the same again writes nothing."""
    dossier = next(iter(queries.find(session.store, Dossier, space=source.about.space)), None)
    if dossier is None or dossier.paper_language == language:
        return ChangeSet()
    with session.store.unit("edit") as unit:
        unit.change(dossier, paper_language=language)
    return unit.changes


def languages() -> tuple[PaperLanguage, ...]:
    """All languages of the family's page; Dutch is the text that counts, so it needs no second reader."""
    packs = [fixed_texts("family_page", code) for code in LANGUAGES]
    return tuple(PaperLanguage(p.language, p.name, p.checked or p.language == "nl") for p in packs)


def recovery_sheet(code_blocks: str, check: str, worker: str, made_on: dt.date) -> RecoverySheet:
    """The sheet with the recovery code; dashes and spaces in the code do not matter. UserError on another shape."""
    return RecoverySheet(code_blocks, worker, made_on, check=check)


def as_pdf(document: Document, *, substitute: bool = False) -> bytes:
    """The paper as PDF/UA-1 and PDF/A-2a. Raises UnknownGlyphs; with `substitute` words take their place."""
    return documents.compile_pdf(document, substitute=substitute)


def as_pages(document: Document, dpi: int = SCREEN_DPI, *, substitute: bool = False) -> tuple[bytes, ...]:
    """The pages as PNG pictures of `dpi` dots per inch; raises as `as_pdf` does."""
    return tuple(documents.preview(document, dpi, substitute=substitute))


def as_codes(page: FamilyPage | str, scale: int = 8) -> tuple[Code, ...]:
    """The words of the family's page in QR codes, `scale` pixels a module. UserError on more than nine."""
    text = page if isinstance(page, str) else plain_text(page)
    return tuple(Code(code.part, code.total, code.png(scale)) for code in qr.codes(text))


def file_name(document: Document, made_on: dt.date) -> str:
    """A name for the file without the name of anybody; it says that the file is not encrypted."""
    names = {
        "family_page": _("Blad voor gezin"),
        "visit_note": _("Bezoekverslag"),
        "recovery_sheet": _("Herstelcode"),
        "lost_laptop": _("Laptop kwijt"),
    }
    what = names[document.template]
    return _("niet versleuteld - {paper} {day}.pdf").format(paper=what, day=made_on.isoformat())


def save_pdf(document: Document, path: Path, *, substitute: bool = False) -> Path:
    """Write the PDF to a file, whole or not at all; gives the path with ".pdf" behind it.

    Raises:
        EnvironmentFault: when it cannot be written there.
        UnknownGlyphs: as `as_pdf`.
    """
    pdf = as_pdf(document, substitute=substitute)
    path = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
    part = path.with_name(path.name + ".deel")
    try:
        with part.open("wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise EnvironmentFault(
            _("Het bestand kon hier niet worden bewaard."),
            kept=_("Wat je schreef, staat veilig in WijkDesk."),
            todo=_("Kies een andere map, of kijk of de schijf vol is."),
        ) from error
    return path
