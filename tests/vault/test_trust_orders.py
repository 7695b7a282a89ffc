"""Any statements, in any order, any number of times: what follows is the same (architecture.md §3, Trust)."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from wijkdesk.core.commit import Control
from wijkdesk.core.ids import ZERO, Id, new_id
from wijkdesk.vault.hpke import KeyPair
from wijkdesk.vault.signing import SigningKey
from wijkdesk.vault.statements import Admin, Device, Member, Team, Wipe, attested
from wijkdesk.vault.trust import Trust

ORG, TEAM, SPACE = new_id(), new_id(), new_id()
ROOT = SigningKey.generate()
TEAM_KEYS = [KeyPair.generate().public for _ in range(3)]
COMMITS = [new_id() for _ in range(3)]


class Person:
    """Someone with all their keys."""

    def __init__(self) -> None:
        self.user, self.device = new_id(), new_id()
        self.admin, self.signs = SigningKey.generate(), SigningKey.generate()
        self.key = KeyPair.generate()


PEOPLE = [Person() for _ in range(4)]
PERSON = st.integers(0, 3)
AT = st.integers(1, 12)


def admin(who: int) -> Control:
    one = PEOPLE[who]
    return attested(ROOT, ORG, Admin(one.user, one.admin.public, ROOT.public))


def member(by: int, who: int, role: str, state: str, at: int) -> Control:
    one = PEOPLE[who]
    return attested(PEOPLE[by].admin, ORG, Member(one.user, one.key.public, role, TEAM, state, at))  # type: ignore[arg-type]


def device(by: int, who: int, last: int | None, at: int) -> Control:
    one = PEOPLE[who]
    named: tuple[tuple[Id, Id], ...] = () if last is None else ((SPACE, COMMITS[last]),)
    state = "in" if last is None else "out"
    return attested(PEOPLE[by].admin, ORG, Device(one.device, one.user, one.signs.public, state, at, named))  # type: ignore[arg-type]


def team(by: int, key: int, at: int) -> Control:
    return attested(PEOPLE[by].admin, ORG, Team(TEAM, TEAM_KEYS[key], at))


def wipe(by: int, who: int, at: int) -> Control:
    return attested(PEOPLE[by].admin, ORG, Wipe(PEOPLE[who].device, at))


STATEMENT = st.one_of(
    st.builds(admin, PERSON),
    st.builds(
        member, PERSON, PERSON, st.sampled_from(["admin", "worker", "outside"]),
        st.sampled_from(["in", "out"]), AT,
    ),
    st.builds(device, PERSON, PERSON, st.none() | st.integers(0, 2), AT),
    st.builds(team, PERSON, st.integers(0, 2), AT),
    st.builds(wipe, PERSON, PERSON, AT),
)  # fmt: skip
START = [admin(0), member(0, 0, "admin", "in", 0), device(0, 0, None, 0), team(0, 0, 0)]


def answers(known: Trust) -> list[object]:
    """All that a laptop asks of trust."""
    people = [
        (
            known.is_admin(one.user), known.member_public(one.user), known.device_public(one.device),
            known.device_active(one.device), known.left_at(one.device), known.role_of(one.user, TEAM),
            known.devices_of(one.user), known.wipe_at(one.device), known.places(one.user),
        )
        for one in PEOPLE
    ]  # fmt: skip
    return [*people, known.team_public(TEAM), known.team_publics(TEAM), known.members(), known.next_at(0)]


def heard(statements: list[Control], asked_between: bool) -> list[object]:
    known = Trust(ORG, ROOT.public)
    for statement in statements:
        known.take(statement)
        if asked_between:
            answers(known)
    return answers(known)


@settings(max_examples=150, deadline=None)
@given(st.lists(STATEMENT, max_size=14), st.randoms(use_true_random=False), st.booleans())
def test_the_same_statements_say_the_same(more, random, asked) -> None:
    statements = [*START, *more]
    mixed = statements + random.choices(statements, k=5)
    random.shuffle(mixed)
    assert heard(mixed, asked) == heard(statements, not asked)


@settings(max_examples=60, deadline=None)
@given(st.lists(STATEMENT, max_size=10), AT)
def test_who_was_put_out_changes_nothing_afterwards(more, at) -> None:
    """Whatever else was said: an administrator who is out since the last moment is not heard after it."""
    gone = [*START, admin(1), member(0, 1, "admin", "in", 0), *more, member(0, 1, "worker", "out", 50)]
    known = Trust(ORG, ROOT.public)
    for statement in gone:
        known.take(statement)
    if not known.is_admin(PEOPLE[1].user):
        before = answers(known)
        for late in (
            member(1, 2, "admin", "in", 51 + at),
            device(1, 3, 0, 60 + at),
            team(1, 2, 70 + at),
            wipe(1, 0, 80),
        ):
            known.take(late)
        assert answers(known)[:-1] == before[:-1]


def test_only_a_laptop_that_is_out_has_a_last_commit() -> None:
    known = Trust(ORG, ROOT.public)
    for statement in [*START, device(0, 1, None, 1), device(0, 1, 2, 2)]:
        known.take(statement)
    assert known.left_at(PEOPLE[1].device) == {SPACE: COMMITS[2]}
    assert known.departed() == [PEOPLE[1].device]
    known.take(device(0, 1, None, 3))
    assert known.left_at(PEOPLE[1].device) == {}
    assert known.left_at(ZERO) == {}
