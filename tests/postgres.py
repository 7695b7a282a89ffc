"""A private PostgreSQL for one test process, from the system's own binaries; as a user without rights, gone afterwards.

Databases are copies of one that the server has migrated already. Nothing is flushed to disk: tests are about order.
"""

import itertools
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from wijkdesk.server import tables as t
from wijkdesk.server.database import open_postgres

HOMES = "/usr/lib/postgresql"  # Debian and Ubuntu keep the binaries of each version here, not in PATH
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
START_S = 30.0
TEMPLATE = "template_wijkdesk"


def binaries() -> Path:
    """The folder of the newest PostgreSQL of this machine."""
    found = sorted(Path(HOMES).glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    there = found[-1] if found else shutil.which("initdb")
    if there is None:
        pytest.fail("no PostgreSQL on this machine: sh scripts/setup.sh dev installs it", pytrace=False)
    return Path(there).resolve().parent


def without_rights() -> list[str]:
    """What goes before a command so that it runs as a user without rights and ends with this process."""
    if os.name != "posix" or shutil.which("setpriv") is None:
        return []
    if os.geteuid() != 0:
        return ["setpriv", "--pdeathsig=INT"]
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--pdeathsig=INT"]


class Cluster:
    """A PostgreSQL that listens on a socket in its own folder only."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="wd-pg-", dir="/tmp"))  # a socket's path is short
        self.log = self.folder / "log"
        self._numbers = itertools.count()
        self._free: list[str] = []
        self._process: subprocess.Popen[bytes] | None = None
        if os.geteuid() == 0:
            shutil.chown(self.folder, "nobody", "nogroup")

    def start(self) -> None:
        bin, data = binaries(), self.folder / "data"
        make = [
            bin / "initdb",
            "-D",
            data,
            "--no-sync",
            "--auth=trust",
            "--username=wijkdesk",
            "--encoding=UTF8",
        ]
        made = subprocess.run(
            [*without_rights(), *make, "--locale=C", "--no-instructions"],
            cwd=self.folder, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [*without_rights(), bin / "postgres", "-D", data, "-k", self.folder, *options],
                cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        self._wait()
        self.query(f"CREATE DATABASE {TEMPLATE}")
        open_postgres(self.url(TEMPLATE)).close()

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(2)  # SIGINT: end connections, then stop
            self._process.wait(START_S)
        shutil.rmtree(self.folder)

    def url(self, name: str) -> str:
        return f"postgresql://wijkdesk@/{name}?host={self.folder}"

    def database(self) -> str:
        """The URL of a database with the server's tables and no rows."""
        if self._free:
            return self._free.pop()
        name = f"test{next(self._numbers)}"
        self.query(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        return self.url(name)

    def bare(self) -> str:
        """The URL of a database without tables."""
        name = f"bare{next(self._numbers)}"
        self.query(f"CREATE DATABASE {name} TEMPLATE template0")
        return self.url(name)

    def take_back(self, url: str) -> None:
        """Empty a database that nobody uses any more, for the next test."""
        with psycopg.connect(url) as connection:
            for table in t.metadata.sorted_tables:
                connection.execute(f"DELETE FROM {table.name}")
        self._free.append(url)

    def forbid(self, url: str) -> None:
        """Put everyone out of a database and let nobody in again."""
        name = url.partition("?")[0].rpartition("/")[2]
        self.query(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        self.query(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    def query(self, sql: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(sql)

    def _wait(self) -> None:
        end = time.monotonic() + START_S
        while True:
            try:
                return self.query("SELECT 1")
            except psycopg.OperationalError:
                if time.monotonic() > end or self._process is None or self._process.poll() is not None:
                    pytest.fail(f"PostgreSQL did not start:\n{self.log.read_text()}", pytrace=False)
                time.sleep(0.02)
