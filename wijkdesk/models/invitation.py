"""Invitations to colleagues, kept where administrators see them (architecture.md §3, Joining)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from wijkdesk.core.i18n import N_
from wijkdesk.core.ids import Id
from wijkdesk.models.base import Erase, Record, choice, line, moment, ref
from wijkdesk.models.roles import MemberRole


@dataclass(frozen=True, kw_only=True)
class Invitation(Record):
    """For whom a one-time token was made; the token itself is only in the file."""

    KIND: ClassVar[str] = "invitation"
    TITLE: ClassVar[str] = N_("Uitnodiging")

    name: str | None = line(N_("Voor wie"))
    token_hash: str | None = line(N_("Kenmerk"), erase=Erase.KEEP)
    expires: str | None = moment(N_("Geldig tot"), erase=Erase.KEEP)
    user: Id | None = ref(N_("Werd gebruiker"))
    role: MemberRole | None = choice(N_("Rol"), MemberRole, erase=Erase.KEEP)

    @property
    def caption(self) -> str:
        """For whom it is."""
        return self.name or ""
