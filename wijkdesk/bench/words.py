"""Made-up words for measurements: our own list, drawn as words of a language are (few often, most seldom)."""

from __future__ import annotations

import itertools
import random

from wijkdesk.vault.words import word_list


class Writer:
    """Draws words by Zipf's law from a seed: the same seed writes the same."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)  # noqa: S311 - text to measure with, no secret
        self.words = list(word_list())
        self.random.shuffle(self.words)
        self._weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(self.words))))

    def text(self, count: int) -> str:
        """So many words with spaces between them."""
        return " ".join(self.random.choices(self.words, cum_weights=self._weights, k=count))

    def name(self) -> str:
        """A family name."""
        return f"{self.random.choice(self.words)} {self.random.choice(self.words)}".title()

    def day(self) -> str:
        """A date in 2026 or 2027."""
        return f"{self.random.choice((2026, 2027))}-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"
