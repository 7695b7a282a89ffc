"""Whether this machine has a network again, as Qt tells it; a port, for not every system tells."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtNetwork import QNetworkInformation

_OUT = (QNetworkInformation.Reachability.Disconnected, QNetworkInformation.Reachability.Local)


class Network(Protocol):
    """`back` = there is a network after there was none."""

    back: SignalInstance


class NoNetwork(QObject):
    """A system that tells nothing: sharing tries by itself, less and less often."""

    back = Signal()


class SystemNetwork(QObject):
    """What the system's network service tells."""

    back = Signal()

    def __init__(self, told: QNetworkInformation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._out = told.reachability() in _OUT
        told.reachabilityChanged.connect(self.on_reach)

    def on_reach(self, reach: QNetworkInformation.Reachability) -> None:
        """The network came or went."""
        was, self._out = self._out, reach in _OUT
        if was and not self._out:
            self.back.emit()


def system_network() -> Network:
    """The network of this system, or one that tells nothing."""
    loaded = QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability)
    told = QNetworkInformation.instance() if loaded else None
    return SystemNetwork(told) if told is not None else NoNetwork()
