"""Heads are a function of the set of commits: order and repetition do not matter, nothing unseen is lost (I2-I5)."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from wijkdesk.core.commit import FieldPatch
from wijkdesk.core.unknown import Unknown
from wijkdesk.sync import merge
from wijkdesk.sync.merge import DELETED, RowState, decode_state, encode_state

FIELDS = ("name", "phone", DELETED)


class History:
    """Commits of several devices on one row, each naming as bases what its writer saw."""

    def __init__(self) -> None:
        self.commits: list[tuple[bytes, int, bytes, dict[str, FieldPatch]]] = []

    def write(self, device: int, seen: int, field: str, value: object) -> None:
        """Write on top of the first `seen` commits, as if the later ones had not arrived yet."""
        state = play(self.commits[:seen])
        bases = state.bases(field, state.shown().get(field))
        commit = len(self.commits).to_bytes(16, "big")
        stamp = max([hlc for _, hlc, _, _ in self.commits[:seen]], default=0) + 1
        self.commits.append((commit, stamp, bytes([device]) * 16, {field: FieldPatch(value, bases)}))


def play(commits: list[tuple[bytes, int, bytes, dict[str, FieldPatch]]]) -> RowState:
    state = RowState()
    for commit, hlc, device, fields in commits:
        state.apply(commit, hlc, device, fields)
    return state


def picture(state: RowState) -> object:
    heads = {
        name: sorted((head.commit, repr(merge.unpack(head.value))) for head in heads)
        for name, heads in state.fields.items()
        if heads
    }
    return heads, state.shown(), state.conflicts(lambda _name: False), state.deleted


write = st.tuples(
    st.integers(1, 3),
    st.floats(0, 1),
    st.sampled_from(FIELDS),
    st.sampled_from(["a", "b", "c", Unknown.DONT_KNOW]),
)


def build(steps: list[tuple[int, float, str, object]]) -> History:
    history = History()
    for device, share, field, value in steps:
        said = (value != "a") if field == DELETED else value
        history.write(device, round(share * len(history.commits)), field, said)
    return history


HISTORIES = st.lists(write, max_size=9)


def order_does_not_matter(steps: list[tuple[int, float, str, object]], chance: random.Random) -> None:
    commits = build(steps).commits
    shuffled = commits + chance.sample(commits, len(commits) // 2)
    chance.shuffle(shuffled)
    assert picture(play(shuffled)) == picture(play(commits))


def nothing_goes_unseen(steps: list[tuple[int, float, str, object]]) -> None:
    commits = build(steps).commits
    state = play(commits)
    replaced = {
        (field, base)
        for _, _, _, fields in commits
        for field, patch in fields.items()
        for base in patch.bases
    }
    for commit, _, _, fields in commits:
        for field in fields:
            assert (commit in state.heads(field)) == ((field, commit) not in replaced)


@given(HISTORIES, st.randoms())
def test_any_order_with_repetition_gives_the_same_state(
    steps: list[tuple[int, float, str, object]], chance: random.Random
) -> None:
    order_does_not_matter(steps, chance)
    assert play(build(steps).commits) == play(build(steps).commits)


@given(HISTORIES)
def test_a_value_goes_only_when_a_later_commit_named_it(steps: list[tuple[int, float, str, object]]) -> None:
    nothing_goes_unseen(steps)
    assert len(build(steps).commits) == len(steps)


@given(st.lists(write, min_size=1, max_size=9))
def test_a_state_survives_storing(steps: list[tuple[int, float, str, object]]) -> None:
    state = play(build(steps).commits)
    assert picture(decode_state(encode_state(state))) == picture(state)


def test_two_who_did_not_see_each_other_make_a_conflict_that_one_resolves() -> None:
    history = History()
    history.write(1, 0, "phone", "06-1")
    history.write(1, 1, "phone", "06-2")
    history.write(2, 1, "phone", "06-3")
    state = play(history.commits)
    assert state.conflicts(lambda _name: False) == ["phone"]
    heads = state.heads("phone")
    state.apply(b"r" * 16, 99, b"\x01" * 16, {"phone": FieldPatch("06-3", heads)})
    assert state.conflicts(lambda _name: False) == []
    assert state.shown() == {"phone": "06-3"}


def test_equal_values_collapse_in_silence() -> None:
    history = History()
    for device in (1, 2):
        history.write(device, 0, "name", "Samira")
    assert play(history.commits).conflicts(lambda _name: False) == []


def test_a_field_that_takes_the_latest_shows_no_conflict() -> None:
    history = History()
    history.write(1, 0, "order", "b")
    history.write(2, 0, "order", "c")
    state = play(history.commits)
    assert state.conflicts(lambda name: name == "order") == []
    assert state.shown() == {"order": "c"}


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_delete_against_an_unseen_edit_comes_back_as_a_conflict(order: tuple[int, ...]) -> None:
    """Store-and-sync.md I5, in each order of arrival."""
    history = History()
    history.write(1, 0, "name", "a")
    history.write(1, 1, DELETED, True)
    history.write(2, 1, "name", "b")
    state = play([history.commits[place] for place in order])
    assert not state.deleted
    assert DELETED in state.conflicts(lambda _name: False)
    assert state.shown()["name"] == "b"


def test_deleting_what_was_seen_is_no_conflict() -> None:
    history = History()
    history.write(1, 0, "name", "a")
    history.write(2, 1, "name", "b")
    history.write(1, 2, DELETED, True)
    state = play(history.commits)
    assert state.deleted
    assert state.conflicts(lambda _name: False) == []


def lww(self: RowState, commit: bytes, hlc: int, device: bytes, fields: object) -> None:
    """A planted fault: the last writer wins and the other value is gone."""
    for name, patch in fields.items():  # type: ignore[attr-defined]
        heads = self.fields.setdefault(name, [])
        heads[:] = [
            max([*heads, merge.Head(commit, hlc, device, merge.pack(patch.value))], key=lambda h: h.rank)
        ]


def forgetful(self: RowState, name: str, heads: list[merge.Head], bases: tuple[bytes, ...]) -> None:
    """A planted fault: a base that has not arrived yet is forgotten."""
    heads[:] = [head for head in heads if head.commit not in bases]


@pytest.mark.parametrize(("name", "fault"), [("apply", lww), ("_bury", forgetful)])
def test_planted_faults_are_caught(monkeypatch: pytest.MonkeyPatch, name: str, fault: object) -> None:
    monkeypatch.setattr(RowState, name, fault)
    unshrunk = settings(phases=[Phase.generate], max_examples=300)
    ordered = unshrunk(given(HISTORIES, st.randoms())(order_does_not_matter))
    kept = unshrunk(given(HISTORIES)(nothing_goes_unseen))
    with pytest.raises(AssertionError):
        [check() for check in (ordered, kept)]
