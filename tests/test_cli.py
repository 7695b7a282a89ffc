import io
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import WORDS, make_session
from wijkdesk import __version__, cli
from wijkdesk.services import profiles


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A home whose profiles open at the cost of tests, and a passphrase on standard input."""
    from tests.builders import CHEAP

    monkeypatch.setenv("WIJKDESK_HOME", str(tmp_path))
    real = profiles.unlock
    monkeypatch.setattr(profiles, "unlock", lambda folder, words, **_more: real(folder, words, strain=CHEAP))
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{WORDS}\n"))
    make_session(tmp_path).close()
    return tmp_path


def test_the_version_is_told_without_heavy_imports() -> None:
    code = (
        "import sys; from wijkdesk import cli; code = cli.main(['version']);"
        "print([m for m in ('PySide6', 'sqlalchemy', 'cryptography') if m in sys.modules]); sys.exit(code)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.splitlines() == [f"WijkDesk {__version__}", "[]"]


def test_backup_verify_and_restore_by_command(cheap: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = cheap / "kopie.wdb"
    assert cli.main(["backup", "--to", str(target)]) == 0
    sys.stdin.seek(0)
    assert cli.main(["verify"]) == 0
    sys.stdin.seek(0)
    assert cli.main(["restore", str(target)]) == 0
    out = capsys.readouterr().out
    assert "Gemaakt:" in out
    assert "Alles is heel" in out
    assert "Teruggezet in" in out
    assert len(profiles.profiles(cheap)) == 2


def test_wrong_words_are_told_in_dutch(
    cheap: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("fout\n"))
    assert cli.main(["verify", "--profile", str(cheap / "profiel")]) == 2
    assert "wachtzin klopt niet" in capsys.readouterr().err


def test_without_a_profile_the_command_asks_which(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WIJKDESK_HOME", str(tmp_path))
    assert cli.main(["verify"]) == 2
    assert "--profile" in capsys.readouterr().err


def test_a_server_token_is_made_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["server", "token", "--file", str(tmp_path / "server.db")]) == 0
    assert len(capsys.readouterr().out.strip()) == 64


def test_an_unknown_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["dans"])
    assert "usage" in capsys.readouterr().err
