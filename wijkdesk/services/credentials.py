"""Changing the words and the PIN by someone who proves to know the present words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.i18n import _
from wijkdesk.services import profiles
from wijkdesk.services.profiles import FULL, KLUIS, Strain
from wijkdesk.vault import kluis

if TYPE_CHECKING:
    from wijkdesk.services.session import Session


def prove(session: Session, words: str, strain: Strain = FULL) -> None:
    """UserError (field "old") when these are not the words of this profile. Takes about a second."""
    try:
        kluis.unlock(session.folder / KLUIS, words, bounds=strain.bounds)
    except Refused as error:
        if error.code != "wrong_passphrase":
            raise
        raise UserError(
            _("Je huidige wachtzin klopt niet."), field="old", kept=_("Er is niets veranderd.")
        ) from error


def change_words(session: Session, old: str, new: str, again: str, strain: Strain = FULL) -> None:
    """Put new words in place of the old ones. UserError with field old, new or again."""
    judged = profiles.strength(new)
    if not judged.enough:
        raise UserError(judged.hint + ".", field="new", kept=_("Er is niets veranderd."))
    if new != again:
        raise UserError(_("De twee wachtzinnen zijn niet gelijk."), field="again")
    prove(session, old, strain)
    profiles.change_passphrase(session, new, strain)


def change_pin(session: Session, digits: str, again: str) -> None:
    """Choose another PIN for the cover. UserError with field pin or pin_again."""
    if complaint := profiles.pin_complaint(digits):
        raise UserError(complaint, field="pin")
    if digits != again:
        raise UserError(_("De twee pincodes zijn niet gelijk."), field="pin_again")
    profiles.set_pin(session, digits)
