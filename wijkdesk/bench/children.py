"""Small programs that run in processes of their own; they are text, for this package holds no Qt itself.

`WATCH` is laid on the path as sitecustomize: it says "painted" once the first window of the child is on
screen, and ends the process. Product and bare window are watched alike.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

MARK = "window"

WATCH = f"""
import os, sys
if {MARK!r} in sys.orig_argv:
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    def memory():
        with open("/proc/self/status") as status:
            return next((line.split()[1] for line in status if line.startswith("VmHWM")), "0")

    def say():
        os.write(1, f"painted {{memory() if os.path.exists('/proc/self/status') else 0}}\\n".encode())
        os._exit(0)

    class Watch(QObject):
        seen = False
        def eventFilter(self, watched, event):
            if not self.seen and event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
                self.seen = True
                QTimer.singleShot(0, say)
            return False

    run = QApplication.exec
    def watched(*_args):
        watch = Watch(QApplication.instance())
        QApplication.instance().installEventFilter(watch)
        return run()
    QApplication.exec = watched
"""

BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
app.exec()
"""

UNLOCK = """
import pathlib, sys, time
from PySide6.QtWidgets import QApplication
from wijkdesk import app as program
from wijkdesk.bench import fill
from wijkdesk.ui.welcome.door import Door
from wijkdesk.vault import kluis

home = pathlib.Path(sys.argv[2])
application = QApplication([])
program._import_heavy(None)
app = program.App(home, Door(home, fill.CHEAP))
derived = 0.0
unlock = kluis.unlock
def timed(*values, **more):
    global derived
    start = time.perf_counter()
    try:
        return unlock(*values, **more)
    finally:
        derived += time.perf_counter() - start
kluis.unlock = timed
start = time.perf_counter()
session = app.door.unlock(home / fill.PROFILE, fill.PASSPHRASE)
app.enter(session)
quiet = 0
while quiet < 3:
    application.processEvents()
    quiet = 0 if app.runner.busy else quiet + 1
    if app.runner.busy:
        time.sleep(0.001)
took = time.perf_counter() - start - derived
try:
    with open("/proc/self/status") as status:
        memory = next(line.split()[1] for line in status if line.startswith("VmHWM"))
except OSError:
    memory = "0"
print("ready", took * 1000, memory, type(app.workplace.desk.screen).__name__, flush=True)
app.quit()
"""

PULL = """
import pathlib, sys, time
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication
from wijkdesk import app as program
from wijkdesk.bench import fill
from wijkdesk.models.dossier import Household
from wijkdesk.services import profiles
from wijkdesk.storage import queries
from wijkdesk.ui.sharing.pulse import Pulse

application = QApplication([])
program._import_heavy(None)
Pulse.start = lambda pulse: None  # the round that is measured is begun below
session = profiles.unlock(pathlib.Path(sys.argv[2]), fill.PASSPHRASE, strain=fill.CHEAP)
place = program.build_window(session, screen="today")
place.window.resize(1366, 768)
place.window.show()
loop, timer, watch = QEventLoop(), QTimer(), QTimer()
late, last, pulled, quiet = [], 0.0, [], 0

def tick():
    global last
    now = time.perf_counter()
    late.append((now - last) * 1000 - timer.interval())
    last = now

def look():
    global quiet
    quiet = 0 if place.runner.busy else quiet + 1
    if quiet > 5:
        loop.quit()

def settle():
    global quiet
    quiet = 0
    loop.exec()

def measure():
    global last
    late.clear()
    last = time.perf_counter()
    timer.start(5)
    settle()
    timer.stop()
    return sorted(late)

watch.timeout.connect(look)
watch.start(100)
timer.timeout.connect(tick)
settle()
for screen in ("households", "dossier"):
    params = {"household": queries.find(session.store, Household, limit=1)[0].id} if screen == "dossier" else {}
    place.desk.open(screen, **params)
    settle()
still = measure()[-1]
ended = []
def on_synced(result):
    pulled.append(result.pulled)
    ended.append(time.perf_counter())

place.pulse.synced.connect(on_synced)
begin = time.perf_counter()
place.pulse.now()
found = measure()
print("pull", found[-1], found[int(len(found) * 0.99)], still, ended[0] - begin, pulled[0], flush=True)
place.window.close()
"""


def environment(home: Path) -> dict[str, str]:
    """The environment of a child: no display needed, its own home, our package on the path.

    Compiled modules are kept, as on a worker's laptop: some test machines forbid it, and then every start
    compiles the whole program anew.
    """
    package = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join((str(home / "watch"), package))
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**ours, "QT_QPA_PLATFORM": "offscreen", "WIJKDESK_HOME": str(home), "PYTHONPATH": path}


def prepare(home: Path) -> None:
    """Lay the watcher where children find it."""
    (home / "watch").mkdir(parents=True, exist_ok=True)
    (home / "watch" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")


def until_painted(command: list[str], home: Path) -> tuple[float, float]:
    """Milliseconds from starting a command to its first window, and the most MB it held until then."""
    start = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own commands
        command, env=environment(home), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as child:
        line = child.stdout.readline() if child.stdout else ""
        took = (time.perf_counter() - start) * 1000
    if not line.startswith("painted"):
        raise RuntimeError(f"no window was painted by {command[:3]}")
    return took, int(line.split()[1]) / 1024


def bare_command() -> list[str]:
    """A bare window of PySide6."""
    return [sys.executable, "-c", BARE, MARK]


def product_command() -> list[str]:
    """WijkDesk as people start it: the small parent, and its window."""
    return [sys.executable, "-m", "wijkdesk.cli", "run"]


def until_ready(home: Path) -> tuple[float, float, str]:
    """Milliseconds from unlocking to the first screen with its content, without deriving; MB; which screen."""
    run = subprocess.run(  # noqa: S603 - our own text
        [sys.executable, "-c", UNLOCK, "ready", str(home)],
        env=environment(home), check=False, capture_output=True, text=True,
    )  # fmt: skip
    if run.returncode:
        raise RuntimeError(run.stderr[-2000:])
    _word, took, memory, screen = run.stdout.splitlines()[-1].split()
    return float(took), int(memory) / 1024, screen


def while_pulling(profile: Path, home: Path) -> tuple[float, float, float, float, int]:
    """How late the window's turns were while a profile pulled: most, 99th percentile, most with nothing to do (ms).

    Then how long the pull took (s), and the commits that came.
    """
    run = subprocess.run(  # noqa: S603 - our own text
        [sys.executable, "-c", PULL, "pull", str(profile)],
        env=environment(home), check=False, capture_output=True, text=True,
    )  # fmt: skip
    if run.returncode:
        raise RuntimeError(run.stderr[-2000:])
    _word, most, usual, still, took, pulled = run.stdout.splitlines()[-1].split()
    return float(most), float(usual), float(still), float(took), int(pulled)
