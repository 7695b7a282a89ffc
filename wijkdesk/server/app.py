"""The ASGI application: reads bodies within bounds, hands requests to the API in a worker thread."""

from __future__ import annotations

import dataclasses
import secrets
import time
from math import ceil
from typing import TYPE_CHECKING, Protocol

from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from wijkdesk.server import log
from wijkdesk.server.api import Reply, Request, failed
from wijkdesk.sync.codes import refusal
from wijkdesk.sync.envelope import pack
from wijkdesk.sync.protocol import MAX_BODY, Failure

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request as HttpRequest

    from wijkdesk.server.limits import Limits


class Handler(Protocol):
    """What answers requests: the API itself, or something that stands before it."""

    def handle(self, request: Request) -> Reply:
        """The answer to one request; never raises for what a client sent."""


def create_app(api: Handler, answers: Callable[[], bool], limits: Limits) -> Starlette:
    """The application on an API; the caller owns and closes the database below it. `answers` = is it there?"""
    return Starlette(
        routes=[
            Route("/health", _Health(answers).answer, methods=["GET"]),
            Route("/v1/{name}", _Endpoint(api, limits).answer, methods=["GET", "POST"]),
        ]
    )


class _Health:
    """For whoever watches the server: 200 when it can do its work, 503 when its database is gone."""

    def __init__(self, answers: Callable[[], bool]) -> None:
        self.answers = answers

    async def answer(self, _http: HttpRequest) -> Response:
        if await run_in_threadpool(self.answers):
            return JSONResponse({"status": "ok"})
        return JSONResponse({"status": "no database"}, 503)


class _Endpoint:
    """All of /v1 on one API."""

    def __init__(self, api: Handler, limits: Limits) -> None:
        self.api = api
        self.limits = limits

    async def answer(self, http: HttpRequest) -> Response:
        started = time.perf_counter()
        number = secrets.token_hex(4)
        headers, query = dict(http.headers), dict(http.query_params)
        wait = self.limits.wait(http.client.host if http.client else "", headers, query)
        body = await _read(http, keep=not wait)
        request = Request(http.method, http.url.path, query, headers, body or b"")
        if wait:
            reply = too_many(wait)
        elif body is None:
            reply = failed("too_big")
        else:
            reply = await run_in_threadpool(self._handle, request, number)
        log.request_done(number, request, reply, (time.perf_counter() - started) * 1000)
        told = {"Cache-Control": "no-store"}
        if reply.code:
            told["WijkDesk-Request"] = number  # what to look for in the log; a round without news stays small
        if wait:
            told["Retry-After"] = str(ceil(wait))
        return Response(reply.body, reply.status, headers=told)

    def _handle(self, request: Request, number: str) -> Reply:
        try:
            return self.api.handle(request)
        except (
            OperationalError
        ) as error:  # the database is away or does not answer: not our bug, and it may pass
            log.fault(number, request.path, error)
            return dataclasses.replace(failed("fault"), status=503)
        except Exception as error:  # noqa: BLE001  # the edge: a bug becomes an answer and a line in the log
            log.fault(number, request.path, error)
            return failed("fault")


def too_many(wait: float) -> Reply:
    """The answer to who asks too often; `wait` in seconds."""
    text = refusal("too_many").text
    return Reply(429, pack(Failure(code="too_many", text=text, wait=ceil(wait))), "too_many")


async def _read(http: HttpRequest, *, keep: bool) -> bytes | None:
    """The body; None when it is larger than allowed. Stops reading there. Not kept: read all the same, so that
    a client that is still sending hears the answer."""
    parts: list[bytes] = []
    size = 0
    async for part in http.stream():
        size += len(part)
        if size > MAX_BODY:
            return None
        if keep:
            parts.append(part)
    return b"".join(parts)
