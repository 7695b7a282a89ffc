"""The five tones a message, pill or card can have; each comes with words, never alone."""

from __future__ import annotations

from enum import StrEnum


class Tone(StrEnum):
    """What a colour says: all well, take care, urgent or wrong, good to know, nothing special."""

    OK = "ok"
    WARN = "warn"
    DANGER = "danger"
    INFO = "info"
    NEUTRAL = "neutral"

    @property
    def front(self) -> str:
        """Token of words and icon."""
        return {"info": "onsoft", "neutral": "muted"}.get(self.value, self.value)

    @property
    def back(self) -> str:
        """Token of the ground."""
        return {"info": "soft", "neutral": "bg"}.get(self.value, f"{self.value}soft")

    @property
    def line(self) -> str:
        """Token of the border."""
        return "line" if self is Tone.NEUTRAL else f"{self.value}line"
