"""Versions beside each other: the foundation from a git worktree, this checkout, and what may come after it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FOUNDATION = (
    "593e63c3e3f06e452fa85d7b771a03b0c765dfad"  # n-1: main as it stood at the close of the foundation
)
_LAPTOP = Path(__file__).with_name("laptop.py")

# n+1 knows a field and a kind more; n+2 has changed what a field means.
_NEW_FIELD = '    place_of_step: str | None = line(N_("Waar"), searched=True)\n'
_NEW_KIND = '''"""What the weather was; no version has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from wijkdesk.core.i18n import N_
from wijkdesk.models.base import Record, line


@dataclass(frozen=True, kw_only=True)
class Weather(Record):
    """The weather."""

    KIND: ClassVar[str] = "weather"
    TITLE: ClassVar[str] = N_("Weer")

    text: str | None = line(N_("Weer"), searched=True)
'''
_UPCASTER = '''

def _loud(inner: Inner) -> Inner:
    """Since schema 2 the text of a statement is kept in capitals."""
    from msgspec.structs import replace

    def louder(patch):
        if patch.table != "statement":
            return patch
        fields = {
            name: replace(field, value=field.value.upper()) if name == "text" else field
            for name, field in patch.fields.items()
        }
        return replace(patch, fields=fields)

    return replace(inner, schema=2, patches=tuple(louder(patch) for patch in inner.patches))


UPCASTERS[1] = _loud
'''


@dataclass(frozen=True)
class Build:
    """A version that can be run: the folder that holds its package."""

    name: str
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to run this version, and no other."""
        path = os.pathsep.join([str(self.folder), str(ROOT)])  # what it lacks, its tests, comes from here
        return {**os.environ, "PYTHONPATH": path, "PYTHONSAFEPATH": "1"}

    @contextmanager
    def laptop(self) -> Iterator[Laptop]:
        """A laptop of this version."""
        process = subprocess.Popen(
            [sys.executable, str(_LAPTOP)], cwd=self.folder, env=self.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        with process:
            try:
                yield Laptop(self.name, process)
            finally:
                if process.stdin:
                    process.stdin.close()

    @contextmanager
    def server(self, file: Path) -> Iterator[tuple[str, str]]:
        """A server of this version: its address and the number of its certificate."""
        words = ["-m", "wijkdesk.cli", "server", "serve", "--file", str(file), "--port", "0", "--open"]
        process = subprocess.Popen(
            [sys.executable, *words], cwd=self.folder, env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        with process:
            try:
                ready = json.loads(process.stdout.readline())  # type: ignore[union-attr]  # there is a pipe
                yield ready["url"], ready["certificate"]
            finally:
                process.terminate()


class Laptop:
    """A laptop in a process of its own; `do` gives it a command of laptop.py."""

    def __init__(self, version: str, process: subprocess.Popen[str]) -> None:
        self.version = version
        self._process = process

    def do(self, command: str, *values: Any) -> Any:
        """The answer to a command."""
        assert self._process.stdin, "there is a pipe"
        assert self._process.stdout, "there is a pipe"
        self._process.stdin.write(json.dumps([command, values]) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise AssertionError(f"{self.version}: {command} failed:\n{self._process.communicate()[1]}")
        return json.loads(line)


@contextmanager
def foundation(folder: Path) -> Iterator[Build]:
    """n-1, as it stood: a worktree of the commit that closed the foundation."""
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--detach", "-q", str(folder), FOUNDATION], check=True)
    try:
        yield Build("n-1", folder)
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def today() -> Build:
    """n: this checkout."""
    return Build("n", ROOT)


def tomorrow(folder: Path) -> Build:
    """n+1: a field and a kind more, nothing else."""
    _copy(folder)
    _edit(
        folder / "wijkdesk/models/step.py", "    who: frozenset[str]", _NEW_FIELD + "    who: frozenset[str]"
    )
    _edit(folder / "wijkdesk/models/step.py", "day, moment,", "day, line, moment,")
    (folder / "wijkdesk/models/weather.py").write_text(_NEW_KIND)
    registry = folder / "wijkdesk/models/registry.py"
    _edit(registry, "\nSCHEMA = ", "\nfrom wijkdesk.models.weather import Weather\n\nSCHEMA = ")
    _edit(registry, "        Space,\n        Worker,", "        Weather,\n        Space,\n        Worker,")
    return Build("n+1", folder)


def day_after(folder: Path) -> Build:
    """n+2: the text of a statement means something else, and an upcaster says what the old one means now."""
    _copy(folder)
    _edit(folder / "wijkdesk/models/registry.py", "\nSCHEMA = 1", "\nSCHEMA = 2")
    _edit(folder / "wijkdesk/sync/protocol.py", "= (1, 1)", "= (1, 2)")
    with (folder / "wijkdesk/models/history.py").open("a") as file:
        file.write(_UPCASTER)
    return Build("n+2", folder)


def _copy(folder: Path) -> None:
    for part in ("wijkdesk", "resources"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new))
