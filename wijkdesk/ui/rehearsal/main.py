"""`wijkdesk rehearse --out DIR`: the whole job through the real screens, with pictures, papers and a report."""

from __future__ import annotations

import argparse
import json
import logging
import os
import shutil
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from wijkdesk.core import log
from wijkdesk.ui.rehearsal import battery, by_hand, summary
from wijkdesk.ui.rehearsal.acts import (
    attacks,
    conflict,
    desk,
    first_run,
    household,
    hunting,
    papers,
    safety,
    sharing,
    visit,
)
from wijkdesk.ui.rehearsal.ports import Ports
from wijkdesk.ui.rehearsal.stage import Stage

LARGE = 2
LAPTOP = (1366, 768)
Act = Callable[[Stage], None]

ACTS: tuple[tuple[str, Act], ...] = (
    ("first_run", first_run.play),
    ("household", household.play),
    ("visit", visit.play),
    ("papers", papers.play),
    ("safety", safety.play),
    ("desk", desk.play),
    ("sharing", sharing.play),
    ("conflict", conflict.play),
    ("attacks", attacks.play),
    ("hunting", hunting.play),
)


def main(argv: Sequence[str], ports: Ports) -> int:
    """Play all acts; 0 only when every step's result was checked and right."""
    options = _parser().parse_args(argv)
    out = Path(options.out)
    if options.child:
        application()
        battery.child(out, ports)
        return 1  # a child that comes back did not die
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    if options.by_hand:
        application()
        by_hand.run(out, Path(options.by_hand), ports)
        return 0
    with tempfile.TemporaryDirectory(prefix="wijkdesk-rehearsal-") as homes, own_folders(Path(homes)):
        application()
        stage = Stage(out, Path(homes), ports, large=options.scale == LARGE)
        wrong = play(stage)
    summary.write(stage, wrong)
    sys.stdout.write(summary.text(stage, wrong))
    return 1 if wrong else 0


@contextmanager
def own_folders(homes: Path) -> Iterator[None]:
    """Temporary files, settings of Qt and the log below `homes`, where the plaintext hunt looks."""
    chosen = {name: str(homes / "temp") for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR")}
    chosen |= {name: str(homes / name.lower()) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    before, level = {name: os.environ.get(name) for name in chosen}, logging.getLogger().level
    for folder in chosen.values():
        Path(folder).mkdir(exist_ok=True)
    os.environ.update(chosen)
    kept, tempfile.tempdir = tempfile.tempdir, chosen["TMPDIR"]
    handler = log.start(homes / "log")
    logging.getLogger().setLevel(logging.INFO)
    try:
        yield
    finally:
        logging.getLogger().setLevel(level)
        log.stop(handler)
        tempfile.tempdir = kept
        for name, value in before.items():
            os.environ.pop(name, None)
            os.environ.update({} if value is None else {name: value})


def application() -> QApplication:
    """Qt without a screen, kept open while windows come and go."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    made = QApplication.instance() or _on_a_laptop()
    assert isinstance(made, QApplication), "a rehearsal needs windows"
    made.setQuitOnLastWindowClosed(False)
    made.setCursorFlashTime(0)  # pictures that are the same each time
    return made


def _on_a_laptop() -> QApplication:
    """Qt's screen in memory is 800 x 800, so menus would open where no worker sees them; ours is a laptop's."""
    if os.environ["QT_QPA_PLATFORM"] != "offscreen":
        return QApplication(sys.argv[:1])
    screen = {"name": "laptop", "x": 0, "y": 0, "width": LAPTOP[0], "height": LAPTOP[1], "logicalDpi": 96}
    screen |= {"logicalBaseDpi": 96, "dpr": 1}
    with tempfile.NamedTemporaryFile("w", prefix="wijkdesk-screen-", suffix=".json") as file:
        file.write(json.dumps({"screens": [screen]}))
        file.flush()
        return QApplication([*sys.argv[:1], "-platform", f"offscreen:configfile={file.name}"])


def play(stage: Stage, acts: Sequence[tuple[str, Act]] = ACTS) -> str:
    """Play the acts in order; gives what went wrong, or nothing."""
    try:
        for _name, act in acts:
            act(stage)
        stage.leave()
    except Exception:  # noqa: BLE001 - whatever stops the rehearsal is reported with a picture of the moment
        return _report(stage)
    finally:
        stage.unplug()
    return ""


def _report(stage: Stage) -> str:
    wrong = traceback.format_exc()
    if any(widget.isVisible() for widget in QApplication.topLevelWidgets()):
        stage.hand.picture("hier-ging-het-mis")
        stage.leave()
    return wrong


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="wijkdesk rehearse")
    parser.add_argument("--out", default="build/rehearsal", help="folder for pictures, papers and the report")
    parser.add_argument(
        "--by-hand", metavar="HOME", default="", help="obey keys and clicks from standard input"
    )
    parser.add_argument("--scale", type=int, choices=(1, LARGE), default=1, help="2 = text of 200 %%")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser
