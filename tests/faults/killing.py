"""Runs a task in a process and ends that process with kill -9, at a moment or at a commit."""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.faults import child

# One helper process imports everything once and forks for each case: a start costs milliseconds, not a second.
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.faults.child"])
LONG_S = 60.0


def doomed(
    task: str, folder: Path, *, after_s: float = LONG_S, dies: str = "", first: int = 1
) -> Sequence[Any]:
    """What a task said was safe before it died: `after_s` seconds after its `first` word, or at a commit."""
    here, there = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=child.run, args=(task, str(folder), there, dies))
    process.start()
    there.close()
    told: list[Any] = []
    try:
        while len(told) < first and (word := _hear(here, LONG_S)):
            told.append(word)
        process.join(0 if after_s < 0 else after_s) if first <= len(told) and not dies else None
        if not dies:
            process.kill()
        while word := _hear(here, LONG_S):
            told.append(word)
    finally:
        process.kill()
        process.join()
        process.close()
        here.close()
    return told


def _hear(pipe: Any, seconds: float) -> Any:
    try:
        return pipe.recv() if pipe.poll(seconds) else None
    except EOFError:
        return None


_LASTS: dict[str, float] = {}


def lasts(task: str, folder: Path) -> float:
    """How many seconds a task takes here and now when nobody ends it, tried on a copy of all beside `folder`."""
    if task not in _LASTS:
        with tempfile.TemporaryDirectory() as place:
            copy = Path(place, "kopie")
            shutil.copytree(folder.parent, copy)
            _LASTS[task] = float(doomed(task, copy / folder.name)[-1][1])
    return _LASTS[task]
