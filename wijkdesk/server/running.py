"""A server that runs: in this process until told to stop, or in a thread of it (rehearsal, tests)."""

from __future__ import annotations

import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

import uvicorn

from wijkdesk.core.clock import SystemClock
from wijkdesk.core.errors import EnvironmentFault
from wijkdesk.core.i18n import _
from wijkdesk.server.api import Api, Options
from wijkdesk.server.app import Handler, create_app
from wijkdesk.server.auth_tls import own_certificate
from wijkdesk.server.blobs import FolderBlobs
from wijkdesk.server.database import Place, is_url, open_database
from wijkdesk.server.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from wijkdesk.core.clock import Clock

_START_S: Final = 20.0
_STOP_S: Final = 5


class LocalServer:
    """A server over TLS on its database. Port 0 takes a free one.

    `url` and `pin` (SHA-256 of the certificate) are what an invitation carries. The certificate lies in the folder
    `tls`, attachments in `blobs`: by default beside the SQLite file. `front` may stand before the API (tests of a
    server that lies).
    """

    def __init__(
        self,
        place: Place,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        tls: Path | None = None,
        blobs: Path | None = None,
        options: Options | None = None,
        clock: Clock | None = None,
        front: Callable[[Api], Handler] | None = None,
    ) -> None:
        self.certificate = own_certificate(tls or _beside(place), host)
        self.database = open_database(place)
        self.api = Api(
            self.database,
            clock or SystemClock(),
            options,
            blobs=FolderBlobs(blobs or _home(place, tls) / "blobs"),
        )
        self._front = front(self.api) if front else self.api
        self._socket = _bind(host, port)
        self._server = uvicorn.Server(self._config())
        self._thread: threading.Thread | None = None
        name = f"[{host}]" if ":" in host else host
        self.url = f"https://{name}:{self._socket.getsockname()[1]}"

    @property
    def pin(self) -> bytes:
        """SHA-256 of the certificate's DER form."""
        return self.certificate.pin

    def run(self) -> None:
        """Serve until the process is asked to stop (SIGTERM, Ctrl+C) or `stop` is called; then close."""
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._socket.close()
            self.database.close()

    def start(self) -> None:
        """Serve in a thread; returns when requests are taken, EnvironmentFault when that does not come."""
        self._thread = threading.Thread(target=self.run, name="wijkdesk-server", daemon=True)
        self._thread.start()
        waited = threading.Event()
        for _step in range(int(_START_S / 0.02)):
            if self._server.started:
                return
            waited.wait(0.02)
        raise EnvironmentFault(_("De server kon niet starten."))

    def stop(self) -> None:
        """Finish what is under way and end the thread."""
        self._server.should_exit = True
        if self._thread is not None:
            self._thread.join(_STOP_S * 2)
            self._thread = None

    def __enter__(self) -> LocalServer:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _config(self) -> uvicorn.Config:
        options = self.api.options
        return uvicorn.Config(
            create_app(self._front, self.database.answers, Limits(options.device_rate, options.address_rate)),
            ssl_certfile=str(self.certificate.certificate),
            ssl_keyfile=str(self.certificate.key),
            access_log=False,
            log_config=None,
            server_header=False,
            date_header=False,  # nothing reads it, and laptops hear the time in a hello
            proxy_headers=bool(options.proxies),
            forwarded_allow_ips=options.proxies,
            lifespan="off",
            limit_concurrency=200,
            timeout_graceful_shutdown=_STOP_S,
        )


def _beside(place: Place) -> Path:
    if is_url(place):
        raise EnvironmentFault(_("De map voor het certificaat ontbreekt."), todo=_("Noem een map met --tls."))
    return Path(place).parent / "tls"


def _home(place: Place, tls: Path | None) -> Path:
    return tls.parent if tls and is_url(place) else Path(place).parent


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(
        family, socket.SOCK_STREAM, socket.IPPROTO_TCP
    )  # named, else asyncio leaves Nagle on
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(2048)  # who hears "ready" may connect at once, and waits until the loop turns
    except OSError as error:
        bound.close()
        raise EnvironmentFault(
            _("De server kan poort {port} niet gebruiken.").format(port=port),
            todo=_("Kies een andere poort of stop het andere programma."),
        ) from error
    return bound
