"""Sealing a package for one user and signing it as this device; proving one before a word of it is used.

The file is `head | signature | body` (docs/formats.md §11): the body is STREAM (§6) under a key of its own that only
the recipient's user key unwraps; the signature covers head and body whole, so that nothing can be cut or swapped.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from typing import TYPE_CHECKING, BinaryIO

from wijkdesk.vault import hpke, signing
from wijkdesk.vault.atomic import sync_folder
from wijkdesk.vault.blobs import open_from, seal_into

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from wijkdesk.vault.signing import SigningKey

_LABEL = b"wijkdesk package 1"
_SIGNATURE_BYTES = 64
_PIECE = 1024 * 1024


def wrap_key(public: bytes, organisation: bytes, package: bytes, key: bytes) -> bytes:
    """The key of a body for the holder of a user key alone, bound to this package."""
    return hpke.wrap(public, _LABEL + organisation + package, key, hpke.suite_of(public))


def unwrap_key(private: bytes, organisation: bytes, package: bytes, wrapped: bytes) -> bytes:
    """The key of a body. Refused `broken_seal`."""
    return hpke.unwrap(private, _LABEL + organisation + package, wrapped)


def write(path: Path, head: bytes, key: bytes, chunks: Iterable[bytes], signer: SigningKey) -> int:
    """Write a package in one step and give its size: under another name first, on disk, then renamed.

    OSError when the disk or stick refuses; then nothing stands at `path` that was not there.
    """
    beside = path.with_name(path.name + ".new")
    try:
        with open(beside, "w+b", opener=_private) as file:
            file.write(head + bytes(_SIGNATURE_BYTES))
            written = seal_into(file, _digest(head), chunks, key)
            file.seek(len(head))
            file.write(signer.sign(_message(head, written.sha)))
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
        sync_folder(path.parent)
    finally:
        with suppress(OSError):  # a stick that was pulled out has no name left to take away
            beside.unlink(missing_ok=True)
    return len(head) + _SIGNATURE_BYTES + written.size


def signed_by(file: BinaryIO, head: bytes, public: bytes, tick: Callable[[int], None]) -> bool:
    """Whether the holder of `public` signed exactly this head and body; reads the file whole.

    `tick` hears how many bytes were read; what it raises stops the reading.
    """
    file.seek(len(head))
    signature, digest = file.read(_SIGNATURE_BYTES), hashlib.sha256()
    while piece := file.read(_PIECE):
        digest.update(piece)
        tick(len(piece))
    return signing.verify(public, _message(head, digest.digest()), signature)


def read(file: BinaryIO, head: bytes, key: bytes) -> Iterator[bytes]:
    """The body of a package, chunk by chunk, each proven. Refused `blob_damaged`, OSError."""
    file.seek(len(head) + _SIGNATURE_BYTES)
    return open_from(file, _digest(head), key)


def _message(head: bytes, body_sha: bytes) -> bytes:
    return _LABEL + _digest(head) + body_sha


def _digest(head: bytes) -> bytes:
    return hashlib.sha256(head).digest()


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
