"""The only network module: HTTPS with a pinned certificate (docs/protocol.md §1).

The invitation names the SHA-256 of the server's certificate. That one certificate is trusted and no other,
whoever signed it.
"""

from __future__ import annotations

import hashlib
import hmac
import ssl
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from wijkdesk.core.i18n import _
from wijkdesk.sync.codes import refusal
from wijkdesk.sync.ports import Cut, Offline
from wijkdesk.sync.protocol import MAX_BODY
from wijkdesk.sync.transport import SignedTransport

if TYPE_CHECKING:
    from wijkdesk.core.ids import Id
    from wijkdesk.sync.ports import Signer

CONNECT_S = 10.0
REPLY_S = 60.0
_TIMEOUT = httpx.Timeout(REPLY_S, connect=CONNECT_S, pool=CONNECT_S)
_NOT_REACHED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


def connect(
    url: str, certificate: bytes, organisation: Id, device: Id, signer: Signer, *, founding: bytes = b""
) -> tuple[SignedTransport, HttpsWire]:
    """A transport over HTTPS, and its wire to close afterwards. `certificate` = SHA-256 of the DER form.

    Nothing is sent yet; each use raises `Offline` when the server is away, `Refused` (`wrong_certificate`)
    when another one answers.
    """
    wire = HttpsWire(url, certificate)
    return SignedTransport(wire, organisation, device, signer, founding=founding), wire


def offline() -> Offline:
    """The server is away: what happened, what is kept, what to do."""
    return Offline(
        _("De server is niet bereikbaar."),
        kept=_("Je werk staat veilig op deze laptop."),
        todo=_("Controleer je internet. WijkDesk probeert het straks weer."),
    )


def cut() -> Cut:
    """The line broke: what happened, what is kept, what to do."""
    return Cut(
        _("De verbinding met de server viel weg."),
        kept=_("Je werk staat veilig op deze laptop."),
        todo=_("WijkDesk gaat straks verder waar het bleef."),
    )


def fetch_certificate(url: str) -> bytes:
    """The certificate (DER) that the server at `url` shows; for comparing only, nothing is trusted yet."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise refusal("wrong_certificate")
    try:
        shown = ssl.get_server_certificate((parts.hostname, parts.port or 443), timeout=CONNECT_S)
    except OSError as error:
        raise offline() from error
    return ssl.PEM_cert_to_DER_cert(shown)


def pinned_context(der: bytes, pin: bytes) -> ssl.SSLContext:
    """A TLS context that trusts exactly this certificate; refuses one whose SHA-256 is not `pin`."""
    if not hmac.compare_digest(hashlib.sha256(der).digest(), pin):
        raise refusal("wrong_certificate")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False  # the pin says more than a name: servers here often have none
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_verify_locations(cadata=der)
    return context


class HttpsWire:
    """One keep-alive client to one pinned server; connects at the first request. Close it after use."""

    def __init__(self, url: str, certificate: bytes) -> None:
        self.url = url.rstrip("/")
        self.certificate = certificate
        self._client: httpx.Client | None = None

    def send(self, method: str, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        """Status and body of the reply; raises `Offline`, `Cut` or `Refused`."""
        client = self._connected()
        try:
            with client.stream(method, self.url + path, headers=headers, content=body) as reply:
                return reply.status_code, _bounded(reply)
        except _NOT_REACHED as error:
            raise offline() from error
        except httpx.TransportError as error:
            raise cut() from error

    def _connected(self) -> httpx.Client:
        if self._client is None:
            context = pinned_context(fetch_certificate(self.url), self.certificate)
            # trust_env off: a proxy of the environment would end TLS somewhere else
            self._client = httpx.Client(verify=context, timeout=_TIMEOUT, trust_env=False)
            self._client.headers.clear()  # ours say all there is to say; a round without news stays below 1 kB
        return self._client

    def close(self) -> None:
        """Let the connection go."""
        if self._client is not None:
            self._client.close()
            self._client = None


def _bounded(reply: httpx.Response) -> bytes:
    parts: list[bytes] = []
    size = 0
    for part in reply.iter_raw():
        size += len(part)
        if size > MAX_BODY:
            raise refusal("bad_server")
        parts.append(part)
    return b"".join(parts)
