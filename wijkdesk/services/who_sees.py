"""Wie ziet wat: who can read which part of a dossier, as roster, assignments and keys say; nothing is guessed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from wijkdesk.core.i18n import _, ngettext
from wijkdesk.core.ids import Id
from wijkdesk.models.dossier import SpaceKind
from wijkdesk.models.roles import label, may_have
from wijkdesk.services import assignments, break_glass, disclosures, standing_in
from wijkdesk.services.colleagues import name_of, role_of
from wijkdesk.services.disclosures import Given
from wijkdesk.services.dossiers import assigned_users, hanging

if TYPE_CHECKING:
    from collections.abc import Callable

    from wijkdesk.services.assignments import Asked
    from wijkdesk.services.break_glass import Glass
    from wijkdesk.services.session import Session
    from wijkdesk.services.standing_in import StandsIn


class Sight(Enum):
    """What someone can do with one part of a dossier."""

    WRITES = "writes"
    NOTHING = "nothing"
    ABSENT = "absent"  # there is no such part yet
    IN_NEED = "in_need"  # a colleague of the team, by break-glass
    LENT = "lent"  # by break-glass, now
    STANDS_IN = "stands_in"  # until a day
    PAPER = "paper"
    DECIDED = "decided"  # by the emergency key, after a decision of two
    STOPPED = "stopped"  # keeps what was there


class Who(Enum):
    """What kind of row it is."""

    ME = "me"
    COLLEAGUE = "colleague"
    TEAM = "team"
    GUEST = "guest"
    PAPER = "paper"
    SAFETY_NET = "safety_net"


@dataclass(frozen=True)
class Viewer:
    """One row: who, and what he sees of the dossier, its safety records, and assignments."""

    who: Who
    key: bytes
    name: str
    detail: str
    dossier: Sight
    safety: Sight
    assignment: Sight
    user: Id | None = None
    asked: Asked | None = None
    given: Given | None = None
    until: dt.datetime | None = None  # of a glass that is broken
    role: str | None = None
    last_day: dt.date | None = None  # of standing in


def viewers(session: Session, dossier: Id) -> list[Viewer]:
    """Everyone who can see something of a dossier, or could: oneself first, then colleagues, guests, papers."""
    inside = assigned_users(session, dossier)
    asked = assignments.of_dossier(session, dossier)
    return [
        *_colleagues(session, dossier, inside, asked),
        *_team(session, inside, asked),
        *(_guest(session, one) for one in asked),
        *(_paper(one) for one in disclosures.of_dossier(session, dossier) if _on_paper(one)),
        *_safety_net(session),
    ]


def _colleagues(session: Session, dossier: Id, inside: list[Id], asked: list[Asked]) -> list[Viewer]:
    lent = {glass.user: glass for glass in break_glass.of_dossier(session, dossier) if glass.open}
    standing = {one.user: one for one in standing_in.running(session, dossier)}
    users = sorted(dict.fromkeys([session.user, *inside, *standing, *lent]), key=_me_first(session))
    safety = hanging(session, dossier, SpaceKind.SAFETY)
    running = [one.space for one in asked if one.open]
    found = []
    for user in users:
        stands = standing.get(user) if user not in inside else None
        glass = lent.get(user) if user not in inside and stands is None else None
        found.append(
            Viewer(
                who=Who.ME if user == session.user else Who.COLLEAGUE,
                key=user,
                name=name_of(session, user),
                detail=session.worker_of(user).function or label(role_of(session, user)),
                dossier=_sight(user in inside, stands, glass),
                safety=_in(session, user, safety),
                assignment=_in(session, user, running),
                user=user,
                until=glass.until if glass else None,
                role=role_of(session, user),
                last_day=stands.until if stands else None,
            )
        )
    return found


def _sight(inside: bool, stands: StandsIn | None, glass: Glass | None) -> Sight:
    if inside:
        return Sight.WRITES
    if stands is not None:
        return Sight.STANDS_IN
    return Sight.LENT if glass else Sight.NOTHING


def _me_first(session: Session) -> Callable[[Id], tuple[bool, str]]:
    def key(user: Id) -> tuple[bool, str]:
        return user != session.user, name_of(session, user).casefold()

    return key


def _in(session: Session, user: Id, spaces: list[Id]) -> Sight:
    if not spaces:
        return Sight.ABSENT
    return Sight.WRITES if any(user in assigned_users(session, one) for one in spaces) else Sight.NOTHING


def _team(session: Session, inside: list[Id], asked: list[Asked]) -> list[Viewer]:
    """The others of the team: they hold the team's key, so break-glass opens the dossier to them, and only that."""
    if not session.teams:
        return []
    trust = session.store.trusts[session.organisation]
    others = {user for user in trust.members(session.team) if user not in inside and user != session.user}
    if not others:
        return []
    words = ngettext("{n} collega", "{n} collega’s", len(others)).format(n=len(others))
    nothing = Sight.NOTHING if any(one.open for one in asked) else Sight.ABSENT
    name = session.me.team_name or _("Je team")
    return [Viewer(Who.TEAM, session.team, name, words, Sight.IN_NEED, Sight.NOTHING, nothing)]


def _guest(session: Session, one: Asked) -> Viewer:
    role = label(role_of(session, one.user)) if one.user else ""
    sight = Sight.WRITES if one.open else Sight.STOPPED
    return Viewer(
        Who.GUEST, one.space, one.who, role, Sight.NOTHING, Sight.NOTHING, sight, user=one.user, asked=one
    )


def _on_paper(given: Given) -> bool:
    return given.disclosure.member is None and bool(given.items)


def _paper(given: Given) -> Viewer:
    channel = given.disclosure.channel
    return Viewer(
        Who.PAPER, given.disclosure.id, given.disclosure.caption, channel.label if channel else "",
        Sight.PAPER, Sight.NOTHING, Sight.NOTHING, given=given,
    )  # fmt: skip


def _safety_net(session: Session) -> list[Viewer]:
    """The emergency key, once custodians are named: two of them together open any space, and that is seen by all."""
    escrow = session.store.trusts[session.organisation].escrow()
    if escrow is None or escrow.key is None:
        return []
    words = _("sleutel bij {n} mensen").format(n=len(escrow.custodians))
    one = Sight.DECIDED
    return [Viewer(Who.SAFETY_NET, escrow.key, _("Vangnet organisatie"), words, one, one, one)]


def may_join(session: Session, dossier: Id) -> list[tuple[Id, str]]:
    """The colleagues who could work in a dossier and do not: user and name."""
    inside = assigned_users(session, dossier)
    members = session.store.trusts[session.organisation].members()
    users = [
        user for user in members if user not in inside and may_have(role_of(session, user), SpaceKind.DOSSIER)
    ]
    return sorted(((user, name_of(session, user)) for user in users), key=_name_second)


def _name_second(pair: tuple[Id, str]) -> str:
    return pair[1].casefold()
