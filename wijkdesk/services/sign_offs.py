"""Vaststellen: a sign-off names the exact commits it covers and keeps the PDF as a sealed blob (architecture.md §4)."""

from __future__ import annotations

from dataclasses import dataclass

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.errors import EnvironmentFault
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.visit import ContactMoment, SignOff
from wijkdesk.services import covered, sealed_files
from wijkdesk.services.session import Session
from wijkdesk.storage import queries


@dataclass(frozen=True)
class Signed:
    """The last sign-off of a contact moment and whether something was written after it."""

    sign_off: SignOff
    changed: bool

    @property
    def words(self) -> str:
        """How it stands, for a pill."""
        return _("Gewijzigd na vaststellen") if self.changed else _("Vastgesteld")


def sign_off(session: Session, moment: ContactMoment, pdf: bytes, pages: int) -> ChangeSet:
    """Sign off what is written of a contact moment now, with the PDF that was read.

    Raises EnvironmentFault when the PDF cannot be kept; then nothing is signed off.
    """
    with sealed_files.sealing(session, pdf) as (sealed,):
        rows = covered.commits(session, moment.id)
        record = SignOff(
            id=new_id(), space=moment.space, contact_moment=moment.id, by=session.me.id, at=session.stamp(),
            commits=frozenset(commit.hex() for _row, commit, _device in rows), blob=sealed.blob,
            blob_key=sealed.key, pages=pages,
        )  # fmt: skip
        with session.store.unit("sign_off") as unit:
            sealed.name_in(unit, moment.space)
            unit.create(record)
    return unit.changes


def of_moment(session: Session, moment: Id) -> Signed | None:
    """How a contact moment stands: None = not signed off."""
    found = covered.latest(session, moment)
    return Signed(found, covered.changed_since(session, found)) if found else None


def pdf(session: Session, row: Id) -> bytes:
    """The PDF of a sign-off. Raises EnvironmentFault when it is not on this laptop, Refused when damaged."""
    found = queries.get(session.store, SignOff, row)
    if not (found and found.blob and found.blob_key and sealed_files.is_here(session, found.blob)):
        raise EnvironmentFault(
            _("De PDF van deze vaststelling staat niet op deze laptop."),
            kept=_("Wat is vastgesteld, staat in het dossier."),
            todo=_("Open het op de laptop waar het is vastgesteld."),
        )
    return sealed_files.content(session, found.blob, found.blob_key)
