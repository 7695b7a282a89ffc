"""Typing a recovery code over from paper: what is shown, what is right, what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

BLOCKS = 9  # eight of four characters, and the check character
LENGTH = 4


@dataclass(frozen=True)
class CodeTyping:
    """Numbers of blocks run from 1; `blocks` is empty while the code is hidden. `printed` = a time or ""."""

    blocks: tuple[str, ...] = ()
    right: frozenset[int] = frozenset()
    wrong: frozenset[int] = frozenset()
    printed: str = ""
    text: tuple[str, ...] = ()

    @property
    def typed_over(self) -> bool:
        """Whether the whole code was typed without a mistake."""
        return len(self.right) == BLOCKS

    def typed(self, text: Sequence[str], wrong: Collection[int]) -> CodeTyping:
        """The boxes changed: the code hides, and each full box is judged. `wrong` = blocks unlike the code."""
        now = tuple(text)
        full = {
            number for number, block in enumerate(now, 1) if len(block) >= (LENGTH if number < BLOCKS else 1)
        }
        hidden = () if any(now) and now != self.text else self.blocks
        bad = frozenset(full.intersection(wrong))
        return replace(self, blocks=hidden, text=now, right=frozenset(full) - bad, wrong=bad)


NOTHING = CodeTyping()
