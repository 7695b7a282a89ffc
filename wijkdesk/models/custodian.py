"""Who keeps the emergency key, and each time it was opened: for everyone of the organisation to see."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.models.base import Erase, Record, choice, line, moment, own_words, ref


@dataclass(frozen=True, kw_only=True)
class Custodian(Record):
    """The name that goes with a custodian's key; its row follows from the key's id."""

    KIND: ClassVar[str] = "custodian"
    TITLE: ClassVar[str] = N_("Bewaarder van de noodsleutel")

    name: str | None = line(N_("Naam"))
    custodian: Id | None = ref(N_("Sleutel"))
    escrow: Id | None = ref(N_("Noodsleutel"))

    @property
    def caption(self) -> str:
        """The name."""
        return self.name or _(self.TITLE)


class Opened(StrEnum):
    """What the emergency key gave back."""

    USER = "user"
    ROOT = "root"
    SPACE = "space"
    KLUIS = "kluis"

    @property
    def label(self) -> str:
        """In words."""
        return _(_WORDS[self])


_WORDS = {
    Opened.USER: N_("de sleutel van een collega"),
    Opened.ROOT: N_("de sleutel van de organisatie"),
    Opened.SPACE: N_("de sleutel van een dossier"),
    Opened.KLUIS: N_("een kluis"),
}


@dataclass(frozen=True, kw_only=True)
class EscrowOpening(Record):
    """One use of the emergency key: what, of whom, with whom, why."""

    KIND: ClassVar[str] = "escrow_opening"
    TITLE: ClassVar[str] = N_("Noodsleutel gebruikt")

    what: Opened | None = choice(N_("Wat ging open"), Opened, erase=Erase.KEEP)
    about: Id | None = ref(N_("Van wie of wat"))
    opened: str | None = moment(N_("Wanneer"), erase=Erase.KEEP)
    by: str | None = line(N_("Met welke bewaarders"))
    reason: str | None = own_words(N_("Waarom"))

    @property
    def caption(self) -> str:
        """What it is."""
        return _(self.TITLE)
