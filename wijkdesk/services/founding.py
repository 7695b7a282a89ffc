"""Founding an organisation: the first run without an invitation (architecture.md §3, First run)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.dossier import SpaceKind, Worker
from wijkdesk.services import recovery_wrap
from wijkdesk.services.session import organisation_space, team_space, worker_id
from wijkdesk.storage.identity import Identity
from wijkdesk.storage.spaces import Recipient, create_space, wrap_key
from wijkdesk.vault import wraps
from wijkdesk.vault.hpke import KeyPair
from wijkdesk.vault.signing import SigningKey
from wijkdesk.vault.statements import Admin, Device, Member, Statement, Team, attested

if TYPE_CHECKING:
    from wijkdesk.services.session import Session
    from wijkdesk.storage.store import Store
    from wijkdesk.storage.unit_of_work import Unit


def found(store: Store, name: str, function: str, team_name: str, code: bytes = b"") -> Identity:
    """Make an organisation with one team and this user as its administrator, all in one unit.

    `code` = the recovery code just made: the user key is kept under it as well.
    """
    identity = _new_identity()
    team_keys, team = KeyPair.generate(), new_id()
    with store.unit(identity=identity) as unit:
        store.add_identity(unit.connection, identity)
        _introduce(store, unit, identity, team, team_keys.public)
        give_team_key(unit, team, team_keys, [(identity.user, identity.user_key.public)])
        team_to = Recipient("team", team, team_keys.public)
        me_to = Recipient("user", identity.user, identity.user_key.public)
        organisation = identity.organisation
        create_space(
            store, unit, SpaceKind.ORGANISATION, [team_to, me_to],
            space=organisation_space(organisation), assigned=[("team", team)],
        )  # fmt: skip
        create_space(
            store, unit, SpaceKind.TEAM, [team_to],
            space=team_space(organisation, team), name=team_name, assigned=[("team", team)],
        )  # fmt: skip
        make_own_spaces(store, unit, identity)
        unit.create(profile(identity, name, function, team_name))
        recovery_wrap.keep(unit, identity, recovery_wrap.under_code(identity, code))
    return identity


def _new_identity() -> Identity:
    root = SigningKey.generate()
    return Identity(
        organisation=new_id(),
        user=new_id(),
        device=new_id(),
        root=root.public,
        device_key=SigningKey.generate(),
        user_key=KeyPair.generate(),
        admin_key=SigningKey.generate(),
        root_key=root,
    )


def _introduce(store: Store, unit: Unit, me: Identity, team: Id, team_public: bytes) -> None:
    """The root names the administrator; the administrator names team, user and device."""
    assert me.root_key is not None, "the founder holds the root"
    assert me.admin_key is not None, "the founder is administrator"
    at = store.clock.now_ms()
    state(unit, me.root_key, Admin(me.user, me.admin_key.public, me.root))
    state(unit, me.admin_key, Team(team, team_public, at))
    state(unit, me.admin_key, Member(me.user, me.user_key.public, "admin", team, "in", at))
    state(unit, me.admin_key, Device(me.device, me.user, me.device_key.public, "in", at))


def state(unit: Unit, issuer: SigningKey, statement: Statement) -> None:
    """Write a statement about people or keys in the organisation space."""
    organisation = unit.identity.organisation
    control = attested(issuer, organisation, statement)
    unit.control(organisation_space(organisation), control.op, control.fields, control.attestation)


def give_team_key(
    unit: Unit,
    team: Id,
    keys: KeyPair,
    users: list[tuple[Id, bytes]],
    *,
    key: Id | None = None,
    previous: tuple[Id, bytes] | None = None,
) -> None:
    """Wrap the private key of a team to users. `key` = its id (the first key has the team's own id).

    `previous` = id and private half of the key before it, sealed under the new one.
    """
    organisation, key = unit.identity.organisation, key or team
    given = [
        ["user", user, wraps.wrap_key(public, organisation, team, key, keys.private)]
        for user, public in users
    ]
    before = [previous[0], wraps.seal_previous((key, keys.private), previous, team)] if previous else None
    fields = {"of": "team", "owner": team, "key": key, "kind": "team", "wraps": given, "previous": before}
    unit.control(organisation_space(organisation), "KEYWRAP", fields)


def give_organisation_key(session: Session, unit: Unit, user: Id, public: bytes) -> None:
    """Wrap the key of the organisation's space to a user without a team: he reads who his colleagues are."""
    key = session.store.keyring.newest(session.organisation_space)
    assert key is not None, "who lets people in reads the organisation's space"
    wrap_key(unit, key, [Recipient("user", user, public)])


def make_own_spaces(store: Store, unit: Unit, me: Identity) -> None:
    """The personal space of a user; only the user reads it."""
    create_space(
        store, unit, SpaceKind.PERSONAL, [Recipient("user", me.user, me.user_key.public)],
        assigned=[("user", me.user)],
    )  # fmt: skip


def profile(me: Identity, name: str, function: str, team_name: str) -> Worker:
    """What colleagues see of a user."""
    return Worker(
        id=worker_id(me.organisation, me.user),
        space=organisation_space(me.organisation),
        user=me.user,
        name=name,
        function=function or None,
        team_name=team_name or None,
    )
