"""Reading all that the page "Delen en veiligheid" shows; runs on the read lane. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _, format_when, ngettext
from wijkdesk.services import (
    admitting,
    colleagues,
    conflicts,
    invitations,
    joining,
    outgoing,
    profiles,
    quarantine,
    syncing,
)
from wijkdesk.ui.sharing.state import Facts, Invited, Member

if TYPE_CHECKING:
    from wijkdesk.services.session import Session


def read(session: Session) -> Facts:
    """One look at everything."""
    admitted = not joining.waiting(session)
    return Facts(
        now=session.now(),
        sharing=syncing.sharing_state(session),
        own_fingerprint=joining.own_fingerprint(session),
        root_fingerprint=joining.root_fingerprint(session),
        admitted=admitted,
        admin=admitting.is_admin(session),
        newcomers=tuple(admitting.pending(session)) if admitted else (),
        members=tuple(_member(one) for one in colleagues.colleagues(session)),
        invited=_invited(session) if admitted else (),
        apart=tuple(quarantine.apart(session)),
        gaps=tuple(quarantine.gaps(session)),
        waiting=tuple(outgoing.waiting(session)) if syncing.sharing_state(session).server else (),
        conflicts=conflicts.count(session),
        backup=outgoing.last_backup(session),
        escrow_missing=admitted and profiles.escrow_missing(session),
    )


def _member(one: colleagues.Colleague) -> Member:
    laptops = ngettext("{n} laptop", "{n} laptops", one.laptops).format(n=one.laptops)
    name = _("{name} (jij)").format(name=shown(one.name)) if one.me else shown(one.name)
    detail = " · ".join(part for part in (one.function, laptops) if part)
    return Member(name, detail, _("beheerder") if one.admin else "")


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
