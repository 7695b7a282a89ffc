"""The emergency key: naming three custodians, saying who they are, and opening with two of them (architecture.md §3).

Each opening writes a record and a control commit in the organisation space before anything is given back: within
this program it cannot be done unseen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from wijkdesk.core.errors import EnvironmentFault, Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, natural_id, new_id
from wijkdesk.core.paths import KLUIS
from wijkdesk.models import custodian as records
from wijkdesk.models.custodian import EscrowOpening, Opened
from wijkdesk.services import invitations, recovery_wrap
from wijkdesk.services.founding import state
from wijkdesk.services.profiles import FULL, Strain
from wijkdesk.services.servers import Connect, over_https
from wijkdesk.services.session import organisation_space
from wijkdesk.storage import escrowing, queries
from wijkdesk.storage.keyring import ContentKey
from wijkdesk.vault import custodian, escrow, kluis, recovery, wraps
from wijkdesk.vault.custodian import Custodian as Custodian  # noqa: PLC0414 - screens know it by this door
from wijkdesk.vault.signing import SigningKey
from wijkdesk.vault.statements import Admin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session
    from wijkdesk.storage.identity import Identity
    from wijkdesk.storage.unit_of_work import Unit
    from wijkdesk.vault.statements import Escrow

PUBLIC_ENDING, PRIVATE_ENDING = ".wijkdesk-bewaarder", ".wijkdesk-noodsleutel"
OPENED = "OPENED"


@dataclass(frozen=True)
class Kept:
    """How the emergency key stands: who keeps it, and how many keys on this laptop have no wrap yet."""

    custodians: tuple[str, ...] = ()
    lacking: int = 0
    openings: tuple[EscrowOpening, ...] = ()


def make_custodian(folder: Path, name: str, passphrase: str, strain: Strain = FULL) -> tuple[Path, Path]:
    """Write the two files of a new custodian; gives private and public. UserError, EnvironmentFault or Refused."""
    from wijkdesk.services.outgoing import write_file

    private, public = custodian.make(name.strip(), passphrase, kdf=strain.kdf, bounds=strain.bounds)
    stem = invitations.file_name(name).removesuffix(invitations.ENDING)
    return (
        write_file(folder / (stem + PRIVATE_ENDING), private),
        write_file(folder / (stem + PUBLIC_ENDING), public),
    )


def read_public(path: Path) -> Custodian:
    """The custodian of a public file. Refused `bad_custodian`, EnvironmentFault."""
    return custodian.read_public(_bytes(path))


def open_private(path: Path, passphrase: str, strain: Strain = FULL) -> Custodian:
    """The custodian of a private file, opened with its passphrase; takes about a second."""
    return custodian.open_private(_bytes(path), passphrase, bounds=strain.bounds)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(custodian.MOST_BYTES + 1)
    except OSError as error:
        raise EnvironmentFault(_("Dit bestand is niet te openen.")) from error


def name_custodians(session: Session, chosen: Sequence[Custodian]) -> ChangeSet:
    """Name three custodians; all keys held here get their wrap at once. Refused `not_root`, `three_custodians`."""
    me, store = session.store.identity, session.store
    if me.root_key is None:
        raise Refused("not_root", _("Dit kan alleen op de laptop waar de organisatie begon."))
    publics = {one.id: one.public for one in chosen}
    if len(publics) != escrow.NUMBER or len(set(publics.values())) != escrow.NUMBER:
        raise Refused("three_custodians", _("Kies de bestanden van drie verschillende bewaarders."))
    trust = store.trusts[me.organisation]
    made = escrow.make(me.organisation, publics, trust.next_at(store.clock.now_ms()))
    space = organisation_space(me.organisation)
    with store.unit("admit") as unit:
        state(unit, me.root_key, made)
        for one in chosen:
            row = natural_id(space, records.Custodian.KIND, one.id)
            unit.create(
                records.Custodian(id=row, space=space, name=one.name, custodian=one.id, escrow=made.key)
            )
        escrowing.wrap_due(store, unit)
    keep_slot(session)
    return unit.changes


def keep_slot(session: Session) -> None:
    """The kluis of this laptop opens with the emergency key in force too; nothing when it does already."""
    found = session.store.trusts[session.organisation].escrow()
    if found is None or found.key is None:
        return
    slots = session.opened.kluis.of_type("escrow")
    if any(slot.params.get("custodian") == found.key for slot in slots):
        return
    path, opened = session.folder / KLUIS, session.opened
    for slot in slots:
        if slot.params.get("organisation") != session.organisation:
            continue  # of another organisation of this profile
        opened = kluis.remove_escrow(path, opened, slot.params["custodian"])
    more = {"organisation": bytes(session.organisation), "shares": [list(share) for share in found.shares]}
    session.opened = kluis.add_escrow(path, opened, found.key, found.public, more)


def kept(session: Session) -> Kept:
    """How the emergency key stands here."""
    found = _in_force(session)
    openings = tuple(
        queries.find(session.store, EscrowOpening, space=session.organisation_space, order="-opened,id")
    )
    if found is None:
        return Kept(openings=openings)
    names = []
    for id_ in sorted(found.custodians):
        row = natural_id(session.organisation_space, records.Custodian.KIND, id_)
        record = queries.get(session.store, records.Custodian, row)
        names.append((record.name if record else None) or _("Onbekende bewaarder"))
    with session.store.database.read() as connection:
        lacking = escrowing.lacking(session.store, connection, session.organisation, found)
    return Kept(tuple(sorted(names)), len(lacking), openings)


def _in_force(session: Session) -> Escrow | None:
    found = session.store.trusts[session.organisation].escrow()
    return found if found is not None and found.key is not None else None


def _open(session: Session, chosen: Sequence[Custodian]) -> tuple[Escrow, bytes]:
    found = _in_force(session)
    if found is None or found.key is None:
        raise Refused("no_escrow", _("Deze organisatie heeft nog geen noodsleutel."))
    privates = {one.id: one.private for one in chosen}
    return found, escrow.open_shares(session.organisation, found.key, found.shares, privates)


def _note(
    session: Session, unit: Unit, what: Opened, about: Id, chosen: Sequence[Custodian], reason: str
) -> None:
    """The trace that everyone sees, written before anything is given back."""
    found = _in_force(session)
    assert found is not None, "it was opened just now"
    space, at = session.organisation_space, unit.now_ms()
    fields = {"escrow": found.key, "of": what.value, "owner": about, "at": at}
    unit.control(space, OPENED, fields | {"custodians": sorted(one.id for one in chosen)})
    unit.create(
        EscrowOpening(
            id=new_id(), space=space, what=what, about=about, opened=session.stamp(),
            by=", ".join(one.name for one in chosen), reason=reason.strip() or None,
        )
    )  # fmt: skip


def _wrap_of(session: Session, found: Escrow, owner: Id, kind: str) -> tuple[Id, bytes]:
    assert found.key is not None, "an emergency key in force has an id"
    with session.store.database.read() as connection:
        for given, wrap in reversed(escrowing.sealed_for(connection, session.organisation, found.key)):
            if given.owner == owner and given.kind == kind:
                return Id(given.key), wrap
    raise Refused("not_wrapped", _("Deze sleutel ligt niet onder de noodsleutel."))


def open_user(
    session: Session, user: Id, chosen: Sequence[Custodian], reason: str, connect: Connect = over_https
) -> tuple[bytes, tuple[str, ...]]:
    """A colleague's key, as an invitation for a new laptop and a code; an administrator still lets it in.

    Refused `two_custodians`, `no_escrow`, `not_wrapped`, `not_admin`; `Offline`: the server must know the invitation.
    """
    found, private = _open(session, chosen)
    key, wrap = _wrap_of(session, found, user, "user")
    code = recovery.new_code()
    raw = invitations.invite(session, _("Noodsleutel"), connect=connect)
    with session.store.unit("admit") as unit:
        _note(session, unit, Opened.USER, user, chosen, reason)
    secret = wraps.unwrap_key(private, session.organisation, user, key, wrap)
    blob = recovery_wrap.sealed(session.organisation, user, secret, code)
    made = replace(invitations.read_invitation(raw), user=user, recovery=blob)
    return invitations.as_file(made), recovery.blocks(code)


def open_root(session: Session, chosen: Sequence[Custodian], reason: str) -> ChangeSet:
    """The organisation's root comes to this laptop: it can make administrators again."""
    found, private = _open(session, chosen)
    store, me = session.store, session.store.identity
    owner, wrap = _root_wrap(session, found)
    with store.unit("admit") as unit:
        _note(session, unit, Opened.ROOT, session.organisation, chosen, reason)
        key = escrowing.root_id(me.organisation)
        root = SigningKey.from_bytes(wraps.unwrap_key(private, me.organisation, owner, key, wrap))
        if root.public != me.root:
            raise Refused("unknown_root", _("Dit is niet de sleutel van deze organisatie."))
        mine = replace(me, root_key=root, admin_key=me.admin_key or SigningKey.generate())
        mine.save(unit.connection)
        store.identities[me.organisation] = mine
        _speak_again(session, unit, mine)
    return unit.changes


