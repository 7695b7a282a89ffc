"""The commit as plain data: structs and codec of docs/formats.md §1, without any cryptography.

Shared by vault (seals and signs), storage (the log), sync (the wire) and server (orders ciphertext).
All that cannot be read raises `Malformed`, a ValueError; nothing else escapes from decoding.
"""

from __future__ import annotations

import hashlib
import threading
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec
import zstandard
from msgspec.msgpack import Decoder, Encoder, Ext

from wijkdesk.core.ids import ZERO, Id
from wijkdesk.core.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FORMAT: Final = 1
SEALED: Final = 0
CONTROL: Final = 1
NO_PREV: Final = bytes(32)
MAX_INNER: Final = 4 * 1024 * 1024
MAX_UNIT: Final = 4 * 1024 * 1024
SIGN_LABEL: Final = b"wijkdesk commit 1"
ATTEST_LABEL: Final = b"wijkdesk attest 1"

Value = bool | int | str | bytes | Unknown | None
Id16 = Annotated[Id, msgspec.Meta(min_length=16, max_length=16)]
Hash32 = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
Signature64 = Annotated[bytes, msgspec.Meta(min_length=64, max_length=64)]
Natural = Annotated[int, msgspec.Meta(ge=0)]

_EXT_UNKNOWN = 1
_BY_CODE = {bytes([item.value]): item for item in Unknown}
_PLAIN = frozenset({type(None), bool, int, str, bytes, Unknown})


class Malformed(ValueError):
    """Bytes that are not what docs/formats.md says."""


class NewerFormat(Malformed):
    """A commit of a format number that this version does not know; keep it, it may be read later."""


class Header(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """What the server may see of a commit. `hlc` is 48 bits of ms and 16 bits of counter."""

    format: Natural
    flags: Natural
    id: Id16
    organisation: Id16
    space: Id16
    device: Id16
    hlc: Natural
    key: Id16 = ZERO
    prev: Hash32 = NO_PREV

    @property
    def control(self) -> bool:
        """Whether the body is a control statement (readable by the server)."""
        return self.flags == CONTROL


class FieldPatch(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The new value of one field and the commits it replaces."""

    value: Any  # a `Value`; checked by hand, as msgspec unions cannot hold an ext type beside int
    bases: tuple[Id16, ...] = ()


class Patch(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The change of one row: field name -> value and bases."""

    table: str
    row: Id16
    fields: dict[str, FieldPatch]
    reason: str | None = None


class Inner(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The sealed content of a commit. `wall` is the writer's wall clock in ms."""

    schema: Natural
    kind: str
    actor: Id16
    wall: int
    unit: Id16
    patches: tuple[Patch, ...] = ()
    extra: dict[str, Any] = {}


class Control(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A control statement: operation, its fields, and the issuer's attestation where one is asked."""

    op: str
    fields: dict[str, Any]
    attestation: Signature64 | None = None


class Commit(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, gc=False):
    """One commit as it travels: header bytes, body (None = redacted), signature, H(body) when redacted."""

    header: bytes
    body: bytes | None
    signature: Signature64
    redacted: Hash32 | None = None

    @property
    def body_hash(self) -> bytes:
        """SHA-256 of the body, also when the body itself is gone."""
        return self.redacted if self.body is None and self.redacted else sha256(self.body or b"")

    @property
    def hash(self) -> bytes:
        """The hash that the signature covers and that the next commit names as `prev`."""
        return commit_hash(self.header, self.body_hash)

    def without_body(self) -> Commit:
        """The redacted form: the body goes, hash and signature still hold."""
        return Commit(self.header, None, self.signature, self.body_hash)


def _ext_hook(code: int, data: memoryview) -> Unknown:
    found = _BY_CODE.get(bytes(data)) if code == _EXT_UNKNOWN else None
    if found is None:
        raise Malformed(f"ext type {code} of {len(data)} bytes is not known")
    return found


_ENCODER = Encoder()
_HEADER = Decoder(Header)
_INNER = Decoder(Inner, ext_hook=_ext_hook)
_CONTROL = Decoder(Control)
_COMMIT = Decoder(Commit)
_UNIT = Decoder(tuple[Commit, ...])
_DECODE_ERRORS = (msgspec.MsgspecError, ValueError, RecursionError, OverflowError)


_LARGE = 64 * 1024  # an import: worth the time, as it travels to every laptop


class _Zstd(threading.local):
    """One compressor and one decompressor a thread: they keep state and are dear to make."""

    def __init__(self) -> None:
        self.press = zstandard.ZstdCompressor(level=3)
        self.squeeze = zstandard.ZstdCompressor(level=11)  # 6 % smaller, 20 ms for 200 KB
        self.expand = zstandard.ZstdDecompressor()


_zstd = _Zstd()


def sha256(data: bytes) -> bytes:
    """SHA-256, written H in docs/formats.md."""
    return hashlib.sha256(data).digest()


def commit_hash(header: bytes, body_hash: bytes) -> bytes:
    """H(header | H(body))."""
    return sha256(header + body_hash)


def signing_message(digest: bytes) -> bytes:
    """What the device signs of a commit with that hash."""
    return SIGN_LABEL + digest


def attest_message(organisation: bytes, op: str, fields: Mapping[str, Any]) -> bytes:
    """What an issuer signs of a control statement."""
    return ATTEST_LABEL + organisation + _ENCODER.encode([op, fields])


def compress(data: bytes) -> bytes:
    """One zstd frame that names its content size."""
    return _zstd.press.compress(data)


def expand(data: bytes, limit: int = MAX_INNER) -> bytes:
    """The content of one zstd frame of at most `limit` bytes; a larger or broken one is `Malformed`."""
    try:
        size = zstandard.frame_content_size(data)
        if size > limit:
            raise Malformed(f"{size} bytes after decompression, at most {limit} allowed")
        # With the size unknown (-1) zstandard stops at max_output_size; with it known it trusts the frame.
        return _zstd.expand.decompress(data, max_output_size=limit, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise Malformed("not a whole zstd frame") from error


def encode_header(header: Header) -> bytes:
    """The header as the bytes that are sealed along, hashed and signed."""
    return _ENCODER.encode(header)


def decode_header(raw: bytes) -> Header:
    """The header of a commit; `NewerFormat` when its format number is not ours."""
    try:
        header = _HEADER.decode(raw)
    except _DECODE_ERRORS as error:
        raise _header_trouble(raw, error) from error
    if header.format != FORMAT:
        raise NewerFormat(f"format {header.format}")
    if header.flags not in (SEALED, CONTROL):
        raise Malformed(f"flags {header.flags}")
    return header


def _header_trouble(raw: bytes, error: Exception) -> Malformed:
    """A header with another shape may still say that it is of a later format."""
    try:
        parts = msgspec.msgpack.decode(raw)
    except _DECODE_ERRORS:
        parts = None
    if isinstance(parts, list) and parts and isinstance(parts[0], int) and parts[0] > FORMAT:
        return NewerFormat(f"format {parts[0]}")
    return Malformed(f"header: {error}")


def encode_inner(inner: Inner) -> bytes:
    """The content to seal: msgpack, zstd. `Malformed` when a value is of a type the format has not."""
    patches = [(p.table, p.row, _pack_fields(p.fields), p.reason) for p in inner.patches]
    _check_rows(inner.patches)
    plain = _ENCODER.encode(
        (inner.schema, inner.kind, inner.actor, inner.wall, inner.unit, patches, inner.extra)
    )
    if len(plain) > MAX_INNER:
        raise Malformed(f"{len(plain)} bytes in one commit, at most {MAX_INNER} allowed")
    return _zstd.squeeze.compress(plain) if len(plain) > _LARGE else compress(plain)


def _pack_fields(fields: Mapping[str, FieldPatch]) -> dict[str, tuple[object, Sequence[Id]]]:
    return {name: (_pack(entry.value), entry.bases) for name, entry in fields.items()}


def _pack(value: object) -> object:
    if type(value) is Unknown:
        return Ext(_EXT_UNKNOWN, bytes([value.value]))  # msgspec would write an IntEnum as a plain int
    _check_value(value)
    return value


def _check_value(value: object) -> None:
    if type(value) not in _PLAIN:
        raise Malformed(f"a field cannot hold a {type(value).__name__}")
    if type(value) is int and not -(2**63) <= value < 2**63:
        raise Malformed("a field cannot hold a number of more than 64 bits")  # the tables could not either


def decode_inner(packed: bytes) -> Inner:
    """The opened content of a commit; never more than 4 MiB of it."""
    try:
        inner = _INNER.decode(expand(packed))
    except _DECODE_ERRORS as error:
        raise Malformed(f"content: {error}") from error
    for patch in inner.patches:
        for entry in patch.fields.values():
            _check_value(entry.value)
    _check_rows(inner.patches)
    return inner


def _check_rows(patches: Sequence[Patch]) -> None:
    if len(patches) > 1 and len({(p.table, p.row) for p in patches}) != len(patches):
        raise Malformed("two patches for one row in one commit")


def encode_control(control: Control) -> bytes:
    """The body of a control commit: plain msgpack."""
    return _ENCODER.encode(control)


def decode_control(body: bytes) -> Control:
    """A control statement; who may make it is for vault/trust and the server to judge."""
    try:
        return _CONTROL.decode(body)
    except _DECODE_ERRORS as error:
        raise Malformed(f"control: {error}") from error


def _as_array(commit: Commit) -> tuple[object, ...]:
    whole = (commit.header, commit.body, commit.signature)
    return whole if commit.redacted is None else (*whole, commit.redacted)


def encode_commit(commit: Commit) -> bytes:
    """The commit as one msgpack array of three (four when redacted)."""
    return _ENCODER.encode(_as_array(commit))


def decode_commit(raw: bytes) -> Commit:
    """A commit from its bytes; signature and header are not judged here."""
    try:
        return _whole(_COMMIT.decode(raw))
    except _DECODE_ERRORS as error:
        raise Malformed(f"commit: {error}") from error


def encode_unit(commits: Sequence[Commit]) -> bytes:
    """The commits of one use case as they travel together; `Malformed` above 4 MiB."""
    raw = _ENCODER.encode([_as_array(commit) for commit in commits])
    if len(raw) > MAX_UNIT:
        raise Malformed(f"a unit of {len(raw)} bytes, at most {MAX_UNIT} allowed")
    return raw


def decode_unit(raw: bytes) -> tuple[Commit, ...]:
    """The commits of a unit, in order."""
    if len(raw) > MAX_UNIT:
        raise Malformed(f"a unit of {len(raw)} bytes, at most {MAX_UNIT} allowed")
    try:
        return tuple(_whole(commit) for commit in _UNIT.decode(raw))
    except _DECODE_ERRORS as error:
        raise Malformed(f"unit: {error}") from error


def _whole(commit: Commit) -> Commit:
    if (commit.body is None) != (commit.redacted is not None):
        raise Malformed("a commit has either a body or the hash of one")
    return commit
