import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkdesk.core.errors import UserError
from wijkdesk.vault import words


def test_the_list_is_large_plain_and_without_doubles():
    found = words.word_list()

    assert len(found) >= 4096
    assert len(set(found)) == len(found)
    assert list(found) == sorted(found)
    assert all(re.fullmatch("[a-z]{3,8}", word) for word in found)


@given(data=st.data())
def test_five_words_of_ours_always_pass_and_three_never(data):
    drawn = data.draw(st.lists(st.sampled_from(words.word_list()), min_size=5, max_size=5, unique=True))

    assert words.strength(" ".join(drawn)).enough
    assert not words.strength(" ".join(drawn[:3])).enough


def test_any_single_word_of_ours_is_worth_a_fifth_of_the_line():
    assert all(words.strength(word).bits >= words.line() / 5 for word in words.word_list()[::7])


def test_proposals_differ_from_each_other():
    seen = {words.propose() for _ in range(20)}

    assert len(seen) == 20
    assert all(len(set(proposal)) == 5 for proposal in seen)


@pytest.mark.parametrize("text", [
    "welkom123", "Welkom2026!", "W4chtw00rd! W4chtw00rd!", "qwertyuiop asdfghjkl", "12345678901234567890",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaa", "fiets lamp fiets lamp fiets lamp", "01-01-1980 Amsterdam Ajax",
    "lepellepellepellepellepel", "correct horse battery staple", "ik hou van jou", "drowthcaw drowthcaw",
    "snoek kast wolk", "Wijkteam Noord 2026", "ziekenhuisopname", "", "     ",
])  # fmt: skip
def test_what_people_choose_and_attackers_try_is_below_the_line(text):
    assert not words.strength(text).enough


@pytest.mark.parametrize(
    "text", ["x8Kp!2mQz7Vw#9Lb", "snoek kast wolk lepel gans", "kumquat zwieper ukelele piccolo"]
)
def test_what_is_hard_to_guess_passes(text):
    assert words.strength(text).enough
    assert words.strength(text).hint == "Sterk genoeg"


def test_hints_say_what_to_do():
    assert words.strength("snoek kast").hint == "Nog te makkelijk: neem een woord meer"
    assert words.strength("snoek snoek").hint == "Een woord herhalen helpt niet: neem een ander woord"
    assert words.strength("").hint == "Typ je woorden"


@given(text=st.text(max_size=60), more=st.sampled_from(words.word_list()))
def test_judging_never_fails_and_a_new_word_never_weakens(text, more):
    assert words.strength(f"{text} {more}").bits >= words.strength(text).bits


def test_a_weak_one_is_refused_next_to_its_field():
    with pytest.raises(UserError) as refused:
        words.demand("geheim")
    assert refused.value.field == "passphrase"
    words.demand("snoek kast wolk lepel gans")