def _speak_again(session: Session, unit: Unit, me: Identity) -> None:
    """Who opened the root is administrator from now on, also when nobody else is left to say so.

    The root signs administrators only, so it signs one that nobody knows, whose key says this one thing and is gone.
    """
    trust = session.store.trusts[me.organisation]
    assert me.root_key is not None, "it was opened just now"
    assert me.admin_key is not None, "it was made just now"
    if trust.is_admin(me.user):
        return
    once, at = SigningKey.generate(), trust.next_at(unit.now_ms())
    state(unit, me.root_key, Admin(new_id(), once.public, me.root))
    state(unit, me.root_key, Admin(me.user, me.admin_key.public, me.root))
    for place in trust.places(me.user):
        if place.state == "in":
            state(unit, once, msgspec.structs.replace(place, role="admin", at=at))


def _root_wrap(session: Session, found: Escrow) -> tuple[Id, bytes]:
    assert found.key is not None, "an emergency key in force has an id"
    with session.store.database.read() as connection:
        for given, wrap in reversed(escrowing.sealed_for(connection, session.organisation, found.key)):
            if given.kind == escrowing.ROOT:
                return Id(given.owner), wrap
    raise Refused("not_wrapped", _("Deze sleutel ligt niet onder de noodsleutel."))


def open_spaces(session: Session, chosen: Sequence[Custodian], reason: str) -> int:
    """Keys of spaces whose sealed commits this laptop holds but cannot read; gives how many came."""
    found, private = _open(session, chosen)
    assert found.key is not None, "an emergency key in force has an id"
    store, organisation = session.store, session.organisation
    with store.database.read() as connection:
        sealed = escrowing.sealed_for(connection, organisation, found.key)
    closed = [one for one in sealed if one[0].of == "space" and store.keyring.by_id(one[0].key) is None]
    with store.unit("admit") as unit:
        for given, wrap in closed:
            _note(session, unit, Opened.SPACE, Id(given.owner), chosen, reason)
            plain = wraps.unwrap_key(private, organisation, given.owner, given.key, wrap)
            key = ContentKey(Id(given.key), Id(given.owner), plain)
            store.add_content_key(unit.connection, key, 0)
    return len(closed)


def open_kluis(
    folder: Path, chosen: Sequence[Custodian], new_words: str, strain: Strain = FULL
) -> kluis.Opened:
    """New words for a kluis whose words were lost. The store then writes the opening: see `note_kluis`."""
    path = folder / KLUIS
    privates = {one.id: one.private for one in chosen}
    opened = kluis.open_with_pair(path, privates)
    return kluis.change_passphrase(path, opened, new_words, kdf=strain.kdf, bounds=strain.bounds)


def note_kluis(session: Session, chosen: Sequence[Custodian], reason: str) -> ChangeSet:
    """Leave the trace of an opened kluis in its own store; it travels at the next contact."""
    with session.store.unit("admit") as unit:
        _note(session, unit, Opened.KLUIS, session.user, chosen, reason)
    return unit.changes
