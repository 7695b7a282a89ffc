"""Only what chains to the pinned root counts, in whatever order it comes."""

import random

import pytest

from wijkdesk.core.commit import CONTROL, Control, Header
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import ZERO, new_id
from wijkdesk.vault import commits, trust
from wijkdesk.vault.hpke import HYBRID, KeyPair
from wijkdesk.vault.signing import SigningKey
from wijkdesk.vault.statements import Admin, Device, Escrow, Member, Team, Wipe, attested
from wijkdesk.vault.trust import Standing, Trust

ORG, TEAM = new_id(), new_id()
ROOT = SigningKey.generate()


class Person:
    """Someone with all their keys."""

    def __init__(self):
        self.user, self.device = new_id(), new_id()
        self.admin, self.signs = SigningKey.generate(), SigningKey.generate()
        self.key = KeyPair.generate()

    def as_admin(self, by=ROOT):
        return attested(by, ORG, Admin(self.user, self.admin.public, ROOT.public))

    def member(self, by, at, role="worker", state="in"):
        return attested(by.admin, ORG, Member(self.user, self.key.public, role, TEAM, state, at))

    def laptop(self, by, at, state="in"):
        return attested(by.admin, ORG, Device(self.device, self.user, self.signs.public, state, at))


FOUNDER, COLLEAGUE, WORKER, STRANGER = (Person() for _ in range(4))
TEAM_KEY = KeyPair.generate()


def founding():
    return [
        FOUNDER.as_admin(),
        FOUNDER.member(FOUNDER, 1, "admin"),
        FOUNDER.laptop(FOUNDER, 2),
        attested(FOUNDER.admin, ORG, Team(TEAM, TEAM_KEY.public, 3)),
        WORKER.member(FOUNDER, 10),
        WORKER.laptop(FOUNDER, 11),
    ]


def handed_over():
    """A second administrator comes, and puts the founder out."""
    return [
        *founding(),
        COLLEAGUE.as_admin(),
        COLLEAGUE.member(FOUNDER, 20, "admin"),
        FOUNDER.member(COLLEAGUE, 30, "admin", "out"),
    ]


def heard(statements):
    known = Trust(ORG, ROOT.public)
    for statement in statements:
        known.take(statement)
    return known


def answers(known):
    people = (FOUNDER, COLLEAGUE, WORKER, STRANGER)
    return [
        (known.is_admin(p.user), known.member_public(p.user), known.device_public(p.device), known.user_of(p.device),
         known.device_active(p.device), known.role_of(p.user, TEAM))
        for p in people
    ] + [known.team_public(TEAM), known.members(TEAM), known.waiting]  # fmt: skip


def test_what_the_root_and_its_administrators_said_holds():
    known = heard(founding())

    assert known.is_admin(FOUNDER.user)
    assert not known.is_admin(WORKER.user)
    assert known.device_public(WORKER.device) == WORKER.signs.public
    assert known.user_of(WORKER.device) == WORKER.user
    assert known.member_public(WORKER.user) == WORKER.key.public
    assert known.team_public(TEAM) == TEAM_KEY.public
    assert known.members(TEAM) == {FOUNDER.user, WORKER.user}
    assert known.devices_of(WORKER.user) == {WORKER.device}
    known.check_complete()


def test_of_a_stranger_nothing_is_known():
    known = heard(founding())

    assert known.device_public(STRANGER.device) is None
    assert known.user_of(STRANGER.device) is None
    assert known.member_public(STRANGER.user) is None
    assert known.team_public(new_id()) is None
    assert known.role_of(STRANGER.user, TEAM) is None


@pytest.mark.parametrize("seed", range(25))
def test_order_and_repetition_do_not_matter(seed):
    statements = [*handed_over(), WORKER.laptop(COLLEAGUE, 40, "out"), STRANGER.member(FOUNDER, 35)]
    expected = answers(heard(statements))
    mixed = statements + statements[:4]
    random.Random(seed).shuffle(mixed)

    assert answers(heard(mixed)) == expected


def test_a_statement_before_its_issuer_waits_and_then_holds():
    first, *later = founding()
    known = Trust(ORG, ROOT.public)

    assert [known.take(statement) for statement in later] == [Standing.WAITS] * 5
    assert known.device_public(WORKER.device) is None
    with pytest.raises(Refused) as refused:
        known.check_complete()
    assert refused.value.code == "forged_statement"
    assert known.take(first) == Standing.HOLDS
    assert known.device_public(WORKER.device) == WORKER.signs.public
    known.check_complete()


def test_an_administrator_not_signed_by_the_root_is_refused():
    known = heard(founding())

    with pytest.raises(Refused) as refused:
        known.take(STRANGER.as_admin(by=FOUNDER.admin))
    assert refused.value.code == "forged_statement"
    own_root = SigningKey.generate()
    with pytest.raises(Refused) as refused:
        known.take(attested(own_root, ORG, Admin(STRANGER.user, STRANGER.admin.public, own_root.public)))
    assert refused.value.code == "unknown_root"
    assert not known.is_admin(STRANGER.user)


