"""Vaststellen of a visit note: the PDF that is kept says by whom and when (architecture.md §4)."""

from __future__ import annotations

from dataclasses import replace

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.ids import Id
from wijkdesk.reports.documents import compile_pdf, page_count
from wijkdesk.reports.visit_note import SignOffLine
from wijkdesk.services import papers_household, sign_offs
from wijkdesk.services.papers_note import visit_note
from wijkdesk.services.session import Session


def sign_note(session: Session, contact_moment: Id, *, substitute: bool = False) -> ChangeSet:
    """Sign off the note of a contact moment as it is now; its PDF is kept sealed in the profile.

    Raises:
        Refused: when the contact moment or its household is not here.
        UnknownGlyphs: a character cannot be printed; with `substitute` words take its place.
        EnvironmentFault: when the PDF cannot be kept; then nothing is signed off.
    """
    note = visit_note(session, contact_moment)
    line = SignOffLine(session.me.caption, session.now().replace(tzinfo=None))
    pdf = compile_pdf(replace(note, sign_off=line), substitute=substitute)
    moment = papers_household.contact_moment_of(session, contact_moment)
    return sign_offs.sign_off(session, moment, pdf, page_count(pdf))
