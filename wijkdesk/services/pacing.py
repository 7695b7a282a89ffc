"""How long work still takes, in plain words beside how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from wijkdesk.core.i18n import _

if TYPE_CHECKING:
    from wijkdesk.core.progress import Progress

_TELLS_AFTER = 2.0  # seconds; before that the pace says nothing


def left_words(seconds: float) -> str:
    """Such as: nog ongeveer 20 seconden. Round numbers, for nobody needs others."""
    if seconds < 5:
        return _("bijna klaar")
    if seconds < 55:
        return _("nog ongeveer {n} seconden").format(n=max(10, round(seconds / 10) * 10))
    if seconds < 90:
        return _("nog ongeveer 1 minuut")
    if seconds < 55 * 60:
        return _("nog ongeveer {n} minuten").format(n=round(seconds / 60))
    return _("nog meer dan een uur")


class Paced:
    """Passes progress on with the time that is left; `whole` = what is known to come, by the word for it.

    A phase is a stretch of reports with one word; each begins to count anew.
    """

    def __init__(
        self,
        to: Progress,
        whole: dict[str, int] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._to, self._whole, self._clock = to, whole or {}, clock
        self._text: str | None = None
        self._begun = 0.0
        self._first = 0

    def report(self, done: int, total: int, text: str = "") -> None:
        """Say that `done` of `total` steps are ready. Raises Cancelled when asked to stop."""
        total = max(total, self._whole.get(text, 0))
        now = self._clock()
        if text != self._text or done < self._first:
            self._text, self._begun, self._first = text, now, done
        self._to.report(done, total, self._words(text, done, total, now - self._begun))

    def _words(self, text: str, done: int, total: int, spent: float) -> str:
        gone = done - self._first
        if spent < _TELLS_AFTER or gone <= 0 or done >= total:
            return text
        return f"{text} · {left_words(spent * (total - done) / gone)}"
