from pathlib import Path

from wijkdesk.core import settings
from wijkdesk.core.settings import WindowSettings


def test_settings_come_back_as_they_were_written(tmp_path: Path) -> None:
    chosen = WindowSettings(
        theme="dark", text=150, readable=True, language="en", locked_at="13:58", unshared=3
    )
    settings.write(tmp_path, chosen)
    assert settings.read(tmp_path) == chosen


def test_a_broken_or_missing_file_gives_normal_settings(tmp_path: Path) -> None:
    assert settings.read(tmp_path) == WindowSettings()
    (tmp_path / settings.FILE).write_bytes(b"theme = \xff[")
    assert settings.read(tmp_path) == WindowSettings()


def test_what_makes_no_sense_is_put_back_to_normal(tmp_path: Path) -> None:
    text = 'theme = "pink"\ntext = 900\nlanguage = "xx"\nreadable = "yes"\nlocked_why = "aliens"\nnew = 1\n'
    (tmp_path / settings.FILE).write_text(text)
    assert settings.read(tmp_path) == WindowSettings(text=200)


def test_a_quote_cannot_leave_its_line(tmp_path: Path) -> None:
    settings.write(tmp_path, WindowSettings(locked_at='1"\\3'))
    assert settings.read(tmp_path).locked_at == "13"


def test_the_profile_used_last_comes_first(tmp_path: Path) -> None:
    older, newer = tmp_path / "a", tmp_path / "b"
    for number, folder in enumerate((older, newer)):
        folder.mkdir()
        settings.write(folder, WindowSettings())
        import os

        os.utime(folder / settings.FILE, (number, number))
    assert settings.last_used([older, newer]) == newer
    assert settings.last_used([]) is None
