"""What is kept beside the words: a photo, a scan, a letter, a recording (ux.md, attachments)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.models.base import (
    Choice,
    Erase,
    Record,
    choice,
    day,
    line,
    number,
    ref,
    sealed_file,
    sealed_key,
)

MOST_BYTES = 25 * 1024 * 1024


class Purpose(Choice):
    """Why something is kept: asked for each, because what serves nothing may not be kept (AVG art. 5.1 b, c)."""

    APPLICATION = "application", N_("Nodig voor een aanvraag")
    AGREEMENT = "agreement", N_("Afspraak of toestemming op papier")
    SITUATION = "situation", N_("Laat zien hoe het thuis is")
    OWN_WORDS = "own_words", N_("Eigen woorden of werk van iemand")
    OTHERS = "others", N_("Brief of verslag van een ander")
    OTHER = "other", N_("Iets anders")


@dataclass(frozen=True, kw_only=True)
class Attachment(Record):
    """A sealed file and its small picture. `size` = bytes of the file as it opens, not of the sealed one."""

    KIND: ClassVar[str] = "attachment"
    TITLE: ClassVar[str] = N_("Document")

    row: Id | None = ref(N_("Hoort bij"), "household", "person", "contact_moment", "statement", "step")
    blob: Id | None = sealed_file(N_("Bestand"))
    key: str | None = sealed_key(N_("Sleutel van het bestand"))
    name: str | None = line(N_("Naam"), searched=True)
    media_type: str | None = line(N_("Soort bestand"), erase=Erase.KEEP)
    size: int | None = number(N_("Grootte in bytes"), 0, MOST_BYTES, erase=Erase.KEEP)
    purpose: Purpose | None = choice(N_("Waarom bewaren we dit"), Purpose)
    taken_on: str | None = day(N_("Gemaakt op"))
    thumb: Id | None = sealed_file(N_("Klein beeld"))
    thumb_key: str | None = sealed_key(N_("Sleutel van het kleine beeld"))

    @property
    def caption(self) -> str:
        """Its name."""
        return self.name or _(self.TITLE)
