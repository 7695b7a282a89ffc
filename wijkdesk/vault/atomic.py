"""Writing a file so that, whatever happens, the old or the new one stands there whole."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from wijkdesk.vault import refusals

GENERATIONS = 3


def write_new(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step, for this user only; EnvironmentFault when the disk refuses."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _replace(path, data)
    except OSError as error:
        raise refusals.cannot_write() from error


def write_keeping(path: Path, data: bytes) -> None:
    """The same, and what stood there before stays as `path`.1 to `path`.3, youngest first."""
    try:
        if path.exists():
            _shift(path)
        _replace(path, data)
    except OSError as error:
        raise refusals.cannot_write() from error


def _shift(path: Path) -> None:
    """Copy the present file to .1 after .1 and .2 moved on; the present file itself is never away."""
    for number in range(GENERATIONS - 1, 0, -1):
        older = generation(path, number)
        if older.exists():
            os.replace(older, generation(path, number + 1))
    _replace(generation(path, 1), path.read_bytes())


def generation(path: Path, number: int) -> Path:
    """Where the file of `number` writes ago stands."""
    return path.with_name(f"{path.name}.{number}")


def _replace(path: Path, data: bytes) -> None:
    beside = path.with_name(path.name + ".new")
    with open(beside, "wb", opener=_private) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)
    sync_folder(path.parent)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable; Windows does that by itself and cannot open folders."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
