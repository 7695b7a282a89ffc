"""The server's log: one JSON line a request, without content, ids or addresses of clients.

Organisation and laptop are told apart by eight digits of H(id in hexadecimal); spaces and people are not named at all.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wijkdesk.server.api import Reply, Request

logger = logging.getLogger("wijkdesk.server")
_SHORT = 8
_ROUTE = re.compile(r"/v1/[a-z_]{1,20}")
_HEADERS = ("organisation", "device")


class _Lines(logging.Formatter):
    """One JSON object a line; a fault shows its kind and place, never its values."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "time": int(record.created * 1000),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        return json.dumps(line, ensure_ascii=False)


def start() -> None:
    """Send the log to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False


def request_done(number: str, request: Request, reply: Reply, took_ms: float) -> None:
    """Note one answered request; `number` is what a refusal carries in the header WijkDesk-Request."""
    facts: dict[str, object] = {
        "request": number,
        "method": request.method,
        "route": route(request.path),
        "status": reply.status,
        "code": reply.code,
        "in": len(request.body),
        "out": len(reply.body),
        "ms": round(took_ms, 1),
    }
    for name in _HEADERS:
        facts[name] = short(request.headers.get(f"wijkdesk-{name}", ""))
    logger.info("request", extra={"facts": facts})


def fault(number: str, path: str, error: BaseException) -> None:
    """Note a bug, or a database that is away: the kind of error and where it arose."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else ""
    facts = {"request": number, "route": route(path), "kind": type(error).__name__, "where": where}
    logger.error("fault", extra={"facts": facts})


def route(path: str) -> str:
    """The path when it is of the shape of ours; a question mark for what a stranger made up."""
    return path if _ROUTE.fullmatch(path) else "?"


def short(text: str) -> str:
    """Eight digits that tell one laptop or organisation from another and lead back to no id; "" for none."""
    return hashlib.sha256(text.lower().encode()).hexdigest()[:_SHORT] if text else ""
