"""Who is in the organisation, as the trusted statements say, with the names they gave themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.models.invitation import Invitation
from wijkdesk.storage import queries

if TYPE_CHECKING:
    from wijkdesk.services.session import Session
    from wijkdesk.vault.statements import Member


@dataclass(frozen=True)
class Colleague:
    """A member: name, function, role, whether he is an administrator, and how many laptops are in."""

    user: Id
    name: str
    function: str
    admin: bool
    me: bool
    laptops: int
    role: str = ""


def colleagues(session: Session) -> list[Colleague]:
    """All who are in, oneself first, then by name."""
    trust = session.store.trusts[session.organisation]
    found = [
        Colleague(
            user=user,
            name=name_of(session, user),
            function=session.worker_of(user).function or "",
            admin=trust.is_admin(user),
            me=user == session.user,
            laptops=len(trust.devices_of(user)),
            role=role_of(session, user) or "",
        )
        for user in trust.members()
    ]
    return sorted(found, key=_order)


def role_of(session: Session, user: Id, organisation: Id | None = None) -> str | None:
    """The role of a user as it was said last (core.roles.Role, or a word of a later version); None when not in.

    By default in the organisation where new dossiers are made.
    """
    trust = session.store.trusts[organisation or session.organisation]
    places = [place for place in trust.places(user) if place.state == "in"]
    return max(places, key=_said_at).role if places else None


def _said_at(place: Member) -> int:
    return place.at


def gone(session: Session) -> list[str]:
    """The names of who is out, in alphabetical order."""
    trust = session.store.trusts[session.organisation]
    left = {user for user in trust.ever() if user not in trust.members()}
    return sorted(name_of(session, user) for user in left)


def _order(colleague: Colleague) -> tuple[bool, str]:
    return (not colleague.me, colleague.name.casefold())


def name_of(session: Session, user: bytes | None, organisation: Id | None = None) -> str:
    """The name of a user: as he wrote it, else as he was invited."""
    if user is None:
        return _("Onbekend")
    worker = session.worker_of(Id(user), organisation)
    if worker.name:
        return worker.name
    invited = queries.find(session.store, Invitation, user=user, limit=1)
    return (invited[0].name if invited else "") or _("Nieuwe collega")


def name_of_device(session: Session, device: bytes) -> str:
    """Whose laptop it is; "Onbekende laptop" when no administrator let it in."""
    user = session.store.trusts[session.organisation].user_of(device)
    return name_of(session, user) if user else _("Onbekende laptop")
