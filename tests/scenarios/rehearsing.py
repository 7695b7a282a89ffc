"""Some acts of the rehearsal in a process of their own, with a key derivation that costs nothing.

`python -m tests.scenarios.rehearsing --out DIR --homes DIR ACT...` leaves pictures, papers and `result.json`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from tests.builders import CHEAP
from wijkdesk.app import App
from wijkdesk.bench.hunt import hunt
from wijkdesk.ui.rehearsal import battery
from wijkdesk.ui.rehearsal.main import ACTS, application, own_folders, play
from wijkdesk.ui.rehearsal.ports import Forged, Ports, Served
from wijkdesk.ui.rehearsal.stage import Stage
from wijkdesk.ui.welcome.door import Door


def program(home: Path) -> App:
    return App(home, Door(home, strain=CHEAP))


def again(words: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "tests.scenarios.rehearsing", *words[1:]]  # without "rehearse"


def no_server(_file: Path, _port: int) -> AbstractContextManager[Served]:
    raise AssertionError("these acts need no server")


def no_forger(_profile: Path, _words: str) -> Sequence[Forged]:
    raise AssertionError("these acts need no forger")


PORTS = Ports(program, no_server, again, no_forger, hunt)


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--homes", type=Path)
    parser.add_argument("--child", action="store_true")
    parser.add_argument("acts", nargs="*")
    options = parser.parse_args(argv)
    if options.child:
        application()
        battery.child(options.out, PORTS)
        return 1
    options.out.mkdir(parents=True)
    options.homes.mkdir(parents=True)
    with own_folders(options.homes):
        application()
        stage = Stage(options.out, options.homes, PORTS)
        wrong = play(stage, [act for act in ACTS if act[0] in options.acts])
    result = {
        "wrong": wrong,
        "words": " ".join(stage.laptop.words),
        "steps": [[step.name, step.keys, step.clicks] for step in stage.steps],
        "pictures": stage.hand.pictures,
        "papers": stage.papers,
    }
    (options.out / "result.json").write_text(json.dumps(result), encoding="utf-8")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
