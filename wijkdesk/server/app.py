"""The ASGI application: reads bodies within bounds, hands requests to the API in a worker thread."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from wijkdesk.server import log
from wijkdesk.server.api import Reply, Request, failed
from wijkdesk.sync.protocol import MAX_BODY

if TYPE_CHECKING:
    from starlette.requests import Request as HttpRequest

MEDIA = "application/vnd.wijkdesk"


class Handler(Protocol):
    """What answers requests: the API itself, or something that stands before it."""

    def handle(self, request: Request) -> Reply:
        """The answer to one request; never raises for what a client sent."""


def create_app(api: Handler) -> Starlette:
    """The application on an API; the caller owns and closes the database below it."""
    return Starlette(
        routes=[
            Route("/health", _health, methods=["GET"]),
            Route("/v1/{name}", _Endpoint(api).answer, methods=["GET", "POST"]),
        ]
    )


async def _health(_request: HttpRequest) -> Response:
    return JSONResponse({"status": "ok"})


class _Endpoint:
    """All of /v1 on one API."""

    def __init__(self, api: Handler) -> None:
        self.api = api

    async def answer(self, http: HttpRequest) -> Response:
        started = time.perf_counter()
        body = await _read(http)
        request = Request(
            http.method, http.url.path, dict(http.query_params), dict(http.headers), body or b""
        )
        reply = failed("too_big") if body is None else await run_in_threadpool(self._handle, request)
        log.request_done(request, reply, (time.perf_counter() - started) * 1000)
        return Response(reply.body, reply.status, media_type=MEDIA, headers={"Cache-Control": "no-store"})

    def _handle(self, request: Request) -> Reply:
        try:
            return self.api.handle(request)
        except Exception as error:  # noqa: BLE001  # the edge: a bug becomes an answer and a line in the log
            log.fault(request.path, error)
            return failed("fault")


async def _read(http: HttpRequest) -> bytes | None:
    """The body; None when it is larger than allowed. Stops reading there."""
    parts: list[bytes] = []
    size = 0
    async for part in http.stream():
        size += len(part)
        if size > MAX_BODY:
            return None
        parts.append(part)
    return b"".join(parts)
