"""What a process meets whose disk does not cooperate: told to the parent in words."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from tests.builders import CHEAP, WORDS
from tests.faults.killing import CONTEXT
from tests.storage.sample import note, text_of
from wijkdesk.core.errors import WijkError
from wijkdesk.services import profiles
from wijkdesk.services.session import Session
from wijkdesk.storage import backup

NOBODY = 65534


def met(task: Callable[[Path], None], folder: Path) -> tuple[str, ...]:
    """The kind of trouble and its three sentences, or nothing, of a task in a process of its own."""
    here, there = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=_run, args=(task, folder, there))
    process.start()
    there.close()
    try:
        return tuple(here.recv())
    finally:
        process.join()
        process.close()
        here.close()


def _run(task: Callable[[Path], None], folder: Path, there: Connection) -> None:
    try:
        task(folder)
    except WijkError as error:
        there.send((type(error).__name__, error.text, error.kept, error.todo))
    except Exception as error:  # noqa: BLE001 - the parent hears what it was
        there.send((type(error).__name__, str(error)))
    else:
        there.send(())


def unlock(folder: Path) -> Session:
    return profiles.unlock(folder, WORDS, strain=CHEAP)


def _no_file_above(size: int) -> int:
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    return hard


def write_until_full(folder: Path) -> None:
    """Write until no file may grow, meet the trouble, get room again and go on in the same session."""
    import resource

    session = unlock(folder)
    hard = _no_file_above((folder / "wijkdesk.db").stat().st_size + 200_000)
    before = 0
    try:
        for before in range(2_000):
            note(session, session.personal_space, f"regel {before} " + "woord " * 200)
        raise RuntimeError("the disk never filled")
    except WijkError as trouble:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        record = note(session, session.personal_space, "daarna gaat het weer")
        shown = text_of(session, record.id)
        kept = session.store.execute("SELECT count(*) FROM kind_statement WHERE text LIKE 'regel%'")[0][0]
        if shown != "daarna gaat het weer" or kept != before:
            raise RuntimeError(f"{kept} of {before}") from trouble
        raise
    finally:
        session.close()


def back_up_when_full(folder: Path) -> None:
    session = unlock(folder)
    _no_file_above(100_000)
    try:
        backup.write(session.store, folder.parent / "kopie.wdb")
    finally:
        session.close()


def open_read_only(folder: Path) -> None:
    """Open a profile in which this user may write nothing.

    A copy is opened first: what is imported late may lie where that user may not look.
    """
    with tempfile.TemporaryDirectory() as place:
        copy = Path(shutil.copytree(folder, Path(place) / "copy", copy_function=shutil.copyfile))
        copy.chmod(0o700)
        unlock(copy).close()
    if os.getuid() == 0:
        os.setuid(NOBODY)
    unlock(folder).close()
