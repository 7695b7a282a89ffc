"""Attachments: files in 64 KiB chunks, each sealed on its own, together proof against cutting and mixing.

The layout is STREAM, docs/formats.md §6. Neither side ever holds more than two chunks in memory.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from wijkdesk.vault import refusals
from wijkdesk.vault.atomic import sync_folder
from wijkdesk.vault.sealing import TAG_BYTES, new_key

MAGIC = b"WDB1"
CHUNK = 64 * 1024
NONCE_BYTES = 7
_SEALED_CHUNK = CHUNK + TAG_BYTES


@dataclass(frozen=True)
class Written:
    """A blob on disk: its key; size (bytes) and SHA-256 of the sealed file, as the server may know them."""

    key: bytes = field(repr=False)
    size: int
    sha: bytes
    plain_size: int


def write(path: Path, blob_id: bytes, chunks: Iterable[bytes]) -> Written:
    """Seal `chunks` (of any size) into file `path` in one step; EnvironmentFault when the disk refuses."""
    beside = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(beside, "wb", opener=_private) as file:
            written = seal_into(file, blob_id, chunks)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
        sync_folder(path.parent)
    except OSError as error:
        raise refusals.cannot_write() from error
    finally:
        beside.unlink(missing_ok=True)
    return written


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def seal_into(file: BinaryIO, name: bytes, chunks: Iterable[bytes], key: bytes | None = None) -> Written:
    """Seal `chunks` behind what stands in an open file; `name` is bound to it and needed again to open.

    OSError when the disk refuses. `key` = one that seals nothing else; a fresh one unless given.
    """
    key, prefix = key or new_key(), os.urandom(NONCE_BYTES)
    cipher, digest = AESGCM(key), hashlib.sha256()
    size = plain_size = 0

    def put(data: bytes) -> None:
        nonlocal size
        file.write(data)
        digest.update(data)
        size += len(data)

    put(MAGIC + prefix)
    for number, (chunk, last) in enumerate(_marked(_even(chunks))):
        put(cipher.encrypt(_nonce(prefix, number, last), chunk, name))
        plain_size += len(chunk)
    return Written(key, size, digest.digest(), plain_size)


def read(path: Path, blob_id: bytes, key: bytes) -> Iterator[bytes]:
    """The content, chunk by chunk, each proven before it is given.

    Refused `blob_damaged` at the first bit that is wrong; what came before is genuine but perhaps not all, so
    use nothing of it before the end was reached.
    """
    try:
        with path.open("rb") as file:
            yield from open_from(file, blob_id, key)
    except OSError as error:
        raise refusals.cannot_read() from error


def open_from(file: BinaryIO, name: bytes, key: bytes) -> Iterator[bytes]:
    """What `seal_into` wrote from here to the end of an open file; as `read`, and OSError."""
    cipher = AESGCM(key)
    start = file.read(len(MAGIC) + NONCE_BYTES)
    if len(start) != len(MAGIC) + NONCE_BYTES or not start.startswith(MAGIC):
        raise refusals.blob_damaged()
    sealed = iter(lambda: file.read(_SEALED_CHUNK), b"")
    number = -1
    for number, (chunk, last) in enumerate(_marked(sealed)):
        try:
            plain = cipher.decrypt(_nonce(start[len(MAGIC) :], number, last), chunk, name)
        except (InvalidTag, ValueError) as error:
            raise refusals.blob_damaged() from error
        if not plain and number:
            raise refusals.blob_damaged()  # only an empty blob has an empty chunk
        yield plain
    if number < 0:
        raise refusals.blob_damaged()


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])


def _even(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in chunks of 64 KiB; one empty chunk when there are none."""
    waiting = bytearray()
    empty = True
    for chunk in chunks:
        waiting += chunk
        while len(waiting) >= CHUNK:
            yield bytes(waiting[:CHUNK])
            del waiting[:CHUNK]
            empty = False
    if waiting or empty:
        yield bytes(waiting)


def _marked(chunks: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each chunk with whether it is the last."""
    for held in chunks:
        current = held
        for following in chunks:
            yield current, False
            current = following
        yield current, True
