"""What a doomed process does: it works on a profile, says what is safe, and may end itself at a commit."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Engine, event

from tests.builders import CHEAP, WORDS
from tests.storage.sample import note, rewrite
from wijkdesk.core.commit import Inner
from wijkdesk.core.ids import Id
from wijkdesk.models import history
from wijkdesk.services import first_run, profiles, restoring
from wijkdesk.services.session import Session
from wijkdesk.storage import backup, drafts, intake, projection, rebuild, undo, unit_of_work
from wijkdesk.storage.drafts import Draft

MANY = 10_000


def run(task: str, folder: str, told: Connection, dies: str) -> None:
    """Do a task; `dies` = "before 3" or "after 3" commits of the database, or nothing."""
    if dies:
        when, count = dies.split()
        _die_at(when, int(count))
    start = time.monotonic()
    TASKS[task](Path(folder), told.send)
    told.send(("done", time.monotonic() - start))


def _die_at(when: str, count: int) -> None:
    seen = 0

    def watch(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        nonlocal seen
        if statement == "COMMIT" or statement.startswith("VACUUM INTO"):
            seen += 1
            if seen == count:
                os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, f"{when}_cursor_execute", watch)


Say = Callable[[tuple[Any, ...]], None]


def unlock(folder: Path) -> Session:
    return profiles.unlock(folder, WORDS, strain=CHEAP)


def begin(folder: Path, say: Say) -> None:
    say(("ready",))
    begun = first_run.begin(folder, WORDS, strain=CHEAP)
    say(("begun",))
    first_run.confirm(begun.session)
    first_run.finish(begun.session, "Noor de Bruin", "", "Team Oost")
    say(("founded",))


def write(folder: Path, say: Say) -> None:
    session = unlock(folder)
    say(("ready",))
    rows: list[Id] = []
    for number in range(MANY):
        _write_one(session, rows, number, say)


def _write_one(session: Session, rows: list[Id], number: int, say: Say) -> None:
    space, text = session.personal_space, f"regel {number}"
    turn = number % 5
    if turn < 2 or not rows:
        rows.append(note(session, space, text).id)
        say(("text", rows[-1], text))
    elif turn == 2:
        rewrite(session, rows[number % len(rows)], text)
        say(("text", rows[number % len(rows)], text))
    elif turn == 3:
        drafts.keep(session.store, Draft(space, "statement", rows[-1], "text", text, 3))
        say(("draft", rows[-1], text))
    else:
        rewrite(session, rows[-1], text)
        say(("text", rows[-1], text))
        undo.undo(session.store)
        say(("undone", rows[-1], text))


def again(folder: Path, say: Say) -> None:
    session = unlock(folder)
    say(("ready",))
    for number in range(MANY):
        rebuild.everything(session.store)
        say(("rebuilt", number))


def upgrade(folder: Path, say: Say) -> None:
    newer_version()
    say(("ready",))
    unlock(folder)
    say(("upgraded",))


def newer_version() -> None:
    """This process becomes a version with another declaration of one kind and a raised schema."""
    for module in (history, projection, unit_of_work, intake):
        module.SCHEMA = 2  # type: ignore[attr-defined]  # the constant of each
    history.UPCASTERS[1] = louder
    known = projection.declaration_hash
    projection.declaration_hash = lambda cls: (b"2" if cls.KIND == "statement" else b"") + known(cls)  # type: ignore[assignment]


def louder(inner: Inner) -> Inner:
    """The upcaster of that version: what was said is said loudly."""
    patches = tuple(
        replace(
            patch,
            fields={
                name: replace(field, value=field.value.upper()) if name == "text" else field
                for name, field in patch.fields.items()
            },
        )
        for patch in inner.patches
    )
    return replace(inner, schema=2, patches=patches)


def save(folder: Path, say: Say) -> None:
    session = unlock(folder)
    say(("ready",))
    for number in range(MANY):
        backup.write(session.store, folder.parent / "kopie.wdb")
        say(("saved", number))


def restore(folder: Path, say: Say) -> None:
    say(("ready",))
    restored = restoring.restore(
        folder.parent / "kopie.wdb", WORDS, home=folder.parent / "thuis", strain=CHEAP
    )
    say(("restored",))
    restored.session.close()


TASKS: dict[str, Callable[[Path, Say], None]] = {
    "begin": begin,
    "write": write,
    "again": again,
    "upgrade": upgrade,
    "save": save,
    "restore": restore,
}
