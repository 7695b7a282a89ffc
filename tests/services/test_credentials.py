from pathlib import Path

import pytest

from tests.builders import CHEAP, WORDS
from wijkdesk.core.errors import Refused, UserError
from wijkdesk.services import credentials, profiles
from wijkdesk.services.session import Session

NEW = "zolder fluit kroket gordijn bakfiets"


def test_new_words_open_and_the_old_ones_do_not(visiting: Session) -> None:
    before = (visiting.folder / "wijkdesk.db").stat().st_ino
    credentials.change_words(visiting, WORDS, NEW, NEW, CHEAP)
    profiles.unlock(visiting.folder, NEW, strain=CHEAP).close()
    with pytest.raises(Refused):
        profiles.unlock(visiting.folder, WORDS, strain=CHEAP)
    assert (visiting.folder / "wijkdesk.db").stat().st_ino == before


@pytest.mark.parametrize(
    ("old", "new", "again", "field"),
    [("nee", NEW, NEW, "old"), (WORDS, "kort", "kort", "new"), (WORDS, NEW, NEW + "x", "again")],
)
def test_each_mistake_is_told_at_its_field_and_changes_nothing(
    visiting: Session, old: str, new: str, again: str, field: str
) -> None:
    with pytest.raises(UserError) as error:
        credentials.change_words(visiting, old, new, again, CHEAP)
    assert error.value.field == field
    profiles.unlock(visiting.folder, WORDS, strain=CHEAP).close()


def test_a_pin_is_checked_before_it_is_kept(visiting: Session, tmp_path: Path) -> None:
    for digits, again, field in (("1234", "1234", "pin"), ("4826", "4827", "pin_again")):
        with pytest.raises(UserError) as error:
            credentials.change_pin(visiting, digits, again)
        assert error.value.field == field
    assert not profiles.has_pin(visiting)
    credentials.change_pin(visiting, "4826", "4826")
    assert profiles.check_pin(visiting, "4826")
