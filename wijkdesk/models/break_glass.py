"""Break-glass in words: who opened a dossier that was not assigned to him, why and until when (architecture.md §3).

The GRANT itself is a control commit in the dossier; this record, of the same unit, is what people read of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from wijkdesk.core.i18n import N_
from wijkdesk.core.ids import Id
from wijkdesk.models.base import Erase, Record, moment, own_words, ref


@dataclass(frozen=True, kw_only=True)
class BreakGlass(Record):
    """Stands in `team`; its id follows from space, user and end, so that it is found from the GRANT."""

    KIND: ClassVar[str] = "break_glass"
    TITLE: ClassVar[str] = N_("Noodtoegang")

    dossier: Id | None = ref(N_("Dossier"), "space")
    user: Id | None = ref(N_("Wie"))
    reason: str | None = own_words(N_("Waarom"))
    until: str | None = moment(N_("Tot"), erase=Erase.KEEP)

    @property
    def caption(self) -> str:
        """Why it was."""
        return self.reason or ""
