"""Noodtoegang: a dossier of a colleague opened for a day, with a reason that he sees (architecture.md §3, Two rings).

Only with the server: it judges the GRANT and hands out the dossier. Safety records stay closed: they are sealed to
those who work in the dossier, not to the team.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, natural_id
from wijkdesk.core.roles import MAY_BREAK_GLASS
from wijkdesk.models.break_glass import BreakGlass
from wijkdesk.models.dossier import IndexCard, Worker
from wijkdesk.services import syncing
from wijkdesk.services.colleagues import name_of, role_of
from wijkdesk.services.expiring import server_now
from wijkdesk.services.servers import Connect, over_https, server_of
from wijkdesk.services.session import to_moment
from wijkdesk.storage import access, queries
from wijkdesk.storage.sync_store import SyncStore
from wijkdesk.sync import protocol as p
from wijkdesk.sync.ports import Cut, Offline

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session
    from wijkdesk.storage.access import Grant
    from wijkdesk.storage.identity import Identity

HOURS = 24
_CODE = "emergency"


@dataclass(frozen=True)
class Card:
    """A dossier of the team that is not on this laptop: what its index card says."""

    dossier: Id
    name: str
    born: str
    responsible: str


@dataclass(frozen=True)
class Glass:
    """A broken glass: whose, who, why, from when until when (local time); `open` = it still runs."""

    row: Id
    dossier: Id
    who: str
    reason: str
    since: dt.datetime
    until: dt.datetime
    mine: bool
    open: bool
    user: Id


def cards(session: Session) -> list[Card]:
    """The index cards of dossiers that are not on this laptop, of every organisation of this profile, by name."""
    here = {row[0] for row in session.store.execute("SELECT space FROM kind_dossier")}
    found = [
        card
        for space in session.team_spaces()
        for card in queries.find(session.store, IndexCard, space=space)
    ]
    return sorted(
        (_card(session, card) for card in found if card.dossier and card.dossier not in here), key=_by_name
    )


def count(session: Session) -> int:
    """How many dossiers of the teams are not on this laptop."""
    sql = (
        "SELECT count(*) FROM kind_index_card WHERE space = ? AND deleted = 0 AND dossier IS NOT NULL"
        " AND dossier NOT IN (SELECT space FROM kind_dossier)"
    )
    return sum(int(session.store.execute(sql, (space,))[0][0]) for space in session.team_spaces())


def _card(session: Session, card: IndexCard) -> Card:
    worker = queries.get(session.store, Worker, card.responsible) if card.responsible else None
    born = card.born if isinstance(card.born, str) else ""
    assert card.dossier is not None, "cards of a dossier only"
    return Card(card.dossier, card.caption, born, worker.caption if worker else _("Onbekend"))


def _by_name(card: Card) -> str:
    return card.name.casefold()


def break_glass(session: Session, dossier: Id, reason: str, connect: Connect = over_https) -> ChangeSet:
    """Open a dossier of a colleague for 24 hours, and fetch it.

    UserError (`reason`) without a reason; Refused `not_allowed` (role), `no_server`, `offline`, `no_access`.
    """
    if not reason.strip():
        raise UserError(_("Schrijf waarom het nodig is. Je collega leest dit."), field="reason")
    me, team = _whose(session, dossier)
    if role_of(session, me.user, me.organisation) not in MAY_BREAK_GLASS:
        raise _refused("not_allowed", _("Met jouw rol kan noodtoegang niet."), _("Vraag het een collega."))
    until = _server_time(session, me, connect) + HOURS * 3600 * 1000
    _write(session, me, team, dossier, reason.strip(), until)
    result = syncing.sync_now(session, connect=connect)
    if result.offline:
        raise Refused(
            "offline",
            _("De verbinding viel weg."),
            kept=_("Je verzoek staat klaar en gaat mee zodra het kan."),
        )
    if result.trouble is not None:
        raise result.trouble
    if session.store.keyring.newest(dossier) is None:
        raise _refused("no_access", _("De server gaf geen toegang tot dit dossier."), _("Bel je collega."))
    return result.changes


def _whose(session: Session, dossier: Id) -> tuple[Identity, Id]:
    """Who this user is in the organisation of a dossier, and the team space where its index card stands."""
    for space, organisation in session.team_spaces().items():
        if queries.find(session.store, IndexCard, space=space, dossier=dossier, limit=1):
            return session.store.identities[organisation], space
    raise _refused("not_allowed", _("Met jouw rol kan noodtoegang niet."), _("Vraag het een collega."))


def _server_time(session: Session, me: Identity, connect: Connect) -> int:
    """What time (ms) the server says it is: no contact, no break-glass."""
    server = server_of(session, me.organisation)
    if server is None:
        raise _refused("no_server", _("Er is nog geen server."), _("Verbind eerst met een server."))
    cursor = SyncStore(session.store).cursor(me.organisation)
    try:
        with connect(me, server) as transport:
            return transport.hello(p.Hello(epoch=cursor.epoch, cursor=cursor.seq)).now
    except (Offline, Cut) as error:
        raise _refused(
            "offline",
            _("Noodtoegang kan alleen met verbinding."),
            _("Bel je collega, of probeer het met internet."),
        ) from error


def _write(session: Session, me: Identity, team: Id, dossier: Id, reason: str, until: int) -> None:
    """The GRANT and its reason, in one unit."""
    with session.store.unit("edit", identity=me) as unit:
        unit.control(dossier, "GRANT", {"space": dossier, "user": me.user, "code": _CODE, "until": until})
        unit.create(
            BreakGlass(
                id=record_id(team, dossier, me.user, until),
                space=team,
                dossier=dossier,
                user=me.user,
                reason=reason,
                until=to_moment(_local(until)),
            )
        )


def record_id(team_space: Id, dossier: Id, user: Id, until: int) -> Id:
    """The id of the record that says why a GRANT was given."""
    return natural_id(team_space, BreakGlass.KIND, dossier, user, str(until))


def _refused(code: str, text: str, todo: str) -> Refused:
    return Refused(code, text, kept=_("Er is niets veranderd."), todo=todo)


def of_dossier(session: Session, dossier: Id) -> list[Glass]:
    """Every time the glass of a dossier was broken, as its GRANTs say, the latest first."""
    with session.store.database.read() as connection:
        found = access.grants(session.store, connection, dossier)
    return [_glass(session, grant) for grant in sorted(found, key=_at, reverse=True)]


def running(session: Session) -> list[Glass]:
    """What runs now: of dossiers on this laptop, by oneself or by colleagues; what ends first comes first."""
    with session.store.database.read() as connection:
        known = access.grants(session.store, connection)
    found = [one for one in known if one.until > server_now(session, one.organisation)]
    return [_glass(session, grant) for grant in sorted(found, key=_until)]


def _glass(session: Session, grant: Grant) -> Glass:
    teams = [space for space, mine in session.team_spaces().items() if mine == grant.organisation]
    rows = [record_id(team, grant.space, grant.user, grant.until) for team in teams]
    record = next(filter(None, (queries.get(session.store, BreakGlass, row) for row in rows)), None)
    me = session.store.identities[grant.organisation]
    return Glass(
        row=record_id(grant.organisation, grant.space, grant.user, grant.until),
        dossier=grant.space,
        who=name_of(session, grant.user, grant.organisation),
        reason=(record.reason if record else None) or _("geen reden bekend"),
        since=_local(grant.at),
        until=_local(grant.until),
        mine=grant.user == me.user,
        open=grant.until > server_now(session, grant.organisation),
        user=grant.user,
    )


def _at(grant: Grant) -> int:
    return grant.at


def _until(grant: Grant) -> int:
    return grant.until


def _local(ms: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(ms / 1000).astimezone()
