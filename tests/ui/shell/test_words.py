"""Status bar, trail and shortcuts in words; no Qt."""

import datetime as dt

from wijkdesk.ui.shell.places import Place, Trail
from wijkdesk.ui.shell.status import Status

AT = dt.datetime(2026, 11, 19, 14, 2, tzinfo=dt.UTC)


def test_the_status_bar_says_what_is_saved_and_shared() -> None:
    assert Status(saved_at=AT).saved == "Opgeslagen 14:02"
    assert Status().sharing == "Alles staat op deze laptop"
    assert Status(has_server=True).sharing == "Alles gedeeld"
    assert Status(has_server=True, unshared=1, online=True).sharing == "1 wijziging nog niet gedeeld"
    offline = Status(has_server=True, unshared=3)
    assert offline.sharing == "Offline · 3 wijzigingen nog niet gedeeld"
    assert offline.sharing_short == "3 nog niet gedeeld"


def test_the_countdown_is_in_minutes_and_at_the_end_in_seconds() -> None:
    assert Status(cover_in=541).cover == "Afgedekt over 10 min"
    assert Status(cover_in=59).cover == "Afgedekt over 59 sec"
    assert Status(cover_in=60).soon
    assert not Status(cover_in=61).soon
    assert Status(cover_in=None).cover == "Dekt niet vanzelf af"


def test_back_and_forward_go_along_the_trail() -> None:
    trail = Trail()
    today, list_, dossier = Place("today"), Place("households"), Place("dossier", {"household": b"x"})
    trail.go(today, None)
    trail.go(list_, today)
    trail.go(dossier, list_)
    assert trail.back(dossier) == list_
    assert trail.back(list_) == today
    assert trail.back(today) is None
    assert trail.forward(today) == list_
    trail.go(dossier, list_)
    assert trail.forward(dossier) is None


def test_the_same_place_twice_is_one_step() -> None:
    trail = Trail()
    first = Place("dossier", {"household": b"x"}, "name", 3)
    trail.go(first, None)
    trail.go(Place("dossier", {"household": b"x"}), first)
    assert trail.back(first) is None
