"""Marks beside fields: which, in words, and who else changed what is being typed."""

from __future__ import annotations

from tests.builders import person_called
from tests.scenarios.two_laptops import World
from tests.ui.both import both_change_the_phone, share_family
from wijkdesk.core.discreet import set_discreet
from wijkdesk.services import conflicts, drafts, people


def test_a_mark_names_field_and_record_and_hides_names(world: World) -> None:
    home = share_family(world)
    assert conflicts.marks(world.noor, home.space) == ()
    point = both_change_the_phone(world, home)
    (mark,) = conflicts.marks(world.noor, home.space)
    assert (mark.row, mark.name) == (point.id, "value")
    assert mark.words == "Nummer of adres · Bereikbaar via · Samira El Amrani"
    set_discreet(True)
    try:
        assert "Samira" not in mark.words
    finally:
        set_discreet(False)


def test_only_others_count_as_who_else_changed_it(world: World) -> None:
    home = share_family(world)
    lina = person_called(world.noor, home, "Lina")
    seen = drafts.seen(world.noor, lina, "calling_name")
    people.change(world.noor, lina, calling_name="Lien")
    assert drafts.also_changed(world.noor, lina, "calling_name", seen) == ""
    world.sync()
    people.change(world.abrehet, person_called(world.abrehet, home, "Lien"), calling_name="Lientje")
    world.sync(world.abrehet, world.noor)
    assert drafts.also_changed(world.noor, lina, "calling_name", seen) == "Abrehet Tesfay"
