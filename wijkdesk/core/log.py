"""The log file of the program: what happened, never to whom. Errors are types and places, without their words."""

from __future__ import annotations

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

FILE = "wijkdesk.log"
MOST_BYTES = 500_000
_Exc = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Formatter(logging.Formatter):
    """Leaves out the message of an exception: it can hold what a worker wrote."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; another handler may have left the whole error on the record, which is not for this file."""
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept

    def formatException(self, ei: _Exc) -> str:
        """Types and places only."""
        kind, _error, trace = ei
        lines = [kind.__qualname__ if kind else "?"]
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(trace)
        ]
        return "\n".join(lines)

    def formatStack(self, stack_info: str) -> str:
        """Source lines can hold text too: leave the stack out."""
        return ""


def start(folder: Path) -> logging.Handler:
    """Log to a file in `folder` from now on; gives the handler, for `stop`."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = RotatingFileHandler(
        folder / FILE, maxBytes=MOST_BYTES, backupCount=2, encoding="utf-8", delay=True
    )
    handler.setFormatter(Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for noisy in ("sqlalchemy", "httpx", "httpcore", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    return handler


def stop(handler: logging.Handler) -> None:
    """Log no more to it."""
    logging.getLogger().removeHandler(handler)
    handler.close()
