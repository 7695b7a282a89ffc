"""Invitations: the file that a colleague gets, the record that administrators see (docs/formats.md §8)."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wijkdesk.core.commit import sha256
from wijkdesk.core.errors import EnvironmentFault, Refused, UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, new_id
from wijkdesk.core.roles import Role
from wijkdesk.core.text import fold
from wijkdesk.models.invitation import Invitation
from wijkdesk.models.roles import MemberRole
from wijkdesk.services import disclosures
from wijkdesk.services.servers import Connect, clean_address, over_https, server_of
from wijkdesk.services.session import from_moment, to_moment
from wijkdesk.storage import queries
from wijkdesk.sync import protocol as p
from wijkdesk.vault.hpke import fingerprint

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from wijkdesk.services.session import Session

ENDING = ".wijkdesk-uitnodiging"
VALID_DAYS = 14
MOST_BYTES = 4096
_MOST_WRAP = 512
_FORMAT = 1
_DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True)
class InvitationFile:
    """What an invitation says; the token is worth a place in the organisation only with a person's consent."""

    organisation: Id
    root: bytes
    url: str
    certificate: bytes
    token: bytes
    expires: int
    user: Id | None = None  # for another laptop of this user
    recovery: bytes = b""  # the user's own key under a code

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the organisation's root key, as it stands on its papers."""
        return fingerprint(self.root)


@dataclass(frozen=True)
class Invited:
    """An invitation as administrators see it; `used` = someone came in with it."""

    record: Invitation
    name: str
    until: dt.datetime | None
    used: bool
    expired: bool


def invite(
    session: Session,
    name: str,
    url: str = "",
    connect: Connect = over_https,
    *,
    role: Role = Role.WORKER,
) -> bytes:
    """Make a one-time invitation for a person and announce it to the server; gives the file's bytes.

    `url` = the address as the newcomer reaches the server, by default our own; `role` = what he becomes.
    Raises UserError (`name`, `url`), Refused `no_disclosure` for who comes from outside and is in no dossier yet,
    Refused `no_server` or `not_admin`, or `Offline`: the server must know the token.
    """
    if not name.strip():
        raise UserError(_("Vul in voor wie de uitnodiging is."), field="name")
    if role is Role.OUTSIDE:
        disclosures.check_anywhere(session, name)
    server = server_of(session)
    if server is None:
        raise Refused("no_server", _("Er is nog geen server."), todo=_("Verbind eerst met een server."))
    address = clean_address(url) if url.strip() else server.url
    me = session.store.identity
    if me.admin_key is None:
        raise Refused("not_admin", _("Alleen een beheerder nodigt collega’s uit."))
    token = secrets.token_bytes(32)
    expires = session.store.clock.now_ms() + VALID_DAYS * _DAY_MS
    with connect(me, server) as transport:
        transport.invite(p.Invite(token_hash=sha256(token), expires=expires))
    _note(session, name.strip(), token, expires, role)
    return as_file(InvitationFile(me.organisation, me.root, address, server.certificate, token, expires))


def _note(session: Session, name: str, token: bytes, expires: int, role: Role) -> None:
    until = from_ms(session, expires)
    with session.store.unit("edit") as unit:
        unit.create(
            Invitation(
                id=new_id(),
                space=session.team_space,
                name=name,
                token_hash=sha256(token).hex(),
                expires=to_moment(until),
                role=MemberRole(role),
            )
        )


def from_ms(session: Session, ms: int) -> dt.datetime:
    """A moment in ms as local time."""
    now = session.now()
    return type(now).fromtimestamp(ms / 1000).astimezone()


def as_file(made: InvitationFile) -> bytes:
    """The bytes of an invitation file."""
    parts = {
        "format": _FORMAT,
        "organisation": made.organisation.hex(),
        "root": made.root.hex(),
        "url": made.url,
        "certificate": made.certificate.hex(),
        "token": made.token.hex(),
        "expires": made.expires,
    }
    if made.user is not None:
        parts |= {"user": made.user.hex(), "recovery": made.recovery.hex()}
    return (json.dumps(parts, indent=1) + "\n").encode()


def file_name(name: str) -> str:
    """A name for the file that says for whom it is, in plain letters."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    return (plain or "collega") + ENDING


def read_invitation(raw: bytes, now_ms: int | None = None) -> InvitationFile:
    """The invitation in a file. Refused `bad_invitation`, `newer_invitation` or, with `now_ms`, `expired_token`."""
    parts = _parts(raw)
    if isinstance(parts.get("format"), int) and parts["format"] > _FORMAT:
        raise Refused(
            "newer_invitation",
            _("Deze uitnodiging is gemaakt met een nieuwere WijkDesk."),
            todo=_("Werk WijkDesk bij op deze laptop."),
        )
    try:
        found = InvitationFile(
            Id(_hex(parts["organisation"], 16)),
            _hex(parts["root"], 32),
            clean_address(parts["url"]),
            _hex(parts["certificate"], 32),
            _hex(parts["token"], 32),
            int(parts["expires"]),
            Id(_hex(parts["user"], 16)) if "user" in parts else None,
            bytes.fromhex(parts.get("recovery", ""))[:_MOST_WRAP],
        )
    except (KeyError, TypeError, ValueError, AttributeError, UserError) as error:
        raise _bad() from error
    if now_ms is not None and found.expires < now_ms:
        raise Refused(
            "expired_token", _("Deze uitnodiging is verlopen."), todo=_("Vraag je collega om een nieuwe.")
        )
    return found


def read_file(path: Path, now_ms: int) -> InvitationFile:
    """The invitation in a file of the worker's choosing. EnvironmentFault when it cannot be read, else as above."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise EnvironmentFault(
            _("Dit bestand is niet te openen."), todo=_("Kies het bestand opnieuw, of kopieer het eerst.")
        ) from error
    return read_invitation(raw, now_ms)


def _parts(raw: bytes) -> dict[str, Any]:
    try:
        parts = json.loads(raw.decode()) if len(raw) <= MOST_BYTES else None
    except (ValueError, RecursionError) as error:
        raise _bad() from error
    if not isinstance(parts, dict):
        raise _bad()
    return parts


def _bad() -> Refused:
    return Refused(
        "bad_invitation",
        _("Dit bestand is geen uitnodiging van WijkDesk, of het is beschadigd."),
        kept=_("Er is niets veranderd."),
        todo=_("Vraag je collega om het nog een keer te sturen."),
    )


def _hex(text: str, size: int) -> bytes:
    found = bytes.fromhex(text)
    if len(found) != size:
        raise ValueError(f"{len(found)} bytes, {size} asked")
    return found


def invitations(session: Session) -> list[Invited]:
    """All invitations of the team, the last to end first; none for who has no team."""
    if not session.teams:
        return []
    now = session.now()
    out = []
    for record in queries.find(session.store, Invitation, space=session.team_space, order="-expires,id"):
        until = from_moment(record.expires) if record.expires else None
        expired = until is not None and until < now
        out.append(Invited(record, record.name or "", until, record.user is not None, expired))
    return out


def invitation_for(session: Session, token_hash: bytes) -> Invitation | None:
    """The invitation that a newcomer came with."""
    found = queries.find(session.store, Invitation, token_hash=token_hash.hex())
    return found[0] if found else None
