"""A line to the server that counts the bytes of HTTP, and breaks where it is told to; a process of its own.

It ends TLS with the server's own certificate and key, so that a laptop sees the server it knows, and what is counted
is HTTP: neither handshakes nor the seals of TLS. Commands come as lines on standard input, answers as JSON lines.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import subprocess
import sys
from pathlib import Path
from typing import Any

_CHUNK = 65536


class Proxy:
    """Hands on what comes, both ways; `up` and `down` count bytes, `left` is what may still go up before a cut."""

    def __init__(self, tls: Path, port: int) -> None:
        self.tls, self.port = tls, port
        self.up = self.down = 0
        self.left: int | None = None
        self.lines: set[asyncio.StreamWriter] = set()

    async def serve(self) -> None:
        """Run until standard input ends."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.tls / "server.crt", self.tls / "server.key")
        server = await asyncio.start_server(self._line, "127.0.0.1", 0, ssl=context)
        _say({"port": server.sockets[0].getsockname()[1]})
        commands = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(commands), sys.stdin
        )
        while line := await commands.readline():
            self._obey(json.loads(line))
        server.close()

    def _obey(self, command: dict[str, Any]) -> None:
        """`cut_after` = bytes up from now until all lines break; every command is answered with the counts so far."""
        if "cut_after" in command:
            self.left = command["cut_after"]
        if "port" in command:
            self.port = command["port"]
        if command.get("cut"):
            self._cut()
        _say({"up": self.up, "down": self.down})

    async def _line(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE  # to this machine's own server, in a measurement
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self.port, ssl=context)
        except OSError:
            writer.transport.abort()
            return
        self.lines |= {writer, back}
        await asyncio.gather(self._pass(reader, back, up=True), self._pass(there, writer, up=False))
        self.lines -= {writer, back}

    async def _pass(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, up: bool) -> None:
        try:
            while data := await source.read(_CHUNK):
                self._count(len(data), up=up)
                target.write(data)
                await target.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        target.transport.abort()

    def _count(self, size: int, *, up: bool) -> None:
        if not up:
            self.down += size
            return
        self.up += size
        if self.left is not None:
            self.left -= size
            if self.left <= 0:
                self.left = None
                self._cut()
                raise ConnectionResetError

    def _cut(self) -> None:
        for line in self.lines:
            line.transport.abort()


def _say(words: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


class Line:
    """The proxy as its maker sees it; use it in a `with` block."""

    def __init__(self, tls: Path, port: int) -> None:
        self._child = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", __name__, str(tls), str(port)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.url = f"https://127.0.0.1:{self._read()['port']}"

    def tell(self, **command: Any) -> tuple[int, int]:  # noqa: ANN401 - words of `Proxy`
        """Give a command; the bytes up and down so far."""
        assert self._child.stdin is not None, "it was opened with a pipe"
        self._child.stdin.write(json.dumps(command) + "\n")
        self._child.stdin.flush()
        counts = self._read()
        return counts["up"], counts["down"]

    def _read(self) -> dict[str, int]:
        assert self._child.stdout is not None, "it was opened with a pipe"
        found: dict[str, int] = json.loads(self._child.stdout.readline())
        return found

    def __enter__(self) -> Line:
        return self

    def __exit__(self, *_what: object) -> None:
        self._child.communicate(timeout=10)


if __name__ == "__main__":
    asyncio.run(Proxy(Path(sys.argv[1]), int(sys.argv[2])).serve())
