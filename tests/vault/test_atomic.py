"""Cut off at any moment, the old or the new file stands there whole."""

import contextlib
import os
import subprocess
import sys

import pytest

from tests.vault.fast import FAST, LOOSE, OTHER, PASSPHRASE
from wijkdesk.core.errors import EnvironmentFault, Refused
from wijkdesk.vault import atomic, kluis


class Killed(BaseException):
    """What stands for the process ending there and then."""


STEPS = ["fsync", "replace"]


def opens_with(path, *phrases):
    for phrase in phrases:
        try:
            return kluis.unlock(path, phrase, bounds=LOOSE)
        except Refused:
            continue
    return None


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("moment", range(1, 7))
def test_a_stop_at_any_step_leaves_a_kluis_that_opens(tmp_path, monkeypatch, step, moment):
    path = tmp_path / "kluis"
    opened = kluis.create(path, PASSPHRASE, kdf=FAST, bounds=LOOSE)
    opened = kluis.change_passphrase(path, opened, PASSPHRASE, kdf=FAST, bounds=LOOSE)
    real, calls = getattr(os, step), []

    def stops(*given):
        calls.append(given)
        if len(calls) == moment:
            raise Killed
        return real(*given)

    monkeypatch.setattr(atomic.os, step, stops)
    with contextlib.suppress(Killed):
        kluis.change_passphrase(path, opened, OTHER, kdf=FAST, bounds=LOOSE)
    monkeypatch.undo()

    found = opens_with(path, PASSPHRASE, OTHER)
    assert found is not None
    assert found.mk == opened.mk
    again = kluis.change_passphrase(path, found, OTHER, kdf=FAST, bounds=LOOSE)
    assert opens_with(path, OTHER).mk == again.mk


def test_a_process_killed_between_writing_and_renaming_leaves_the_old_file(tmp_path):
    path = tmp_path / "kluis"
    path.write_bytes(b"old")
    script = (
        "import os, signal, sys, pathlib\n"
        "from wijkdesk.vault import atomic\n"
        "atomic.os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "atomic.write_new(pathlib.Path(sys.argv[1]), b'new')\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=False, cwd=os.getcwd())

    assert done.returncode == -9
    assert path.read_bytes() == b"old"
    assert path.with_name("kluis.new").read_bytes() == b"new"


def test_a_disk_that_refuses_is_told_in_words(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(EnvironmentFault, match="niet gelukt") as fault:
        atomic.write_new(tmp_path / "file" / "kluis", b"new")
    assert fault.value.kept
    assert fault.value.todo
