"""The server's log: one JSON line a request, without content, whole ids or addresses of clients."""

from __future__ import annotations

import json
import logging
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wijkdesk.server.api import Reply, Request

logger = logging.getLogger("wijkdesk.server")
_SHORT = 8
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


def request_done(request: Request, reply: Reply, took_ms: float) -> None:
    """Note one answered request."""
    facts: dict[str, object] = {
        "method": request.method,
        "path": request.path[:40],
        "status": reply.status,
        "code": reply.code,
        "in": len(request.body),
        "out": len(reply.body),
        "ms": round(took_ms, 1),
    }
    for name in _HEADERS:
        facts[name] = request.headers.get(f"wijkdesk-{name}", "")[:_SHORT]
    logger.info("request", extra={"facts": facts})


def fault(path: str, error: BaseException) -> None:
    """Note a bug: the kind of error and where it arose."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else ""
    logger.error("fault", extra={"facts": {"path": path[:40], "kind": type(error).__name__, "where": where}})
