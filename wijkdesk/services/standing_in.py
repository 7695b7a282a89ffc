"""Waarneming: a colleague of the team looks after a dossier while its worker is away (architecture.md §3, Two rings).

Begins today and ends by itself after its last day; who holds the dossier may end it earlier. Works offline: it begins
for the colleague once the server has heard of it. Safety records and assignments stay closed, as with break-glass.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.dossier import Dossier, SpaceKind
from wijkdesk.models.roles import may_have
from wijkdesk.models.stand_in import StandIn
from wijkdesk.services.colleagues import name_of, role_of
from wijkdesk.services.dossiers import assigned_users, check_role
from wijkdesk.services.expiring import server_now
from wijkdesk.services.session import to_moment, worker_id
from wijkdesk.storage import queries, standing
from wijkdesk.sync.protocol import STAND_IN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session
    from wijkdesk.storage.standing import Standing
    from wijkdesk.storage.unit_of_work import Unit

DAYS = 365  # at most: the server takes a year


@dataclass(frozen=True)
class StandsIn:
    """Who stands in for whom on a dossier, and the last day of it (local time)."""

    dossier: Id
    user: Id
    who: str
    for_whom: str
    until: dt.date
    mine: bool
    standing: Standing


def running(session: Session, dossier: Id | None = None) -> list[StandsIn]:
    """Who stands in now, on one dossier or on all of this laptop; what ends first comes first."""
    with session.store.database.read() as connection:
        known = standing.standing(session.store, connection, dossier)
    open_ones = [one for one in known if one.until > server_now(session, one.organisation)]
    return [_words(session, one) for one in sorted(open_ones, key=_until)]


def _until(one: Standing) -> int:
    return one.until


def _words(session: Session, one: Standing) -> StandsIn:
    return StandsIn(
        dossier=one.space,
        user=one.user,
        who=name_of(session, one.user, one.organisation),
        for_whom=name_of(session, one.by, one.organisation),
        until=_local(one.until - 1).date(),
        mine=one.user == session.store.identities[one.organisation].user,
        standing=one,
    )


def may_lend(session: Session, dossier: Id) -> bool:
    """Whether this user may ask a colleague to stand in: the dossier is in his own hands."""
    return session.user in assigned_users(session, dossier) and not session.store.is_local(dossier)


def own_dossiers(session: Session) -> list[Id]:
    """The dossiers in this user's own hands."""
    return [one.space for one in queries.find(session.store, Dossier) if may_lend(session, one.space)]


def can_stand_in(session: Session, dossier: Id) -> list[tuple[Id, str]]:
    """The colleagues of the team who could stand in: not oneself, not who works in it already; user and name."""
    if not session.teams:
        return []
    inside = {session.user, *assigned_users(session, dossier)}
    members = session.store.trusts[session.organisation].members(session.team)
    users = [
        user for user in members if user not in inside and may_have(role_of(session, user), SpaceKind.DOSSIER)
    ]
    return sorted(((user, name_of(session, user)) for user in users), key=_name_second)


def _name_second(pair: tuple[Id, str]) -> str:
    return pair[1].casefold()


def begin(session: Session, dossiers: Sequence[Id], user: Id | None, until: dt.date | None) -> ChangeSet:
    """Let a colleague look after dossiers from today, up to and including a day; all of them or none.

    UserError (`to`, `valid_until`); Refused `not_allowed` (his role, or the dossier is not one's own).
    """
    if user is None:
        raise UserError(_("Kies wie het dossier waarneemt."), field="to")
    now = session.today()
    if until is None or not now <= until < now + dt.timedelta(days=DAYS):
        raise UserError(_("Kies een dag van vandaag tot een jaar vooruit."), field="valid_until")
    check_role(session, user)
    if user == session.user or user not in session.store.trusts[session.organisation].members(session.team):
        raise UserError(_("Kies een collega van je eigen team."), field="to")
    for dossier in dossiers:
        _check_own(session, dossier)
    end = dt.datetime.combine(until + dt.timedelta(days=1), dt.time()).astimezone()
    since = server_now(session, session.organisation) // 1000 * 1000
    with session.store.unit("assign") as unit:
        for dossier in dossiers:
            if user in assigned_users(session, dossier):
                continue  # works there already
            first = max([since, *(earlier + 1000 for earlier in _sinces(session, dossier, user))])
            _grant(unit, dossier, user, first, int(end.timestamp() * 1000))
            unit.create(
                StandIn(
                    id=new_id(),
                    space=session.team_space,
                    dossier=dossier,
                    user=user,
                    for_worker=worker_id(session.organisation, session.user),
                    since=to_moment(_local(first)),
                    until=to_moment(end),
                )
            )
    return unit.changes


def _sinces(session: Session, dossier: Id, user: Id) -> list[int]:
    """When he stood in here before: each time has a beginning of its own, by which its record is found."""
    with session.store.database.read() as connection:
        known = standing.standing(session.store, connection, dossier)
    return [one.since for one in known if one.user == user]


def end(session: Session, dossier: Id, user: Id) -> ChangeSet:
    """End standing in today, now. Refused `not_allowed` when the dossier is not one's own."""
    _check_own(session, dossier)
    found = [one.standing for one in running(session, dossier) if one.user == user]
    now = server_now(session, session.organisation) // 1000 * 1000
    with session.store.unit("assign") as unit:
        for one in found:
            _grant(unit, dossier, user, one.since, now)
            for record in queries.find(session.store, StandIn, dossier=dossier, user=user):
                if record.since == to_moment(_local(one.since)):
                    unit.change(record, until=to_moment(_local(now)))
    return unit.changes


def _grant(unit: Unit, dossier: Id, user: Id, since: int, until: int) -> None:
    fields = {"space": dossier, "user": user, "code": STAND_IN, "since": since, "until": until}
    unit.control(dossier, "GRANT", fields)


def _check_own(session: Session, dossier: Id) -> None:
    if not may_lend(session, dossier):
        raise Refused(
            "not_allowed",
            _("Alleen wie in dit dossier werkt, regelt waarneming."),
            kept=_("Er is niets veranderd."),
            todo=_("Vraag het de verantwoordelijke collega."),
        )


def _local(ms: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(ms / 1000).astimezone()
