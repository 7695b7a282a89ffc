"""Icons and fonts on disk: all there, all used, free to use, in one colour."""

import re

from wijkdesk.core.paths import resource
from wijkdesk.ui.kit.icon import Icon


def test_icons_and_files_are_the_same() -> None:
    files = {file.stem for file in resource("icons").glob("*.svg")}
    assert files == {icon.value for icon in Icon}


def test_icons_know_only_the_current_colour() -> None:
    paint = re.compile(r'(?:fill|stroke)="([^"]*)"|style=|<script|href')
    for file in resource("icons").glob("*.svg"):
        found = {match[1] for match in paint.finditer(file.read_text("utf-8"))}
        assert found <= {"none", "currentColor"}, file.name


def test_licences_stand_beside_the_files() -> None:
    assert "ISC License" in resource("icons", "LICENSE").read_text("utf-8")
    licences = list(resource("fonts").glob("OFL-*.txt"))
    assert len(licences) == 4
    assert all("SIL Open Font License" in file.read_text("utf-8") for file in licences)


def test_fonts_stay_small() -> None:
    assert sum(file.stat().st_size for file in resource("fonts").glob("*.ttf")) < 3_000_000