def test_the_word_of_someone_who_is_no_administrator_counts_for_nothing():
    known = heard(founding())

    assert known.take(STRANGER.member(STRANGER, 50, "admin")) == Standing.WAITS
    assert known.take(STRANGER.laptop(WORKER, 51)) == Standing.WAITS
    assert known.member_public(STRANGER.user) is None
    assert known.device_public(STRANGER.device) is None


def test_a_statement_for_another_organisation_does_not_hold():
    known = heard(founding())
    foreign = attested(
        FOUNDER.admin, new_id(), Member(STRANGER.user, STRANGER.key.public, "worker", TEAM, "in", 9)
    )

    assert known.take(foreign) == Standing.WAITS
    assert known.member_public(STRANGER.user) is None


def test_changed_fields_do_not_hold_and_do_not_block_the_true_ones():
    first, *_ = founding()
    true = WORKER.member(FOUNDER, 10)
    forged = Control(true.op, {**true.fields, "role": "admin"}, true.attestation)
    known = heard([first, forged, true])

    assert known.role_of(WORKER.user, TEAM) == "worker"


def test_after_being_put_out_an_administrator_decides_nothing_more():
    known = heard(handed_over())

    assert not known.is_admin(FOUNDER.user)
    assert known.is_admin(COLLEAGUE.user)
    assert known.take(STRANGER.member(FOUNDER, 31)) == Standing.OVERRULED
    assert known.member_public(STRANGER.user) is None
    assert known.member_public(WORKER.user) == WORKER.key.public  # what was decided before stays


def test_nothing_is_wrapped_to_who_is_out_but_old_commits_still_prove():
    known = heard([*founding(), WORKER.member(FOUNDER, 20, state="out"), WORKER.laptop(FOUNDER, 21, "out")])

    assert known.member_public(WORKER.user) is None
    assert known.role_of(WORKER.user, TEAM) is None
    assert known.device_public(WORKER.device) == WORKER.signs.public
    assert not known.device_active(WORKER.device)


def test_a_device_keeps_its_key_and_its_owner():
    known = heard(founding())
    stolen = attested(
        FOUNDER.admin, ORG, Device(WORKER.device, STRANGER.user, STRANGER.signs.public, "in", 60)
    )

    assert known.take(stolen) == Standing.OVERRULED
    assert known.user_of(WORKER.device) == WORKER.user


def test_custodians_are_named_by_the_root_alone():
    custodian, pair = new_id(), KeyPair.generate(HYBRID)
    escrow = Escrow({custodian: pair.public}, 2, 5)
    known = heard(founding())

    with pytest.raises(Refused):
        known.take(attested(FOUNDER.admin, ORG, escrow))
    assert known.escrow() is None
    known.take(attested(ROOT, ORG, escrow))
    known.take(attested(ROOT, ORG, Escrow({}, 0, 4)))  # older
    assert known.escrow() == escrow


def test_a_wipe_is_asked_by_an_administrator_alone():
    known = heard(founding())
    known.take(attested(WORKER.admin, ORG, Wipe(FOUNDER.device, 70)))
    assert known.wipe_at(FOUNDER.device) is None

    known.take(attested(FOUNDER.admin, ORG, Wipe(WORKER.device, 71)))
    assert known.wipe_at(WORKER.device) == 71


@pytest.mark.parametrize("control", [
    Control("ASSIGN", {}), Control("MEMBER", {}), Control("DEVICE", {"device": b"short"}),
    Control("MEMBER", {**WORKER.member(FOUNDER, 1).fields, "role": "boss"}),
])  # fmt: skip
def test_what_is_no_statement_about_people_or_keys_is_refused(control):
    with pytest.raises(Refused) as refused:
        heard(founding()).take(control)
    assert refused.value.code == "bad_statement"


def test_a_statement_without_signature_is_forged():
    bare = Control("WIPE", {"device": WORKER.device, "at": 1})
    with pytest.raises(Refused) as refused:
        heard(founding()).take(bare)
    assert refused.value.code == "forged_statement"


def test_nobody_fills_the_memory_with_what_cannot_be_proven(monkeypatch):
    monkeypatch.setattr(trust, "MAX_WAITING", 3)
    known = heard([STRANGER.member(STRANGER, at) for at in range(3)])

    with pytest.raises(Refused):
        known.take(STRANGER.member(STRANGER, 9))
    assert known.waiting == 3


def test_a_commit_proves_its_device_or_is_refused():
    known = heard(founding())

    def commit(device, key, organisation=ORG):
        head = Header(1, CONTROL, new_id(), organisation, new_id(), device, 5, ZERO)
        return commits.encode(head, Control("SHRED", {"space": new_id(), "ground": "x"}), None, key)

    assert known.verify(commit(WORKER.device, WORKER.signs)).device == WORKER.device
    for bad, code in (
        (commit(WORKER.device, STRANGER.signs), "forged_commit"),
        (commit(STRANGER.device, STRANGER.signs), "unknown_device"),
        (commit(WORKER.device, WORKER.signs, new_id()), "unknown_device"),
    ):
        with pytest.raises(Refused) as refused:
            known.verify(bad)
        assert refused.value.code == code
