"""The words of a round that runs, rests, or met nobody."""

from __future__ import annotations

from wijkdesk.ui.sharing.round import Round


def test_a_round_that_runs_says_how_long_and_how_far() -> None:
    now = Round(running=True, done=184, total=240, words="Versturen · nog ongeveer 20 seconden")
    assert (now.title, now.left, now.count) == ("Versturen", "nog ongeveer 20 seconden", "184 van 240")
    assert "doorwerken" in now.more
    assert Round(running=True).title == "Bezig met delen…"


def test_a_paused_round_says_that_nothing_is_lost() -> None:
    now = Round(paused=True)
    assert now.shown
    assert now.title == "Delen is gepauzeerd"
    assert now.more.startswith("Er gaat niets verloren.")
    assert (now.left, now.count) == ("", "")


def test_without_a_network_all_is_here_and_with_nothing_to_do_nothing_is_said() -> None:
    assert Round(offline=True).title == "Geen internet. Alles staat op de laptop."
    assert not Round().shown
