"""What the status bar says, as words; no Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from wijkdesk.core.i18n import _, format_time, ngettext

WARN_SECONDS = 60


@dataclass(frozen=True)
class Status:
    """How things stand: saved when, shared or not, how long until the cover (None = by hand only)."""

    saved_at: dt.datetime | None = None
    has_server: bool = False
    online: bool = False
    unshared: int = 0
    cover_in: int | None = None
    escrow_missing: bool = False
    keys: str = ""
    rail_folded: bool = False

    @property
    def saved(self) -> str:
        """When something was last saved in this session."""
        return _("Opgeslagen {time}").format(time=format_time(self.saved_at)) if self.saved_at else ""

    @property
    def sharing(self) -> str:
        """What the team's server has, and whether it can be reached."""
        if not self.has_server:
            return _("Alles staat op deze laptop")
        if not self.unshared:
            return _("Alles gedeeld")
        waiting = ngettext(
            "{n} wijziging nog niet gedeeld", "{n} wijzigingen nog niet gedeeld", self.unshared
        ).format(n=self.unshared)
        return waiting if self.online else _("Offline · {waiting}").format(waiting=waiting)

    @property
    def sharing_short(self) -> str:
        """The same where there is little room."""
        if not self.has_server:
            return _("Op deze laptop")
        return _("{n} nog niet gedeeld").format(n=self.unshared) if self.unshared else _("Alles gedeeld")

    @property
    def soon(self) -> bool:
        """Whether the screen is covered within a minute."""
        return self.cover_in is not None and self.cover_in <= WARN_SECONDS

    @property
    def cover(self) -> str:
        """How long until the screen is covered."""
        if self.cover_in is None:
            return _("Dekt niet vanzelf af")
        return _("Afgedekt over {time}").format(time=self.cover_short)

    @property
    def cover_short(self) -> str:
        """The time alone."""
        if self.cover_in is None:
            return ""
        if self.soon:
            return _("{n} sec").format(n=self.cover_in)
        return _("{n} min").format(n=-(-self.cover_in // 60))
