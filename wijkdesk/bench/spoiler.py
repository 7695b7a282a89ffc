"""A server that cannot be trusted: it stands before a real one and slips units into the pages it hands out."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, Final, Protocol

import msgspec

from wijkdesk.sync.envelope import pack, unpack
from wijkdesk.sync.protocol import BackfillReply, PullReply

_PAGES: Final[dict[str, type[PullReply] | type[BackfillReply]]] = {
    "/v1/pull": PullReply,
    "/v1/backfill": BackfillReply,
}


class Handler(Protocol):
    """A server's API: the request has a `path`, the reply a `status` and a `body`."""

    def handle(self, request: Any) -> Any:  # noqa: ANN401 - the server's own types; bench knows no server
        """The answer to a request."""


class Spoiler:
    """Give it a server with `before`; what is slipped in goes with the next page that has anything in it."""

    def __init__(self) -> None:
        self._server: Handler | None = None
        self._left: tuple[bytes, ...] = ()

    def before(self, server: Handler) -> Spoiler:
        """Stand before this server."""
        self._server = server
        return self

    def slip_in(self, units: Sequence[bytes]) -> None:
        """Hand these out with the next page."""
        self._left += tuple(units)

    def left(self) -> int:
        """How many units were not handed out yet."""
        return len(self._left)

    def handle(self, request: Any) -> Any:  # noqa: ANN401 - as above
        """The server's own answer, spoiled when it is a page."""
        assert self._server is not None, "it stands before a server"
        reply = self._server.handle(request)
        kind = _PAGES.get(request.path)
        if kind is None or reply.status != 200 or not self._left:
            return reply
        page = unpack(kind, reply.body)
        if not page.units:
            return reply
        units, self._left = self._left, ()
        return dataclasses.replace(
            reply, body=pack(msgspec.structs.replace(page, units=(*page.units, *units)))
        )
