"""A colleague's laptops: which are in, and the invitation for another one (architecture.md §3, Joining).

The user's own key reaches the new laptop under a code: the one on the recovery paper (the log keeps the user key
under it), or one made for the occasion on the old laptop. The file alone opens nothing, nor does the code.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wijkdesk.core.clock import hlc_ms
from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.services import invitations, recovery_wrap
from wijkdesk.services.colleagues import name_of
from wijkdesk.services.invitations import InvitationFile
from wijkdesk.services.servers import Connect, over_https
from wijkdesk.storage import log
from wijkdesk.storage.control import decode
from wijkdesk.vault import recovery

if TYPE_CHECKING:
    from wijkdesk.services.session import Session


@dataclass(frozen=True)
class Laptop:
    """A laptop that is in: since when, and the last moment from which something of it came in (None: nothing)."""

    device: Id
    since: dt.datetime
    last_seen: dt.datetime | None
    this: bool


def laptops(session: Session, user: Id) -> list[Laptop]:
    """The laptops of a user that are in, the oldest first."""
    trust = session.store.trusts[session.organisation]
    found = [_laptop(session, device, trust.device_at(device)) for device in trust.devices_of(user)]
    return sorted(found, key=_since)


def _since(laptop: Laptop) -> tuple[dt.datetime, Id]:
    return laptop.since, laptop.device


def _laptop(session: Session, device: Id, at: int) -> Laptop:
    since = dt.datetime.fromtimestamp(at / 1000).astimezone()
    return Laptop(device, since, last_seen(session, device), device == session.store.identity.device)


def last_seen(session: Session, device: Id) -> dt.datetime | None:
    """The clock of the last thing that came in from a laptop; a lower bound of its last contact. None: nothing."""
    ((last,),) = session.store.execute("SELECT max(hlc) FROM log WHERE device = ?", (device,))
    return dt.datetime.fromtimestamp(hlc_ms(int(last)) / 1000).astimezone() if last else None


def invite_laptop(session: Session, user: Id, connect: Connect = over_https) -> bytes:
    """An invitation for another laptop of a colleague, to be opened there with the code of the recovery paper.

    Refused `not_admin`, `no_server`, or `no_wrap` when the log has no key under a code; `Offline`.
    """
    blob = under_paper(session, user)
    if blob is None:
        raise Refused(
            "no_wrap",
            _("Van deze collega staat geen herstelcode in het logboek."),
            todo=_("Laat de collega eerst een nieuwe herstelcode maken."),
        )
    name = _("Nieuwe laptop van {name}").format(name=name_of(session, user))
    raw = invitations.invite(session, name, connect=connect)
    return invitations.as_file(replace(invitations.read_invitation(raw), user=user, recovery=blob))


def under_paper(session: Session, user: Id) -> bytes | None:
    """The user's key under his recovery code, as the log keeps it; the newest. None when there is none."""
    found = None
    with session.store.database.read() as connection:
        for entry in log.controls(connection, "KEYWRAP"):
            fields = decode(entry.commit).fields
            if (fields["of"], fields["owner"]) == ("user", user):
                found = next((wrap for kind, _to, wrap in fields["wraps"] if kind == "recovery"), found)
    return found


def with_own_code(session: Session, invitation: InvitationFile) -> tuple[bytes, tuple[str, ...]]:
    """On the old laptop: the same file with one's own key under a code for once; gives file and code.

    The code is shown here and typed on the new laptop; it is kept nowhere. Refused `other_user`.
    """
    me = session.store.identity
    if invitation.organisation != me.organisation or invitation.user != me.user:
        raise other_user()
    code = recovery.new_code()
    blob = recovery_wrap.under_code(me, code)
    return invitations.as_file(replace(invitation, recovery=blob)), recovery.blocks(code)


def other_user() -> Refused:
    """The invitation is for someone else, or for no laptop at all."""
    return Refused(
        "other_user",
        _("Deze uitnodiging is niet voor een laptop van jou."),
        kept=_("Er is niets veranderd."),
        todo=_("Vraag je beheerder om een uitnodiging voor een nieuwe laptop."),
    )
