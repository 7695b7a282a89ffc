"""How long it still takes, in words."""

from __future__ import annotations

import pytest

from wijkdesk.services.pacing import Paced, left_words


class Heard:
    def __init__(self) -> None:
        self.said: list[tuple[int, int, str]] = []
        self.now = 0.0

    def report(self, done: int, total: int, text: str = "") -> None:
        self.said.append((done, total, text))

    def clock(self) -> float:
        return self.now


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "bijna klaar"), (7, "nog ongeveer 10 seconden"), (23, "nog ongeveer 20 seconden"),
        (70, "nog ongeveer 1 minuut"), (600, "nog ongeveer 10 minuten"), (5000, "nog meer dan een uur"),
    ],
)  # fmt: skip
def test_round_numbers(seconds: float, words: str) -> None:
    assert left_words(seconds) == words


def test_the_pace_of_a_phase_tells_what_is_left() -> None:
    heard = Heard()
    paced = Paced(heard, {"Versturen": 240}, heard.clock)
    paced.report(0, 20, "Versturen")
    heard.now = 10.0
    paced.report(60, 80, "Versturen")
    heard.now = 11.0
    paced.report(1, 3, "Ophalen")
    heard.now = 14.0
    paced.report(2, 3, "Ophalen")
    paced.report(3, 3, "Ophalen")
    assert heard.said == [
        (0, 240, "Versturen"),
        (60, 240, "Versturen · nog ongeveer 30 seconden"),
        (1, 3, "Ophalen"),
        (2, 3, "Ophalen · bijna klaar"),
        (3, 3, "Ophalen"),
    ]
