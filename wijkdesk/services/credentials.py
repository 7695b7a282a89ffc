"""Changing the words, the PIN and the recovery code by someone who proves to know the present words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.paths import KLUIS
from wijkdesk.services import first_run, profiles, recovery_wrap
from wijkdesk.services.profiles import FULL, Strain
from wijkdesk.vault import kluis, recovery

if TYPE_CHECKING:
    from wijkdesk.services.session import Session


@dataclass(frozen=True)
class NewCode:
    """A recovery code that is not in force yet: to be shown once and typed over."""

    code: bytes = field(repr=False)

    @property
    def blocks(self) -> tuple[str, ...]:
        """Eight blocks of four and the check character."""
        return recovery.blocks(self.code)

    def wrong_blocks(self, typed: tuple[str, ...]) -> tuple[int, ...]:
        """Which blocks (1-9) differ from the code."""
        return recovery.wrong_blocks(typed, self.code)


def prove(session: Session, words: str, strain: Strain = FULL, at: str = "old") -> None:
    """UserError at that field when these are not the words of this profile. Takes about a second."""
    try:
        kluis.unlock(session.folder / KLUIS, words, bounds=strain.bounds)
    except Refused as error:
        if error.code != "wrong_passphrase":
            raise
        raise UserError(
            _("Je huidige wachtzin klopt niet."), field=at, kept=_("Er is niets veranderd.")
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


def new_code(session: Session, words: str, strain: Strain = FULL) -> NewCode:
    """Make a code; the old one works until `renew_code`. UserError (field "code_words") for wrong words."""
    prove(session, words, strain, "code_words")
    return NewCode(recovery.new_code())


def renew_code(session: Session, new: NewCode) -> None:
    """Put the code that was typed over in place of the old one, and keep the user keys under it.

    The user keys go first: cut off in between, the old paper still opens everything.
    """
    for me in list(session.store.identities.values()):
        with session.store.unit("edit", identity=me) as unit:
            recovery_wrap.keep(unit, me, recovery_wrap.under_code(me, new.code))
    session.opened = kluis.renew_code(session.folder / KLUIS, session.opened, new.code)
    first_run.confirm(session)
