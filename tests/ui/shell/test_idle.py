import pytest

from wijkdesk.ui.shell.idle import PIN_CHOICE_SECONDS, IdleGuard, Verdict

MINUTE = 60


def guard(**more: bool) -> IdleGuard:
    return IdleGuard(5 * MINUTE, 60 * MINUTE, **more)


def test_rest_warns_covers_and_then_locks() -> None:
    idle = guard(has_pin=True)
    assert idle.verdict(4 * MINUTE - 1) is Verdict.NOTHING
    assert idle.verdict(4 * MINUTE) is Verdict.WARN
    assert idle.left(4 * MINUTE) == 60
    assert idle.verdict(5 * MINUTE) is Verdict.COVER
    idle.cover(5 * MINUTE)
    assert idle.verdict(64 * MINUTE) is Verdict.NOTHING
    assert idle.verdict(65 * MINUTE) is Verdict.LOCK


def test_a_key_begins_the_rest_anew_but_not_while_covered() -> None:
    idle = guard(has_pin=True)
    idle.activity(4 * MINUTE)
    assert idle.verdict(8 * MINUTE) is Verdict.WARN
    idle.cover(9 * MINUTE)
    idle.activity(60 * MINUTE)
    assert idle.verdict(69 * MINUTE) is Verdict.LOCK
    idle.uncover(69 * MINUTE)
    assert idle.verdict(70 * MINUTE) is Verdict.NOTHING


def test_without_a_pin_rest_locks() -> None:
    assert guard().verdict(5 * MINUTE) is Verdict.LOCK


def test_a_pin_that_is_not_chosen_in_time_locks() -> None:
    idle = guard()
    idle.cover(10)
    assert idle.verdict(10 + PIN_CHOICE_SECONDS - 1) is Verdict.NOTHING
    assert idle.verdict(10 + PIN_CHOICE_SECONDS) is Verdict.LOCK


def test_while_a_screen_is_shown_to_others_nothing_covers_by_itself() -> None:
    idle = guard(has_pin=True, paused=True)
    assert idle.left(30 * MINUTE) is None
    assert idle.verdict(500 * MINUTE) is Verdict.NOTHING
    idle.cover(500 * MINUTE)
    assert idle.verdict(560 * MINUTE) is Verdict.LOCK


@pytest.mark.parametrize("has_pin", [True, False])
def test_waking_up_after_a_long_sleep_locks(has_pin: bool) -> None:
    assert guard(has_pin=has_pin).verdict(8 * 60 * MINUTE) is Verdict.LOCK


def test_a_clock_that_was_set_back_does_no_harm() -> None:
    idle = guard(has_pin=True)
    idle.activity(1000)
    assert idle.verdict(10) is Verdict.NOTHING
