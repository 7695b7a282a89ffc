"""Reading all that the page "Delen en veiligheid" shows; runs on the read lane. No Qt."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _, format_day, format_when, ngettext
from wijkdesk.core.roles import Role
from wijkdesk.models.custodian import EscrowOpening, Opened
from wijkdesk.models.roles import label
from wijkdesk.services import (
    administrators,
    admitting,
    colleagues,
    conflicts,
    copied_profile,
    custody,
    invitations,
    joining,
    leases,
    losing,
    outgoing,
    profiles,
    quarantine,
    syncing,
)
from wijkdesk.services.session import from_moment
from wijkdesk.ui.sharing.person_state import Effect
from wijkdesk.ui.sharing.state import Facts, Invited, LostLine, Member

if TYPE_CHECKING:
    from wijkdesk.services.session import Session


def read(session: Session) -> Facts:
    """One look at everything."""
    admitted = not joining.waiting(session)
    apart = quarantine.apart(session)
    kept = custody.kept(session) if admitted else custody.Kept()
    sharing = syncing.sharing_state(session)
    has_server = sharing.server is not None
    return Facts(
        now=session.now(),
        sharing=sharing,
        own_fingerprint=joining.own_fingerprint(session),
        root_fingerprint=joining.root_fingerprint(session),
        admitted=admitted,
        admin=admitting.is_admin(session),
        newcomers=tuple(admitting.pending(session)) if admitted else (),
        members=tuple(_member(one) for one in colleagues.colleagues(session)),
        invited=_invited(session) if admitted else (),
        apart=tuple(apart),
        copied=copied_profile.to_tell(session),
        refused={item.id: outgoing.what_of(session, item) for item in apart},
        gaps=tuple(quarantine.gaps(session)),
        waiting=tuple(outgoing.waiting(session)) if has_server else (),
        documents=tuple(outgoing.documents(session)) if has_server else (),
        conflicts=conflicts.count(session),
        backup=outgoing.last_backup(session),
        escrow_missing=admitted and profiles.escrow_missing(session),
        must_be_let_in=admitted and joining.must_be_let_in(session),
        offered=joining.joining(session) is not None,
        lost=_lost(session) if admitted else (),
        gone=tuple(shown(name) for name in colleagues.gone(session)) if admitted else (),
        lease=leases.lease(session),
        root=admitted and administrators.holds_root(session),
        custodians=kept.custodians,
        lacking=kept.lacking,
        openings=tuple(_opening(session, one) for one in kept.openings),
    )


def _member(one: colleagues.Colleague) -> Member:
    laptops = ngettext("{n} laptop", "{n} laptops", one.laptops).format(n=one.laptops)
    name = _("{name} (jij)").format(name=shown(one.name)) if one.me else shown(one.name)
    role = label(one.role) if one.role not in (Role.ADMIN, Role.WORKER) else ""  # said where it differs
    detail = " · ".join(part for part in dict.fromkeys((one.function, role, laptops)) if part)
    return Member(name, detail, _("beheerder") if one.admin else "", one.user)


def _lost(session: Session) -> tuple[LostLine, ...]:
    return tuple(_lost_line(losing.what_stood(session, record), session) for record in losing.lost(session))


def _lost_line(stood: losing.Stood, session: Session) -> LostLine:
    now, record = session.now(), stood.record
    title = _("Laptop van {name}").format(name=shown(stood.owner))
    if record.reported_on:
        day = dt.date.fromisoformat(record.reported_on)
        return LostLine(title, _("Gemeld op {day}.").format(day=format_day(day)), False, False, record.id)
    until = stood.report_before
    if until is None:
        return LostLine(title, "", True, False, record.id)
    words = _("Melden kan nodig zijn vóór {when}.") if until > now else _("De 72 uur liepen af: {when}.")
    return LostLine(title, words.format(when=format_when(until, now)), True, True, record.id)


def _opening(session: Session, one: EscrowOpening) -> Effect:
    what = one.what.label if isinstance(one.what, Opened) else ""
    if one.what is Opened.USER and one.about is not None:
        what = _("de sleutel van {name}").format(name=shown(colleagues.name_of(session, one.about)))
    when = format_when(from_moment(one.opened), session.now()) if one.opened else ""
    more = " · ".join(part for part in (when, one.by or "", one.reason or "") if part)
    return Effect("key-round", _("Gebruikt voor {what}").format(what=what), more)


def _invited(session: Session) -> tuple[Invited, ...]:
    """Invitations that nobody answered yet; who did answer waits in a card of his own."""
    now = session.now()
    answered = {one.join.token.hex() for one in admitting.pending(session)}
    lines = []
    for one in invitations.invitations(session):
        if one.used or one.record.token_hash in answered:
            continue
        until = format_when(one.until, now) if one.until else ""
        detail = (
            _("Geldig tot {when}").format(when=until) if not one.expired else _("Maak zo nodig een nieuwe.")
        )
        pill = _("verlopen") if one.expired else _("wacht op antwoord")
        lines.append(Invited(shown(one.name), detail, pill, good=not one.expired))
    return tuple(lines)
