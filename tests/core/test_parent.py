"""The parent of the window: one a home, again after a lock, not for ever after crashes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from wijkdesk.core import parent
from wijkdesk.core.filelock import FileLock


class Windows:
    """Windows that end with the codes given."""

    def __init__(self, *codes: int) -> None:
        self.codes = list(codes)
        self.started = 0

    def __call__(self) -> int:
        self.started += 1
        return self.codes.pop(0)


class Ticks:
    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def test_a_locked_window_is_started_again(tmp_path: Path) -> None:
    windows = Windows(parent.LOCKED_EXIT, parent.LOCKED_EXIT, 0)
    assert parent.watch(tmp_path, windows) == 0
    assert windows.started == 3


def test_a_crash_is_started_again_but_not_for_ever(tmp_path: Path) -> None:
    windows = Windows(1, -11, 1, 0)
    assert parent.watch(tmp_path, windows, Ticks(1.0)) == parent.KEEPS_CRASHING
    assert windows.started == 3


def test_a_window_that_was_asked_to_end_is_not_started_again(tmp_path: Path) -> None:
    windows = Windows(-signal.SIGTERM, 0)
    assert parent.watch(tmp_path, windows) == 0
    assert windows.started == 1


def test_crashes_far_apart_do_not_add_up(tmp_path: Path) -> None:
    windows = Windows(1, 1, 1, 1, 0)
    assert parent.watch(tmp_path, windows, Ticks(40.0)) == 0


def test_a_second_start_sees_that_the_home_is_taken(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / ".lock")
    assert lock.take()
    windows = Windows(0)
    assert parent.watch(tmp_path, windows) == parent.ALREADY_OPEN
    assert windows.started == 0
    lock.release()
    assert parent.watch(tmp_path, windows) == 0


def test_the_system_lets_go_of_the_lock_when_its_holder_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from wijkdesk.core.filelock import FileLock;"
        "lock = FileLock(Path(sys.argv[1])); print(lock.take(), flush=True); time.sleep(60)"
    )
    path = tmp_path / ".lock"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True, env=os.environ
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "True"
        assert not FileLock(path).take()
        holder.kill()
    mine = FileLock(path)
    assert mine.take()
    mine.release()


@pytest.mark.skipif(sys.platform != "linux", reason="what Linux offers")
def test_the_window_process_leaves_no_core_and_hides_its_memory() -> None:
    code = (
        "import resource; from wijkdesk.core import parent; parent.no_core_dumps();"
        "print(resource.getrlimit(resource.RLIMIT_CORE), parent.hide_memory())"
    )
    bare = {name: value for name, value in os.environ.items() if name not in parent._PORTAL_SIGNS}
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=bare, check=True)
    assert found.stdout.strip() == "(0, 0) True"


def test_where_a_portal_must_look_at_us_memory_stays_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert not parent.hide_memory()


def test_the_window_command_runs_this_program() -> None:
    assert parent.window_command()[0] == sys.executable
    assert parent.window_command()[-1] == "window"
