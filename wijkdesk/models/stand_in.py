"""Standing in, in words: who looks after a dossier in whose place, from when until when (architecture.md §3).

The GRANT itself is a control commit in the dossier; this record, of the same unit, is what people read of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from wijkdesk.core.i18n import N_
from wijkdesk.core.ids import Id
from wijkdesk.models.base import Erase, Record, moment, ref


@dataclass(frozen=True, kw_only=True)
class StandIn(Record):
    """Stands in `team`; found from the GRANT by `dossier`, `user` and `since`. Ended early: an earlier `until`."""

    KIND: ClassVar[str] = "stand_in"
    TITLE: ClassVar[str] = N_("Waarneming")

    dossier: Id | None = ref(N_("Dossier"), "space")
    user: Id | None = ref(N_("Wie neemt waar"))
    for_worker: Id | None = ref(N_("Voor wie"), "worker")
    since: str | None = moment(N_("Vanaf"), erase=Erase.KEEP)
    until: str | None = moment(N_("Tot"), erase=Erase.KEEP)

    @property
    def caption(self) -> str:
        """When it ends."""
        return self.until or ""
