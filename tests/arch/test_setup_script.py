"""scripts/setup.sh says clearly what is wrong, and changes nothing when it cannot go on."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.arch.source import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what the script needs, and a PATH folder of its own."""
    (tmp_path / "scripts").mkdir()
    (tmp_path / "bin").mkdir()
    shutil.copy(ROOT / "scripts/setup.sh", tmp_path / "scripts/setup.sh")
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    for tool in ("dirname", "cksum", "cat", "grep", "tr"):
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    return tmp_path


def give(checkout: Path, name: str, script: str) -> None:
    tool = checkout / "bin" / name
    assert not tool.exists(), "writing here would follow a link to the machine's own tool"
    tool.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    tool.chmod(0o755)


def run(checkout: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", "scripts/setup.sh", *words]
    env = {"PATH": str(checkout / "bin")}
    return subprocess.run(command, cwd=checkout, env=env, capture_output=True, text=True, check=False)


def test_an_old_python_is_named_and_nothing_is_made(checkout: Path) -> None:
    give(checkout, "python3", '[ "$1" = --version ] && echo "Python 3.9.2" || exit 1')
    done = run(checkout, "run")
    assert done.returncode == 3
    assert "Python 3.11 or newer is needed; this machine has: Python 3.9.2" in done.stderr
    assert not (checkout / ".venv").exists()


def test_without_rights_it_names_the_command_for_someone_who_has_them(checkout: Path) -> None:
    give(
        checkout,
        "python3",
        'case "$*" in --version) echo "Python 3.11.2";; *ensurepip*|*venv*) exit 1;; esac',
    )
    for name in ("apt-get", "apt-cache", "dpkg-query"):
        give(checkout, name, "exit 0")
    give(checkout, "id", "echo 1000")
    done = run(checkout, "run")
    assert done.returncode == 3
    assert "apt-get install --yes --no-install-recommends python3-venv libegl1" in done.stdout + done.stderr
    assert "its venv part is missing" in done.stderr


def test_wrong_use_is_told_apart_from_a_failed_step(checkout: Path) -> None:
    done = run(checkout)
    assert (done.returncode, done.stderr) == (2, "usage: scripts/setup.sh run|dev\n")
