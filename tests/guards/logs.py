"""A log handler that remembers what nobody said would be logged."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class LogGuard(logging.Handler):
    """Collects records of WARNING and up; those inside a matching `expect` are fine."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.unexpected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        where = f"{record.levelname} {record.name} ({record.filename}:{record.lineno})"
        self.unexpected.append(f"{where}: {record.getMessage()}")

    def install(self) -> None:
        logging.getLogger().addHandler(self)

    def remove(self) -> None:
        logging.getLogger().removeHandler(self)

    @contextmanager
    def expect(self, part: str) -> Iterator[None]:
        """Allow lines that contain `part` inside the block, and demand at least one."""
        before = len(self.unexpected)
        yield
        mine = self.unexpected[before:]
        assert any(part in line for line in mine), f"no log line contains {part!r}: {mine}"
        self.unexpected[before:] = [line for line in mine if part not in line]
