"""What the system tells: it goes to sleep, the session is locked. A port, for not every system tells."""

from __future__ import annotations

import os
from typing import Any, Protocol

from PySide6.QtCore import SLOT, QObject, Signal, SignalInstance, Slot
from PySide6.QtDBus import QDBusConnection

SERVICE = "org.freedesktop.login1"
MANAGER = "/org/freedesktop/login1"


class Triggers(Protocol):
    """Where the signals come from; `available` False = not possible on this system."""

    available: bool
    sleeping: SignalInstance
    locked: SignalInstance


class NoTriggers(QObject):
    """A system that tells nothing."""

    sleeping = Signal()
    locked = Signal()
    available = False


class LogindTriggers(QObject):
    """systemd-logind on the system bus: PrepareForSleep and Lock; another bus can be given in tests."""

    sleeping = Signal()
    locked = Signal()

    def __init__(self, bus: QDBusConnection | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus or QDBusConnection.systemBus()
        self.available = self._bus.isConnected() and self._listen()

    def _listen(self) -> bool:
        manager, session = f"{SERVICE}.Manager", f"{SERVICE}.Session"
        heard = self._hear(MANAGER, manager, "PrepareForSleep", "on_sleep(bool)")
        name = os.environ.get("XDG_SESSION_ID", "")
        path = f"{MANAGER}/session/{_escaped(name)}" if name else ""  # unknown: any session of this machine
        return self._hear(path, session, "Lock", "on_lock()") and heard

    def _hear(self, path: str, interface: str, name: str, slot: str) -> bool:
        target: Any = SLOT(slot)  # the stub asks for bytes, but PySide6 6.11.3 takes only text
        return self._bus.connect(SERVICE, path, interface, name, self, target)

    @Slot(bool)
    def on_sleep(self, begins: bool) -> None:
        """The machine goes to sleep (or woke up)."""
        if begins:
            self.sleeping.emit()

    @Slot()
    def on_lock(self) -> None:
        """The screen of the system was locked."""
        self.locked.emit()


def _escaped(name: str) -> str:
    """A session's name as D-Bus writes it in a path: what is no letter or digit, and a first digit, as _xx."""
    return "".join(
        char if char.isascii() and char.isalnum() and not (n == 0 and char.isdigit()) else f"_{ord(char):02x}"
        for n, char in enumerate(name)
    )


def system_triggers() -> Triggers:
    """What this system can tell."""
    if not os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") and not os.path.exists("/run/dbus/system_bus_socket"):
        return NoTriggers()
    return LogindTriggers()
