"""Who may know whom: the import contracts of pyproject.toml hold."""

import subprocess
import sys

from tests.arch.source import ROOT

RUN = "from importlinter.cli import lint_imports_command as lint; lint(['--no-cache'])"


def test_import_contracts_are_kept() -> None:
    done = subprocess.run([sys.executable, "-c", RUN], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout
