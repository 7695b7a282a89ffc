"""Joining an organisation: an invitation file, a fingerprint read aloud, and being let in (architecture.md §3)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.dossier import Space, Worker
from wijkdesk.services import first_run, founding, recovery_wrap
from wijkdesk.services.invitations import InvitationFile
from wijkdesk.services.profiles import FULL, Strain
from wijkdesk.services.servers import Connect, Server, keep_server, over_https
from wijkdesk.services.session import Session, organisation_space, team_space, worker_id
from wijkdesk.storage import queries
from wijkdesk.storage.identity import Identity
from wijkdesk.storage.keyring import put_secret
from wijkdesk.storage.spaces import space_row
from wijkdesk.sync import protocol as p
from wijkdesk.vault.hpke import KeyPair, fingerprint
from wijkdesk.vault.signing import SigningKey

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.core.clock import Clock


class Joining(msgspec.Struct, frozen=True):
    """A join under way, as this laptop keeps it; `recovery` = the user key under the printed code.

    `again` = another laptop of someone who is a member already; `works` = one that has its dossiers (a backup).
    """

    token: bytes
    name: str
    function: str
    recovery: bytes
    posted: bool = False
    again: bool = False
    works: bool = False


def join(
    folder: Path,
    passphrase: str,
    name: str,
    invitation: InvitationFile,
    *,
    function: str = "",
    clock: Clock | None = None,
    strain: Strain = FULL,
) -> tuple[Session, bytes]:
    """A new profile that joins; gives the open session and the recovery code, to be shown once.

    Nothing is sent yet. UserError when the name is empty or the passphrase too weak.
    """
    _check_name(name)
    begun = first_run.begin(folder, passphrase, clock=clock, strain=strain)
    start(begun.session, invitation, name, function)
    return begun.session, begun.code


def start(session: Session, invitation: InvitationFile, name: str, function: str = "") -> None:
    """Join with a profile that has no organisation yet: make its keys, and remember what to post.

    In the run in which the recovery code was made, the user key is kept under that code as well.
    UserError without a name; Refused when this profile is already in that organisation.
    """
    _check_name(name)
    if invitation.organisation in session.store.identities:
        raise Refused("already_in", _("Dit profiel hoort al bij deze organisatie."))
    me = Identity(
        organisation=invitation.organisation,
        user=new_id(),
        device=new_id(),
        root=invitation.root,
        device_key=SigningKey.generate(),
        user_key=KeyPair.generate(),
    )
    blob = recovery_wrap.under_code(me, session.opened.recovery_code or b"")
    kept = Joining(invitation.token, name.strip(), function.strip(), blob)
    with session.store.writing() as connection:
        session.store.add_identity(connection, me)
        put_secret(connection, _secret(me.organisation), msgspec.msgpack.encode(kept))
    keep_server(session, Server(invitation.url, invitation.certificate), me.organisation)


def start_again(session: Session, invitation: InvitationFile, code: str) -> None:
    """Join with another laptop of a member: his own key comes out of the invitation by the code.

    UserError (`code`) for a wrong code; Refused `not_for_laptop` or `already_in`.
    """
    if invitation.user is None or not invitation.recovery:
        raise Refused("not_for_laptop", _("Deze uitnodiging is niet voor een tweede laptop."))
    if invitation.organisation in session.store.identities:
        raise Refused("already_in", _("Dit profiel hoort al bij deze organisatie."))
    me = Identity(
        organisation=invitation.organisation,
        user=invitation.user,
        device=new_id(),
        root=invitation.root,
        device_key=SigningKey.generate(),
        user_key=recovery_wrap.opened(invitation.organisation, invitation.user, invitation.recovery, code),
    )
    with session.store.writing() as connection:
        session.store.add_identity(connection, me)
        put_secret(
            connection,
            _secret(me.organisation),
            msgspec.msgpack.encode(Joining(invitation.token, "", "", b"", again=True)),
        )
    keep_server(session, Server(invitation.url, invitation.certificate), me.organisation)


def offer_restored(session: Session, invitation: InvitationFile) -> None:
    """A profile put back from a backup asks to be let in as another laptop of its user. Refused `other_user`."""
    me = session.store.identities.get(invitation.organisation)
    if me is None or invitation.user != me.user:
        raise Refused(
            "other_user",
            _("Deze uitnodiging is niet voor een laptop van jou."),
            kept=_("Er is niets veranderd."),
            todo=_("Vraag je beheerder om een uitnodiging voor een nieuwe laptop."),
        )
    with session.store.writing() as connection:
        put_secret(
            connection,
            _secret(me.organisation),
            msgspec.msgpack.encode(Joining(invitation.token, "", "", b"", again=True, works=True)),
        )
    keep_server(session, Server(invitation.url, invitation.certificate), me.organisation)


def must_be_let_in(session: Session) -> bool:
    """Whether this is a restored laptop that no administrator has let in yet: it works, and shares nothing."""
    me = session.store.identity
    trust = session.store.trusts[me.organisation]
    return me.user in trust.members() and trust.device_public(me.device) is None


def _check_name(name: str) -> None:
    if not name.strip():
        raise UserError(_("Vul je naam in. Zo weten collega’s wie iets schreef."), field="name")


def joining(session: Session, organisation: Id | None = None) -> Joining | None:
    """The join under way; None when this user is in, or founded the organisation."""
    raw = session.store.secret(_secret(organisation or session.organisation))
    return msgspec.msgpack.decode(raw, type=Joining) if raw else None


def waiting(session: Session) -> bool:
    """Whether this user is not in yet; until then there is nothing to work in.

    Ends with the first round of sharing after an administrator signed.
    """
    members = session.store.trusts[session.organisation].members()
    kept = joining(session)
    return session.user not in members or (kept is not None and not kept.works)


def own_fingerprint(session: Session, organisation: Id | None = None) -> str:
    """What the newcomer reads aloud: six groups of four."""
    me = session.store.identities[organisation or session.organisation]
    return newcomer_fingerprint(me.user, me.user_key.public, me.device, me.device_key.public)


def root_fingerprint(session: Session) -> str:
    """The fingerprint of the organisation itself, as each of its invitations carries it."""
    return fingerprint(session.store.identity.root)


def newcomer_fingerprint(user: bytes, user_key: bytes, device: bytes, sign: bytes) -> str:
    """One fingerprint over all that an administrator is about to vouch for (docs/formats.md §2)."""
    return fingerprint(user + user_key + device + sign)


def offer_keys(session: Session, me: Identity, server: Server, connect: Connect = over_https) -> p.JoinState:
    """Post the public keys with the token, and hear how far it is; the same keys again are the same join."""
    kept = joining(session, me.organisation)
    assert kept is not None, "there is a join under way"
    message = p.Join(
        token=kept.token,
        user=me.user,
        user_key=me.user_key.public,
        device=me.device,
        sign=me.device_key.public,
        recovery=kept.recovery,
    )
    with connect(me, server) as transport:
        state = transport.join(message).state
    if not kept.posted:
        posted = msgspec.structs.replace(kept, posted=True)
        session.store.set_secret(_secret(me.organisation), msgspec.msgpack.encode(posted))
    return state


def finish_join(session: Session, me: Identity) -> ChangeSet | None:
    """After the first pull as a member: the own space and the profile that colleagues see.

    None while there is nothing to finish. A repeat has no second effect.
    """
    kept = joining(session, me.organisation)
    store = session.store
    space = organisation_space(me.organisation)
    if kept is None or store.keyring.newest(space) is None:
        return None
    with store.unit(identity=me) as unit:
        known = queries.get(store, Worker, worker_id(me.organisation, me.user)) is not None
        if not (known or kept.again):
            founding.make_own_spaces(store, unit, me)
            team = _team_name(session, me)
            unit.create(founding.profile(me, kept.name, kept.function, team))
            recovery_wrap.keep(unit, me, kept.recovery)
        unit.connection.exec_driver_sql("DELETE FROM secret WHERE name = ?", (_secret(me.organisation),))
    return unit.changes


def _team_name(session: Session, me: Identity) -> str:
    trust = session.store.trusts[me.organisation]
    spaces = [team_space(me.organisation, team) for team in trust.teams() if me.user in trust.members(team)]
    names = [queries.get(session.store, Space, space_row(space)) for space in spaces]
    return next((found.name for found in names if found and found.name), "")


def _secret(organisation: Id) -> str:
    return f"joining/{organisation.hex()}"
