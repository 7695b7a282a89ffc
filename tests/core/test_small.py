"""The small change of the house: ids, changes, errors, paths, ways of not knowing."""

from __future__ import annotations

from pathlib import Path

import pytest

from wijkdesk.core import ids, paths
from wijkdesk.core.changes import Change, ChangeSet
from wijkdesk.core.errors import EnvironmentFault, Refused, UserError, WijkError
from wijkdesk.core.progress import Silent
from wijkdesk.core.unknown import Unknown

SPACE, OTHER = ids.new_id(), ids.new_id()
ROW = ids.new_id()
CHANGED = ChangeSet((Change("person", ROW, SPACE, frozenset({"born"})),), (ids.new_id(),))


def test_an_id_is_sixteen_random_bytes() -> None:
    assert len(ids.new_id()) == 16
    assert ids.new_id() != ids.new_id()


def test_a_natural_id_is_the_same_on_every_laptop() -> None:
    assert ids.natural_id(SPACE, "person", b"a", "b") == ids.natural_id(SPACE, "person", b"a", "b")


def test_parts_of_a_natural_id_do_not_run_into_each_other() -> None:
    assert ids.natural_id(SPACE, "person", "ab", "c") != ids.natural_id(SPACE, "person", "a", "bc")


def test_a_natural_id_of_another_space_is_another() -> None:
    assert ids.natural_id(SPACE, "pin") != ids.natural_id(OTHER, "pin")


def test_the_short_form_is_eight_digits() -> None:
    assert ids.short(ids.ZERO) == "00000000"


def test_a_change_touches_its_own_kind() -> None:
    assert CHANGED.touches("person")
    assert not CHANGED.touches("household")


def test_a_change_touches_its_own_row_and_space() -> None:
    assert CHANGED.touches(row=ROW)
    assert CHANGED.touches("person", space=SPACE)
    assert not CHANGED.touches(space=OTHER)


def test_any_kind_is_asked_by_naming_none() -> None:
    assert CHANGED.touches()
    assert not ChangeSet().touches()


def test_changes_add_up_in_order() -> None:
    more = ChangeSet((Change("step", ROW, OTHER),))
    assert [change.kind for change in (CHANGED | more).changes] == ["person", "step"]
    assert (CHANGED | more).commits == CHANGED.commits


def test_trouble_is_told_in_three_parts() -> None:
    trouble = EnvironmentFault("De schijf is vol.", kept="Alles is bewaard.", todo="Maak ruimte vrij.")
    assert trouble.sentences == "De schijf is vol. Alles is bewaard. Maak ruimte vrij."


def test_trouble_with_one_part_has_no_loose_spaces() -> None:
    assert WijkError("De schijf is vol.").sentences == "De schijf is vol."


def test_input_that_does_not_fit_names_its_field() -> None:
    assert UserError("Vul een naam in.", field="name").field == "name"


def test_a_refusal_has_a_fixed_word_and_a_sentence() -> None:
    refusal = Refused("damaged", "Het bestand is beschadigd.")
    assert (refusal.code, str(refusal)) == ("damaged", "Het bestand is beschadigd.")


def test_the_home_can_be_moved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WIJKDESK_HOME", str(tmp_path))
    assert paths.data_home() == tmp_path


def test_resources_are_where_the_program_looks() -> None:
    assert paths.resource("icons").is_dir()
    assert paths.resource("themes", "light.toml").is_file()


def test_not_asked_is_said_in_words() -> None:
    assert Unknown.NOT_ASKED.label == "nog niet gevraagd"
    assert Unknown.DONT_KNOW.label == "weet niet"
    assert Unknown.WONT_SAY.label == "wil niet zeggen"


def test_codes_of_not_knowing_are_format() -> None:
    """docs/formats.md §1, Values."""
    assert [item.value for item in Unknown] == [1, 2, 3]


def test_who_does_not_care_hears_nothing() -> None:
    assert Silent().report(1, 2) is None
