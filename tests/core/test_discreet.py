from collections.abc import Iterator

import pytest

from wijkdesk.core.discreet import discreet, set_discreet, shown


@pytest.fixture(autouse=True)
def _names_shown() -> Iterator[None]:
    yield
    set_discreet(False)


def test_names_become_initials_only_when_asked() -> None:
    assert shown("El Amrani-Vermeer") == "El Amrani-Vermeer"
    set_discreet(True)
    assert discreet()
    assert shown("El Amrani-Vermeer") == "E.A."
    assert shown("Lina") == "L."
    assert shown("") == ""
