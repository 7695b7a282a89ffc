"""What a thief, a changed program or a server of bad will may send; honest code never writes it.

Used by the tests of planted attacks and by the rehearsal. It works with what one member of the organisation has:
his own keys, and what every member can see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wijkdesk.core.commit import (
    CONTROL,
    FORMAT,
    SEALED,
    Commit,
    Control,
    FieldPatch,
    Header,
    Inner,
    Patch,
    encode_header,
    encode_unit,
)
from wijkdesk.core.ids import ZERO, Id, new_id
from wijkdesk.models.dossier import Household
from wijkdesk.models.person import Person
from wijkdesk.models.registry import SCHEMA
from wijkdesk.services import profiles
from wijkdesk.services.profiles import FULL, Strain
from wijkdesk.services.session import Session
from wijkdesk.storage import log, queries
from wijkdesk.sync.receive import read_unit
from wijkdesk.vault.commits import encode
from wijkdesk.vault.hpke import KeyPair
from wijkdesk.vault.signing import SigningKey
from wijkdesk.vault.statements import Device, Member, Team, attested
from wijkdesk.vault.wraps import wrap_key

FALSE_NAME = "Vervalst"
_FOREVER = 2_000_000_000_000  # ms


@dataclass(frozen=True)
class Forged:
    """One attack: its name, what is sent, and the codes under which each laptop must set it apart."""

    name: str
    units: tuple[bytes, ...]
    codes: tuple[str, ...]


def crafted(
    session: Session, space: Id, row: Id, *, key_of: Id | None = None, actor: Id | None = None,
    device: Id | None = None, signer: SigningKey | None = None, table: str = "person", value: str = FALSE_NAME,
) -> Commit:  # fmt: skip
    """A commit as a changed program could write it: another actor, device, signer or key than the honest one."""
    me = session.store.identity
    key = session.store.keyring.newest(key_of or space)
    assert key is not None, "a member has the key"
    with session.store.database.read() as connection:
        prev = log.last_hash(connection, space, device or me.device)
    header = Header(
        FORMAT, SEALED, new_id(), me.organisation, space, device or me.device, session.store.hlc.tick(),
        key.id, prev,
    )  # fmt: skip
    fields = {"calling_name": FieldPatch(value)}
    now = session.store.clock.now_ms()
    inner = Inner(SCHEMA, "edit", actor or me.user, now, new_id(), (Patch(table, row, fields),))
    return encode(header, inner, key.key, signer or me.device_key)


def control(session: Session, signer: SigningKey, device: Id, space: Id, statement: Control) -> Commit:
    """A control commit of any device in any space."""
    me = session.store.identity
    header = Header(FORMAT, CONTROL, new_id(), me.organisation, space, device, session.store.hlc.tick(), ZERO)
    return encode(header, statement, None, signer)


def replayed(real: Commit) -> Commit:
    """The same sealed words and signature under a new number and a later time."""
    header = read_unit(encode_unit([real]))[0].header
    again = Header(
        FORMAT, header.flags, new_id(), header.organisation, header.space, header.device, header.hlc + 99,
        header.key, header.prev,
    )  # fmt: skip
    return Commit(encode_header(again), real.body, real.signature)


def cut(raw: bytes) -> bytes:
    """A unit of which the end is missing."""
    return raw[:-40]


def flipped(raw: bytes, place: int = -5) -> bytes:
    """A unit with one other bit."""
    out = bytearray(raw)
    out[place] ^= 1
    return bytes(out)


@dataclass
class Thief:
    """A server of bad will with keys of its own making: a laptop, a member, a team key, a dossier key."""

    device: Id = field(default_factory=new_id)
    user: Id = field(default_factory=new_id)
    signer: SigningKey = field(default_factory=SigningKey.generate)
    keys: KeyPair = field(default_factory=KeyPair.generate)

    def units(self, session: Session, space: Id, victim: Id) -> tuple[bytes, ...]:
        """All four, in units of their own; the dossier key is wrapped to the victim."""
        me = session.store.identity
        team, place = session.teams[0], session.organisation_space
        statements = (
            attested(
                self.signer, me.organisation, Member(self.user, self.keys.public, "admin", team, "in", 1)
            ),
            attested(
                self.signer, me.organisation, Device(self.device, self.user, self.signer.public, "in", 1)
            ),
            attested(self.signer, me.organisation, Team(team, self.keys.public, _FOREVER)),
        )
        units = [encode_unit([control(session, self.signer, self.device, place, one)]) for one in statements]
        key = self._dossier_key(session, space, victim)
        return (*units, encode_unit([control(session, self.signer, self.device, space, key)]))

    def _dossier_key(self, session: Session, space: Id, victim: Id) -> Control:
        public = session.store.trusts[session.organisation].member_public(victim)
        assert public is not None, "the victim is a member"
        wrap = wrap_key(public, session.organisation, space, self.user, bytes(32))
        return Control("KEYWRAP", {
            "of": "space", "owner": space, "key": self.user, "kind": "content",
            "wraps": [["user", victim, wrap]], "previous": None,
        })  # fmt: skip


def forge(session: Session, space: Id, row: Id, victim: Id) -> tuple[Forged, ...]:
    """All attacks against a person's record in a dossier, and against one colleague."""
    real = crafted(session, space, row)
    raw = encode_unit([real])
    return (
        Forged("forged_author", (_one(crafted(session, space, row, actor=victim)),), ("forged_author",)),
        Forged(
            "swapped_space",
            (_one(crafted(session, session.team_space, row, key_of=space)),),
            ("swapped_space",),
        ),
        Forged("replayed", (_one(replayed(real)),), ("forged_commit",)),
        Forged("cut", (cut(raw),), ("unreadable",)),
        Forged("flipped", (flipped(raw),), ("forged_commit",)),
        Forged(
            "own_keys",
            Thief().units(session, space, victim),
            ("forged_statement", "forged_statement", "forged_statement", "unknown_device"),
        ),
    )


def _one(commit: Commit) -> bytes:
    return encode_unit([commit])


def by_changed_program(folder: Path, words: str, strain: Strain = FULL) -> Sequence[Forged]:
    """The same on the laptop of a member: his profile, opened with his own words by a program that is not ours."""
    session = profiles.unlock(folder, words, strain=strain)
    try:
        (household, *_more) = queries.find(session.store, Household)
        (person, *_others) = queries.find(session.store, Person, space=household.space, order="id")
        members = session.store.trusts[session.organisation].members()
        victim = next(user for user in sorted(members) if user != session.user)
        return forge(session, household.space, person.id, victim)
    finally:
        session.close()
