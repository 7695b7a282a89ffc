"""A laptop that was lost or stolen: what is needed for the report to the authority (domain.md F12, B4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import Id
from wijkdesk.models.base import Erase, Record, day, line, moment, own_words, ref


@dataclass(frozen=True, kw_only=True)
class LostDevice(Record):
    """Stands in the organisation space: every colleague can read it, so it holds no word about families."""

    KIND: ClassVar[str] = "lost_device"
    TITLE: ClassVar[str] = N_("Laptop kwijt")

    device: Id | None = ref(N_("Laptop"))
    user: Id | None = ref(N_("Van wie"))
    noticed: str | None = moment(N_("Wanneer ontdekt"), erase=Erase.KEEP)
    place: str | None = line(N_("Waar"))
    note: str | None = own_words(N_("Wat gebeurde er"))
    reported_on: str | None = day(N_("Gemeld bij de toezichthouder op"), erase=Erase.KEEP)

    @property
    def caption(self) -> str:
        """What it is."""
        return _(self.TITLE)
