"""The open profile that every use case works with: store, clock, and who is working."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, natural_id
from wijkdesk.models.dossier import Space, SpaceKind, Worker
from wijkdesk.storage import queries
from wijkdesk.storage.store import Store

if TYPE_CHECKING:
    from wijkdesk.vault.kluis import Opened


@dataclass
class Session:
    """An unlocked profile. Times shown are local; times stored are UTC."""

    folder: Path
    store: Store
    opened: Opened = field(repr=False)
    round: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)  # one of sharing
    wipe_asked: bool = False  # an administrator asked this laptop to wipe itself, and that was verified
    _personal: Id | None = field(default=None, repr=False, compare=False)

    @property
    def user(self) -> Id:
        """The user who is working."""
        return self.store.identity.user

    @property
    def organisation(self) -> Id:
        """The organisation in which new dossiers are made."""
        return self.store.identity.organisation

    @property
    def me(self) -> Worker:
        """The worker's own profile; a bare one while it has not arrived yet."""
        return self.worker_of(self.user)

    def worker_of(self, user: Id, organisation: Id | None = None) -> Worker:
        """The profile of a user (in the first organisation unless said); a bare one when it is not here."""
        mine = organisation or self.organisation
        row = worker_id(mine, user)
        found = queries.get(self.store, Worker, row)
        return found or Worker(id=row, space=organisation_space(mine), user=user)

    @property
    def organisation_space(self) -> Id:
        """The space that everyone of the organisation reads."""
        return organisation_space(self.organisation)

    @property
    def personal_space(self) -> Id:
        """The space that only this user reads; its id is random, so that nobody can claim it first.

        Refused "not_admitted" while a newcomer waits to be let in.
        """
        if self._personal is None:  # looked for once: it never changes, and a caseload has many spaces
            found = queries.find(self.store, Space, kind=SpaceKind.PERSONAL.value, limit=1)
            if not found:
                raise Refused("not_admitted", _("Een collega moet je nog toelaten."))
            self._personal = found[0].space
        return self._personal

    @property
    def teams(self) -> list[Id]:
        """The teams of this user."""
        trust = self.store.trusts[self.organisation]
        return [team for team in trust.teams() if self.user in trust.members(team)]

    def team_spaces(self) -> dict[Id, Id]:
        """The spaces of all teams of this user, in every organisation: space -> organisation."""
        return {
            team_space(me.organisation, team): me.organisation
            for me in self.store.identities.values()
            for team in self.store.trusts[me.organisation].teams()
            if me.user in self.store.trusts[me.organisation].members(team)
        }

    @property
    def team_space(self) -> Id:
        """The space of the first team; index cards and invitations stand there. Refused as `team`."""
        return team_space(self.organisation, self.team)

    @property
    def team(self) -> Id:
        """The first team of this user. Refused "no_team" for who has none by his role (models/roles.py)."""
        if not self.teams:
            raise Refused(
                "no_team",
                _("Jij hoort niet bij een team. Dossiers open je daarom niet zelf."),
                kept=_("Er is niets veranderd."),
                todo=_("Vraag een collega om een opdracht."),
            )
        return self.teams[0]

    def now(self) -> dt.datetime:
        """The local time."""
        return dt.datetime.fromtimestamp(self.store.clock.now_ms() / 1000).astimezone()

    def today(self) -> dt.date:
        """The local date."""
        return self.now().date()

    def stamp(self) -> str:
        """Now, as records keep a moment: ISO in UTC with Z, to the second."""
        return to_moment(self.now())

    def close(self) -> None:
        """Close the store; nothing that is saved is lost."""
        self.store.close()


def organisation_space(organisation: Id) -> Id:
    """The id of the space that everyone of an organisation reads; the only one that follows from nature."""
    return natural_id(organisation, "space", SpaceKind.ORGANISATION.value)


def team_space(organisation: Id, team: Id) -> Id:
    """The id of the space of a team."""
    return natural_id(organisation, "space", SpaceKind.TEAM.value, team)


def worker_id(organisation: Id, user: Id) -> Id:
    """The id of the profile of a user."""
    return natural_id(organisation_space(organisation), Worker.KIND, user)


def to_moment(when: dt.datetime) -> str:
    """A local time as records keep it."""
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_moment(moment: str) -> dt.datetime:
    """A kept moment as local time."""
    return dt.datetime.fromisoformat(
        moment
    ).astimezone()  # a tenth of the time of strptime: lists ask it for each cell
