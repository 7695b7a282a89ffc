"""Backups: kluis, store and attachments in one file, as encrypted as they lie on disk (docs/formats.md §7)."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import _
from wijkdesk.core.paths import KLUIS
from wijkdesk.storage.store import BLOBS, FILE, Store
from wijkdesk.vault import refusals
from wijkdesk.vault.atomic import sync_folder

FORMAT = 1
MANIFEST = "manifest"
ENDING = ".wdb"
MOST_MANIFEST = 64 * 1024 * 1024
_PART = re.compile(rf"{re.escape(KLUIS)}|{re.escape(FILE)}|{BLOBS}/[0-9a-f]{{32}}")
_PIECE = 1024 * 1024


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds: `parts` = SHA-256 of each by name; `time` in ms."""

    format: int
    time: int
    parts: dict[str, bytes]


def write(store: Store, target: Path) -> Path:
    """Back up the open profile to `target`, whole or not at all; others may go on writing meanwhile.

    Raises EnvironmentFault when the disk refuses.
    """
    copy, fresh = target.with_name(target.name + ".db"), target.with_name(target.name + ".new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        store.database.copy_to(copy)
        with open(fresh, "wb", opener=_private) as file:
            _pack(file, list(_parts(store.folder, copy)), store.clock.now_ms())
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, target)
        sync_folder(target.parent)
    except OSError as error:
        raise refusals.cannot_write() from error
    finally:
        with suppress(OSError):  # the folder itself may be what is wrong
            copy.unlink(missing_ok=True)
            fresh.unlink(missing_ok=True)
    return target


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _parts(folder: Path, copy: Path) -> Iterator[tuple[str, Path]]:
    yield KLUIS, folder / KLUIS
    yield FILE, copy
    for blob in sorted((folder / BLOBS).glob("*")):
        if _PART.fullmatch(f"{BLOBS}/{blob.name}"):  # leaves out one that is just being written
            yield f"{BLOBS}/{blob.name}", blob


def _pack(file: BinaryIO, parts: list[tuple[str, Path]], now_ms: int) -> None:
    hashes: dict[str, bytes] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, path in parts:
            with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as sink:
                hashes[name] = _copy(source, sink)
        archive.writestr(MANIFEST, msgspec.msgpack.encode(Manifest(FORMAT, now_ms, hashes)))


def _copy(source: object, sink: object) -> bytes:
    digest = hashlib.sha256()
    while piece := source.read(_PIECE):  # type: ignore[attr-defined]  # files and members of a zip alike
        digest.update(piece)
        sink.write(piece)  # type: ignore[attr-defined]
    return digest.digest()


def restore(source: Path, folder: Path) -> Manifest:
    """Put a backup back as a profile in `folder`, which must not hold one yet; whole or not at all.

    The profile takes a new device id before its first write: that is for the caller. Raises Refused
    `bad_backup`, `newer_backup` or `exists`, EnvironmentFault when the disk refuses.
    """
    if folder.exists() and any(folder.iterdir()):
        raise refusals.exists()
    fresh = folder.with_name(folder.name + ".herstel")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        manifest = _unpack(source, fresh)
        os.replace(fresh, folder)
        sync_folder(folder.parent)
    except (zipfile.BadZipFile, msgspec.MsgspecError, KeyError, EOFError, NotImplementedError) as error:
        raise _bad() from error
    except OSError as error:
        raise refusals.cannot_write() from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return manifest


def _unpack(source: Path, fresh: Path) -> Manifest:
    with zipfile.ZipFile(source) as archive:
        manifest = _manifest(archive)
        fresh.mkdir(parents=True, mode=0o700)
        for name, expected in manifest.parts.items():
            if not _PART.fullmatch(name) or _extract(archive, name, fresh / name) != expected:
                raise _bad()
    if not {KLUIS, FILE} <= set(manifest.parts):
        raise _bad()
    return manifest


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    if archive.getinfo(MANIFEST).file_size > MOST_MANIFEST:
        raise _bad()
    raw = archive.read(MANIFEST)
    if msgspec.msgpack.decode(raw).get("format", 0) > FORMAT:
        raise _newer()
    return msgspec.msgpack.decode(raw, type=Manifest)


def _extract(archive: zipfile.ZipFile, name: str, path: Path) -> bytes:
    if archive.getinfo(name).compress_type != zipfile.ZIP_STORED:
        raise _bad()  # ours are stored: a packed one could be a bomb
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with archive.open(name) as member, open(path, "wb", opener=_private) as file:
        digest = _copy(member, file)
        file.flush()
        os.fsync(file.fileno())
    return digest


def name_for(day: dt.date) -> str:
    """The file name of the backup of a day."""
    return f"{day.isoformat()}{ENDING}"


def prune(folder: Path, today: dt.date, keep_days: int = 30) -> list[Path]:
    """Take away backups older than `keep_days` (architecture.md §2: at most 30); gives those that went."""
    oldest = name_for(today - dt.timedelta(days=keep_days))
    gone = [path for path in sorted(folder.glob(f"*{ENDING}*")) if path.name < oldest]  # cut-off ones too
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def _bad() -> Refused:
    return Refused(
        "bad_backup",
        _("Deze reservekopie is beschadigd of niet compleet."),
        kept=_("Er is niets overschreven."),
        todo=_("Kies een andere reservekopie."),
    )


def _newer() -> Refused:
    return Refused(
        "newer_backup",
        _("Deze reservekopie is gemaakt met een nieuwere WijkDesk."),
        kept=_("Er is niets overschreven."),
        todo=_("Werk WijkDesk bij en probeer het opnieuw."),
    )
