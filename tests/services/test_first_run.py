from pathlib import Path

import pytest

from tests.builders import CHEAP, WORDS
from wijkdesk.core.errors import Refused, UserError
from wijkdesk.services import first_run, profiles


def test_the_two_acts_make_a_working_profile(tmp_path: Path) -> None:
    begun = first_run.begin(tmp_path / "profiel", WORDS, strain=CHEAP)
    session = begun.session
    try:
        assert first_run.unfinished(session)
        assert first_run.wrong_blocks(begun.blocks, begun.code) == ()
        assert not first_run.confirmed(session)
        first_run.confirm(session)
        first_run.finish(session, " Noor Bakker ", "coach", "")
        assert first_run.confirmed(session)
        assert not first_run.unfinished(session)
        assert session.me.name == "Noor Bakker"
    finally:
        session.close()


def test_a_first_run_that_was_broken_off_goes_on_with_a_new_code(tmp_path: Path) -> None:
    begun = first_run.begin(tmp_path / "profiel", WORDS, strain=CHEAP)
    begun.session.close()
    session = profiles.unlock(tmp_path / "profiel", WORDS, strain=CHEAP)
    try:
        assert first_run.unfinished(session)
        again = first_run.resume(session)
        assert again.code != begun.code
    finally:
        session.close()
    with pytest.raises(Refused):
        profiles.unlock_with_code(tmp_path / "profiel", "".join(begun.blocks))
    profiles.unlock_with_code(tmp_path / "profiel", "".join(again.blocks)).close()


def test_a_name_is_needed(tmp_path: Path) -> None:
    begun = first_run.begin(tmp_path / "profiel", WORDS, strain=CHEAP)
    with pytest.raises(UserError) as error:
        first_run.finish(begun.session, "  ", "", "")
    begun.session.close()
    assert error.value.field == "name"


def test_the_code_is_in_no_representation(tmp_path: Path) -> None:
    begun = first_run.begin(tmp_path / "profiel", WORDS, strain=CHEAP)
    begun.session.close()
    assert begun.code.hex() not in repr(begun)
