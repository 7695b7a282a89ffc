"""Where and when something was measured."""

from __future__ import annotations

import os
import platform
import sqlite3
from pathlib import Path

from wijkdesk import __version__


def processor() -> str:
    """The name of the processor."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def load() -> str:
    """How busy the machine is with everything, over the last minute."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def describe() -> str:
    """One line on machine and versions."""
    return (
        f"WijkDesk {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()},"
        f" {os.cpu_count()} x {processor()}, plain SQLite {sqlite3.sqlite_version}, load {load()}"
    )


def busy_s(pid: int) -> float:
    """Seconds of processor that a running process has used so far; 0 where the system does not tell (Linux does)."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1e9
