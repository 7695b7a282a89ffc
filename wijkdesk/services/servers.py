"""Which server an organisation shares through, and the way to it; kept on this laptop only."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.sync import http

if TYPE_CHECKING:
    from wijkdesk.services.session import Session
    from wijkdesk.storage.identity import Identity
    from wijkdesk.sync.ports import Way

_TOKEN_BYTES = 32


class Server(msgspec.Struct, frozen=True):
    """Address, SHA-256 of its certificate, and the token that lets a new organisation in (empty: not needed)."""

    url: str
    certificate: bytes
    founding: bytes = b""

    @property
    def host(self) -> str:
        """The part of the address that people know it by."""
        return urlsplit(self.url).netloc or self.url

    @property
    def check(self) -> str:
        """The certificate's number in groups, to compare with what the operator has on paper."""
        return certificate_words(self.certificate)


Connect = Callable[["Identity", Server], AbstractContextManager["Way"]]


@contextmanager
def over_https(identity: Identity, server: Server) -> Iterator[Way]:
    """The usual way to a server: TLS with its pinned certificate. Nothing is sent before the first request."""
    transport, wire = http.connect(
        server.url,
        server.certificate,
        identity.organisation,
        identity.device,
        identity.device_key,
        founding=server.founding,
    )
    try:
        yield transport
    finally:
        wire.close()


def certificate_words(certificate: bytes) -> str:
    """A SHA-256 in eight groups of four: its first half, enough to tell servers apart by eye."""
    text = certificate.hex()[:32].upper()
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def server_of(session: Session, organisation: Id | None = None) -> Server | None:
    """The server of an organisation; None while everything stays on this laptop."""
    raw = session.store.secret(_name(organisation or session.organisation))
    return msgspec.msgpack.decode(raw, type=Server) if raw else None


def keep_server(session: Session, server: Server, organisation: Id | None = None) -> None:
    """Share through this server from now on."""
    session.store.set_secret(_name(organisation or session.organisation), msgspec.msgpack.encode(server))


def look_at(address: str, founding: str = "") -> Server:
    """The server at an address, with the certificate it shows; for a person to compare before it is kept.

    Raises UserError (`url`, `founding`) for what is not an address or token, `Offline` when nobody answers.
    """
    url = clean_address(address)
    token = read_token(founding)
    return Server(url, hashlib.sha256(http.fetch_certificate(url)).digest(), token)


def clean_address(address: str) -> str:
    """An address as typed, made whole. UserError (`url`) when it is none."""
    text = address.strip()
    url = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(url)
        fine = parts.scheme == "https" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fine = False
    if not fine or not text or any(letter.isspace() for letter in text):
        raise UserError(
            _("Dit is geen adres van een server."),
            field="url",
            todo=_("Schrijf bijvoorbeeld server.wijkteam.nl:8443."),
        )
    return url.rstrip("/")


def read_token(text: str) -> bytes:
    """The founding token that an operator gave, 32 bytes in hex; empty text is no token. UserError (`founding`)."""
    clean = "".join(text.split())
    try:
        token = bytes.fromhex(clean)
    except ValueError:
        token = b"?"
    if clean and len(token) != _TOKEN_BYTES:
        raise UserError(_("Deze toegangscode klopt niet. Plak de hele code."), field="founding")
    return token if clean else b""


def _name(organisation: Id) -> str:
    return f"server/{organisation.hex()}"
