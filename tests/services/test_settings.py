import pytest

from wijkdesk.services import settings, undoing
from wijkdesk.services.session import Session
from wijkdesk.services.settings import Preferences


def test_a_choice_is_kept_and_can_be_undone(visiting: Session) -> None:
    assert settings.load(visiting) == Preferences()
    changes = settings.save(visiting, cover_after=2, discreet_at_start=True)
    assert changes.touches("setting", space=visiting.personal_space)
    assert settings.load(visiting) == Preferences(cover_after=2, discreet_at_start=True)
    undoing.undo(visiting)
    assert settings.load(visiting) == Preferences()
    undoing.redo(visiting)
    assert settings.load(visiting).cover_after == 2


@pytest.mark.parametrize(("asked", "kept"), [(9999, 15), (0, 1)])
def test_no_setting_makes_the_laptop_less_safe_than_the_choices(
    visiting: Session, asked: int, kept: int
) -> None:
    settings.save(visiting, cover_after=asked)
    assert settings.load(visiting).cover_after == kept
