"""Every test of the kit starts with the light look at 100 %."""

import pytest

from wijkdesk.ui.kit import theme


@pytest.fixture(autouse=True)
def _light() -> None:
    theme._hub.theme = theme.Theme("light")
