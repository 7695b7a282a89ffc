"""How the round of sharing stands that runs by itself; no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from wijkdesk.core.i18n import _


@dataclass(frozen=True)
class Round:
    """`words` = what is going on and how long it still takes; `paused` by the worker, `offline` at the last try."""

    running: bool = False
    paused: bool = False
    offline: bool = False
    done: int = 0
    total: int = 0
    words: str = ""

    @property
    def title(self) -> str:
        """What is going on."""
        if self.paused:
            return _("Delen is gepauzeerd")
        if self.running:
            return self.words.split(" · ")[0] or _("Bezig met delen…")
        return _("Geen internet. Alles staat op de laptop.")

    @property
    def left(self) -> str:
        """How long it still takes; empty while that is not known."""
        return self.words.split(" · ")[1] if self.running and " · " in self.words else ""

    @property
    def count(self) -> str:
        """How far it is."""
        if not self.running or not self.total:
            return ""
        return _("{done} van {total}").format(done=self.done, total=self.total)

    @property
    def more(self) -> str:
        """What it means for the worker."""
        if self.paused:
            return _("Er gaat niets verloren. Wat binnen is, blijft. Straks gaat het hier verder.")
        if self.running:
            return _("Je kunt gewoon doorwerken. Pauzeren kost niets: later gaat het hier verder.")
        return _("WijkDesk probeert het zelf weer.")

    @property
    def shown(self) -> bool:
        """Whether there is anything to say."""
        return self.running or self.paused or self.offline
