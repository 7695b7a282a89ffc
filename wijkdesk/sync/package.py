"""The package that goes from hand to hand on a stick: its header and what stands in its body. Pure.

The bytes are those of docs/formats.md §11. Sealing and signing are the vault's; who may have what is for storage to
judge. The limits of the wire hold here too, and nothing is read before its length was found fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Protocol

import msgspec
from msgspec.msgpack import Decoder, Encoder

from wijkdesk.core.commit import MAX_UNIT, Hash32, Id16, Malformed, Natural
from wijkdesk.core.ids import Id
from wijkdesk.sync.ports import SealedFile
from wijkdesk.sync.protocol import BLOB_PART, MAX_BLOB_PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAGIC: Final = b"WDP1"
FORMAT: Final = 1
MAX_HEADER: Final = 4096
MAX_CONTENTS: Final = 1024 * 1024
MAX_UNITS: Final = 1_000_000
MAX_FILES: Final = 10_000
_WHOLE, _PART = 0, 1
_LENGTH = 4


class Header(msgspec.Struct, frozen=True, array_like=True):
    """What anyone can read of a package: ids and a time. `key` = the key of the body, wrapped for `user`."""

    format: Natural
    id: Id16
    organisation: Id16
    user: Id16
    device: Id16
    made: Natural
    key: Annotated[bytes, msgspec.Meta(max_length=2048)]


class File(msgspec.Struct, frozen=True, array_like=True):
    """A sealed file that is in the package, as its BLOB statement names it."""

    space: Id16
    blob: Id16
    size: Annotated[int, msgspec.Meta(gt=0, le=MAX_BLOB_PARTS * BLOB_PART)]
    hash: Hash32

    @property
    def sealed(self) -> SealedFile:
        """The same in the words of `sync.ports`."""
        return SealedFile(Id(self.space), Id(self.blob), self.size, self.hash)


class Contents(msgspec.Struct, frozen=True):
    """The first thing in the body: how many units follow, and which files after those."""

    units: Annotated[int, msgspec.Meta(ge=0, le=MAX_UNITS)]
    files: Annotated[tuple[File, ...], msgspec.Meta(max_length=MAX_FILES)] = ()


@dataclass(frozen=True)
class PackedUnit:
    """A unit on its way; not `whole` = commits of other spaces were left out of it."""

    raw: bytes
    whole: bool


class Source(Protocol):
    """Bytes to read from, as an open file gives them."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""


class NewerPackage(Malformed):
    """A package of a later format."""


_ENCODER = Encoder()
_HEADER = Decoder(Header)
_CONTENTS = Decoder(Contents)
_ERRORS = (msgspec.MsgspecError, RecursionError, OverflowError, UnicodeDecodeError)


def encode_header(header: Header) -> bytes:
    """The clear beginning of the file: magic, length, header."""
    raw = _ENCODER.encode(header)
    return MAGIC + len(raw).to_bytes(_LENGTH, "big") + raw


def read_header(source: Source) -> tuple[Header, bytes]:
    """The header and the very bytes it stands in; `Malformed` or `NewerPackage`."""
    start = source.read(len(MAGIC) + _LENGTH)
    if len(start) != len(MAGIC) + _LENGTH or start[:3] != MAGIC[:3]:
        raise Malformed("not a package")
    if start[: len(MAGIC)] != MAGIC:
        raise NewerPackage(repr(start[: len(MAGIC)]))
    length = int.from_bytes(start[len(MAGIC) :], "big")
    raw = source.read(length) if length <= MAX_HEADER else b""
    if len(raw) != length or not raw:
        raise Malformed(f"a header of {length} bytes")
    try:
        header = _HEADER.decode(raw)
    except _ERRORS as error:
        raise _trouble(raw, error) from error
    if header.format != FORMAT:
        raise NewerPackage(f"format {header.format}")
    return header, start + raw


def _trouble(raw: bytes, error: Exception) -> Malformed:
    try:
        parts = msgspec.msgpack.decode(raw)
    except _ERRORS:
        parts = None
    if isinstance(parts, list) and parts and isinstance(parts[0], int) and parts[0] > FORMAT:
        return NewerPackage(f"format {parts[0]}")
    return Malformed(f"header: {error}")


def body(contents: Contents, units: Iterable[PackedUnit], files: Iterable[bytes]) -> Iterator[bytes]:
    """The bytes to seal; `Malformed` when they would be more than a reader takes."""
    raw = _ENCODER.encode(contents)
    if len(raw) > MAX_CONTENTS or contents.units > MAX_UNITS or len(contents.files) > MAX_FILES:
        raise Malformed("too much for one package")
    yield len(raw).to_bytes(_LENGTH, "big") + raw
    for unit in units:
        flag = _WHOLE if unit.whole else _PART
        yield bytes([flag]) + len(unit.raw).to_bytes(_LENGTH, "big") + unit.raw
    yield from files


class Reader:
    """Reads an opened body in its order: contents, units, files. `Malformed` for anything else."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._held = bytearray()
        self.contents = self._read_contents()

    def _read_contents(self) -> Contents:
        length = int.from_bytes(self._take(_LENGTH), "big")
        if length > MAX_CONTENTS:
            raise Malformed(f"contents of {length} bytes")
        try:
            return _CONTENTS.decode(self._take(length))
        except _ERRORS as error:
            raise Malformed(f"contents: {error}") from error

    def units(self) -> Iterator[PackedUnit]:
        """The units, oldest first; not yet judged."""
        for _number in range(self.contents.units):
            start = self._take(1 + _LENGTH)
            length = int.from_bytes(start[1:], "big")
            if start[0] not in (_WHOLE, _PART) or length > MAX_UNIT:
                raise Malformed(f"a unit of {length} bytes")
            yield PackedUnit(self._take(length), start[0] == _WHOLE)

    def file(self, size: int) -> Iterator[bytes]:
        """The bytes of the next file, in parts of 1 MiB."""
        while size:
            part = self._take(min(size, BLOB_PART))
            size -= len(part)
            yield part

    def finish(self) -> None:
        """Nothing may follow; reading to the end also proves that nothing was cut off."""
        if self._held or any(self._chunks):
            raise Malformed("more than was said")

    def _take(self, size: int) -> bytes:
        while len(self._held) < size:
            chunk = next(self._chunks, None)
            if chunk is None:
                raise Malformed("it stops halfway")
            self._held += chunk
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken
