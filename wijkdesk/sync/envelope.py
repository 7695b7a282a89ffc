"""The envelope of every message: zstd frame, msgpack map, signed request (docs/protocol.md §2). Pure."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from wijkdesk.core.commit import Id16, Malformed, Signature64, compress, expand, sha256
from wijkdesk.sync.protocol import MAX_BODY, MAX_MESSAGE, VERSION, Message, NonceBytes

if TYPE_CHECKING:
    from collections.abc import Mapping

REQUEST_LABEL: Final = b"wijkdesk request 1"
M = TypeVar("M", bound=Message)


class NewerMessage(Malformed):
    """A message of a later protocol version."""


class Signed(msgspec.Struct, frozen=True):
    """Who asks: the four header values of a signed request (hexadecimal on the wire)."""

    organisation: Id16
    device: Id16
    nonce: NonceBytes
    signature: Signature64


HEADERS: Final = {
    "organisation": "WijkDesk-Organisation",
    "device": "WijkDesk-Device",
    "nonce": "WijkDesk-Nonce",
    "signature": "WijkDesk-Signature",
}


def request_message(method: str, path: str, body: bytes, nonce: bytes) -> bytes:
    """What the device signs of a request; its nonce is bound to organisation and device."""
    parts = (REQUEST_LABEL, method.encode(), path.encode(), sha256(body).hex().encode(), nonce.hex().encode())
    return b"|".join(parts)


_ENCODER = msgspec.msgpack.Encoder()


@cache
def _decoder(kind: type[Message]) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind)


def pack(message: Message) -> bytes:
    """The message as it travels."""
    return compress(_ENCODER.encode(message))


def unpack(kind: type[M], body: bytes) -> M:
    """The message in a body; `Malformed` for what is not exactly that, `NewerMessage` for a later version."""
    if len(body) > MAX_BODY:
        raise Malformed(f"{len(body)} bytes, at most {MAX_BODY} allowed")
    try:
        message: M = _decoder(kind).decode(expand(body, MAX_MESSAGE))
    except (msgspec.MsgspecError, RecursionError, OverflowError, UnicodeDecodeError) as error:
        raise Malformed(f"{kind.__name__}: {error}") from error
    if message.v > VERSION:
        raise NewerMessage(f"version {message.v}")
    return message


def headers(signed: Signed) -> dict[str, str]:
    """The HTTP headers of a signed request."""
    return {title: getattr(signed, name).hex() for name, title in HEADERS.items()}


def read_headers(found: Mapping[str, str]) -> Signed:
    """Who asks, from HTTP headers with lower-case names; `Malformed` when one is missing or too long."""
    try:
        values = {name: bytes.fromhex(found[title.lower()]) for name, title in HEADERS.items()}
        return msgspec.convert(values, Signed)
    except (KeyError, ValueError, msgspec.MsgspecError) as error:
        raise Malformed("headers of a signed request") from error
