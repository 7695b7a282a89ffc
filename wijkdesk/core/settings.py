"""What a locked window must know: look, language, how the last session ended. A TOML file without any name.

All other settings are records in the worker's own space (services/settings.py).
"""

from __future__ import annotations

import os
import tomllib
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

FILE = "window.toml"
THEMES = ("system", "light", "dark", "contrast")
LANGUAGES = ("nl", "en", "pseudo")
TEXT_SIZES = (100, 125, 150, 175, 200)
REASONS = ("", "hand", "idle", "pins", "sleep", "system", "crash")


@dataclass(frozen=True)
class WindowSettings:
    """Look and language; `text` in percent. `locked_at`, `draft_at` as 13:58, `unshared` a count."""

    theme: str = "system"
    text: int = 100
    readable: bool = False
    touch: bool = False
    language: str = "nl"
    width: int = 0
    height: int = 0
    maximized: bool = False
    locked_at: str = ""
    locked_why: str = ""
    draft_at: str = ""
    unshared: int = 0

    def sane(self) -> WindowSettings:
        """The same with what no version of WijkDesk would write put back to normal."""
        normal = WindowSettings()
        return replace(
            self,
            theme=self.theme if self.theme in THEMES else normal.theme,
            language=self.language if self.language in LANGUAGES else normal.language,
            text=min(200, max(100, self.text)),
            locked_why=self.locked_why if self.locked_why in REASONS else "",
        )


def read(folder: Path) -> WindowSettings:
    """The settings of a profile; normal ones when the file is missing or broken, for it must never stop a start."""
    try:
        with (folder / FILE).open("rb") as file:
            found = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return WindowSettings()
    kinds = {field.name: type(field.default) for field in fields(WindowSettings)}
    known: dict[str, Any] = {name: value for name, value in found.items() if type(value) is kinds.get(name)}
    return WindowSettings(**known).sane()


def write(folder: Path, settings: WindowSettings) -> None:
    """Keep the settings of a profile. OSError when the disk refuses: the caller goes on without."""
    lines = [f"{name} = {_toml(value)}" for name, value in asdict(settings).items()]
    beside = folder / f"{FILE}.new"
    beside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    os.replace(beside, folder / FILE)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return '"' + str(value).replace("\\", "").replace('"', "") + '"'


def last_used(folders: list[Path]) -> Path | None:
    """The profile whose window was open last, to begin with."""
    return max(folders, key=_written, default=None)


def _written(folder: Path) -> float:
    try:
        return (folder / FILE).stat().st_mtime
    except OSError:
        return 0.0
