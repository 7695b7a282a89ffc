"""The battery dies in the middle of a sentence: a child process types into the visit and is killed with -9."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from wijkdesk.ui.rehearsal.ports import Ports
from wijkdesk.ui.rehearsal.stage import Stage

DRAFT_S = 2.6  # drafts are kept at most every two seconds


@dataclass(frozen=True)
class Life:
    """What the child types before it dies: `kept` has time to become a draft, `lost` has not."""

    kept: str
    lost: str


def die_typing(stage: Stage, life: Life) -> int:
    """Start a child on the laptop in use, let it type and die; gives its exit code (-9)."""
    command = stage.ports.again(["rehearse", "--out", str(stage.out / "battery"), "--child"])
    given = {
        "home": str(stage.laptop.home),
        "words": stage.laptop.words,
        "kept": life.kept,
        "lost": life.lost,
    }
    done = subprocess.run(  # noqa: S603 - our own program
        command, input=json.dumps(given), text=True, capture_output=True, timeout=120, check=False
    )
    if done.returncode != -signal.SIGKILL:
        raise AssertionError(f"the child did not die as planned: {done.returncode} {done.stderr[-2000:]}")
    return done.returncode


def child(out: Path, ports: Ports) -> None:
    """The child's life; it ends in SIGKILL and gives nothing back."""
    given = json.loads(sys.stdin.read())
    out.mkdir(parents=True, exist_ok=True)
    stage = Stage(out, Path(given["home"]).parent, ports)
    stage.laptop = stage.laptops[Path(given["home"]).name]
    stage.laptop.words = given["words"]
    stage.start()
    stage.unlock_to("Gezien en gezegd")
    stage.hand.press("Return")
    stage.hand.press("Ctrl+End")
    stage.hand.press("Return")
    stage.hand.write(given["kept"])
    stage.hand.breathe(int(DRAFT_S * 1000))
    stage.hand.write(given["lost"])
    threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGKILL)).start()
    stage.hand.breathe(10_000)
