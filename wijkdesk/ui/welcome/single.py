"""One window a home: a second start rings the bell of the first and ends."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 2000


def bell_name(home: Path) -> str:
    """The name of the local socket of a home; says nothing about the user."""
    return "wijkdesk-" + hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]


class SingleWindow(QObject):
    """Listens for a second start; `ring` brings the window to the front."""

    def __init__(self, home: Path, ring: Callable[[], None]) -> None:
        super().__init__()
        self._ring = ring
        self.server = QLocalServer(self)
        self.server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        name = bell_name(home)
        if not self.server.listen(name):
            QLocalServer.removeServer(name)  # left behind by a process that was killed
            self.server.listen(name)
        self.server.newConnection.connect(self._on_connection)

    def _on_connection(self) -> None:
        while (socket := self.server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.disconnectFromServer()
            self._ring()

    def close(self) -> None:
        """Listen no more."""
        self.server.close()


def ring_first(home: Path) -> bool:
    """Ask the window that is open already to come to the front; False when nobody answers."""
    socket = QLocalSocket()
    socket.connectToServer(bell_name(home))
    return socket.waitForConnected(WAIT_MS)
