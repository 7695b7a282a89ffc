"""Token buckets: what is let through, and that their memory has an end."""

from hypothesis import given
from hypothesis import strategies as st

from wijkdesk.server.limits import BURST_S, Buckets, Limits, network


class Watch:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@given(rate=st.sampled_from([0.5, 1, 7, 40]), steps=st.lists(st.floats(0, 3), max_size=60))
def test_never_more_than_a_burst_and_the_rate_and_who_waits_as_told_goes_on(
    rate: float, steps: list[float]
) -> None:
    watch = Watch()
    buckets = Buckets(rate, now=watch)
    for let_through, step in enumerate(steps, 1):
        watch.now += step
        wait = buckets.wait("a")
        if wait:
            watch.now += wait + 1e-6
            assert buckets.wait("a") == 0
        assert let_through <= rate * (BURST_S + watch.now) + 1


def test_one_laptop_does_not_use_up_the_turn_of_another() -> None:
    watch = Watch()
    limits = Limits(device=1, address=100, now=watch)
    named = {"wijkdesk-device": "aa"}
    for _turn in range(BURST_S):
        assert limits.wait("10.0.0.1", named, {}) == 0
    assert limits.wait("10.0.0.1", named, {}) == 1
    assert limits.wait("10.0.0.1", {"wijkdesk-device": "bb"}, {}) == 0
    assert limits.wait("10.0.0.2", named, {}) == 0  # a stranger elsewhere who names it takes nothing from it


def test_an_address_is_held_back_whatever_it_calls_itself() -> None:
    limits = Limits(device=1, address=2, now=Watch())
    found = [
        limits.wait("2001:db8::1", {"wijkdesk-device": str(number)}, {}) for number in range(2 * BURST_S)
    ]
    assert found == [0] * len(found)
    assert limits.wait("2001:db8::2", {}, {}) > 0  # one line, one /64
    assert limits.wait("2001:db8:1::2", {}, {}) == 0


def test_no_limit_and_no_end_of_memory() -> None:
    assert not any(Limits(device=0, address=0).wait("a", {}, {}) for _turn in range(1000))
    buckets = Buckets(1, most=10, now=Watch())
    for number in range(1000):
        buckets.wait(str(number))
    assert len(buckets) == 10


def test_what_is_no_address_is_taken_as_it_is() -> None:
    assert [network(text) for text in ("", "unix", "10.1.2.3")] == ["", "unix", "10.1.2.3"]
