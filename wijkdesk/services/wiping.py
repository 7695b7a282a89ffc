"""An administrator asked this laptop to wipe itself: verified here, against its own trust, and then obeyed.

The request comes from a server that may lie; a statement that no administrator of the organisation signed, or that
names another laptop, does nothing. What is destroyed first is the kluis: without it nothing else can be read.
Every start asks here, before the first paint, whether a profile was wiped: what verifies is imported when it verifies.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from wijkdesk.core.errors import Refused
from wijkdesk.core.paths import KLUIS

if TYPE_CHECKING:
    from wijkdesk.core.ids import Id
    from wijkdesk.services.session import Session

MARK = "gewist"  # what stays in the place of the profile: an empty file, so that the next start can say so
_BLOCK = 1 << 20


def is_asked(session: Session, organisation: Id, statement: bytes) -> bool:
    """Whether these bytes are a WIPE of this laptop that an administrator of the organisation signed."""
    from wijkdesk.core.commit import Malformed, decode_commit, decode_header
    from wijkdesk.vault import commits
    from wijkdesk.vault.statements import WIPE
    from wijkdesk.vault.trust import Standing

    me, trust = session.store.identities.get(organisation), session.store.trusts.get(organisation)
    if me is None or trust is None or not statement:
        return False
    try:
        commit = decode_commit(statement)
        header = decode_header(commit.header)
        control = commits.open_control(commit)
        if header.organisation != organisation or control.op != WIPE:
            return False
        if control.fields.get("device") != me.device:
            return False
        return trust.take(control) is Standing.HOLDS
    except (Malformed, Refused):
        return False


def wipe(folder: Path) -> None:
    """Destroy a profile: kluis and its copies first and written over, then all the rest. Close the store before.

    Overwriting is a best effort: a drive may keep old blocks. What lies there stays sealed under a key that is gone.
    """
    (folder / MARK).touch()
    kluises = [path for path in sorted(folder.rglob(KLUIS + "*")) if path.is_file()]
    for path in kluises:
        _overwrite(path)
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != MARK:
            path.unlink()


def _overwrite(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        for start in range(0, size, _BLOCK):
            file.write(bytes(min(_BLOCK, size - start)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def wiped(home: Path) -> list[Path]:
    """Profiles of this home that were wiped and not forgotten; a wipe that was cut off is finished here."""
    found = sorted(path.parent for path in home.glob(f"*/{MARK}"))
    for folder in found:
        if any(path.name != MARK for path in folder.iterdir()):
            wipe(folder)
    return found


def forget(home: Path) -> None:
    """The worker has read it: the place can be used again."""
    for folder in wiped(home):
        shutil.rmtree(folder, ignore_errors=True)
