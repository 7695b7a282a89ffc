"""Blocks of text on screen become paragraphs: who keeps its id when text is split, joined, cut or brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wijkdesk.core.ids import ZERO, Id, new_id
from wijkdesk.services import statements
from wijkdesk.services.mentions import Name
from wijkdesk.services.statements import Paragraph

NEW = -1  # the state of a block that has no paragraph yet
LINE = "\u2028"  # how a text edit keeps a line break inside a block


@dataclass(frozen=True)
class Naming:
    """What can be named in the text, and who is writing."""

    names: tuple[Name, ...] = ()
    me: Id = ZERO


class Sheet:
    """The paragraphs by the number that their block carries."""

    def __init__(self) -> None:
        self.naming = Naming()
        self.by_key: dict[int, Paragraph] = {}
        self.order: list[int] = []
        self._gone: list[Paragraph] = []
        self._next = 1

    @property
    def items(self) -> list[Paragraph]:
        """The paragraphs in order."""
        return [self.by_key[key] for key in self.order]

    def fill(self, items: Sequence[Paragraph]) -> list[int]:
        """Start anew with these paragraphs; gives the numbers for their blocks."""
        self._gone = []
        self.by_key = {self._fresh_key(): item for item in items or [Paragraph(new_id())]}
        self.order = list(self.by_key)
        return self.order

    def set(self, key: int, item: Paragraph) -> None:
        """Put other tags on a paragraph."""
        self.by_key[key] = item

    def rename(self, old: Id, new: Id) -> None:
        """A paragraph became another statement, which corrects it."""
        for key, item in self.by_key.items():
            if item.id == old:
                self.by_key[key] = replace(item, id=new)

    def follow(self, blocks: Sequence[tuple[int, str]]) -> list[int]:
        """Take in the blocks of the document as (number, text); gives the numbers they must carry."""
        before = list(self.order)
        lost = [key for key in before if key not in {number for number, _text in blocks}]
        out: list[int] = []
        fresh: dict[int, Paragraph] = {}
        for number, raw in blocks:
            text = raw.replace(LINE, "\n")
            known = number in self.by_key and number not in fresh
            key = number if known else self._fresh_key()
            fresh[key] = self._kept(key, text, before, lost) if known else self._made(text, out, fresh)
            out.append(key)
        used = {item.id for item in fresh.values()}
        self._gone = [one for one in self._gone if one.id not in used][-50:]
        self._gone += [self.by_key[key] for key in lost if self.by_key[key].id not in used]
        self.by_key, self.order = fresh, out
        return out

    def _fresh_key(self) -> int:
        self._next += 1
        return self._next

    def _made(self, text: str, out: Sequence[int], fresh: dict[int, Paragraph]) -> Paragraph:
        """A new block: one that came back, the lower part of a split, or a blank one."""
        used = {item.id for item in fresh.values()}
        for old in reversed(self._gone):
            if text.strip() and old.text == text and old.id not in used:
                return old
        above = self.by_key.get(out[-1]) if out else None
        if above is not None and text.strip() and above.text.endswith(text) and above.text != text:
            _upper, lower = statements.split(above, len(above.text) - len(text))
            return statements.tagged(lower, text, self.naming.names, self.naming.me)
        return statements.tagged(Paragraph(new_id()), text, self.naming.names, self.naming.me)

    def _kept(self, key: int, text: str, before: Sequence[int], lost: Sequence[int]) -> Paragraph:
        """A block that is still there: its text may have changed, or the next one was joined to it."""
        item = self.by_key[key]
        if item.text == text:
            return item
        below = self._below(key, before)
        if below in lost and below is not None:
            lower = self.by_key[below]
            if not item.text.strip() and text == lower.text:
                return lower  # an empty line above was taken away
            if lower.text and text.endswith(lower.text):
                item = replace(statements.join(item, lower), text=item.text)
        return statements.tagged(item, text, self.naming.names, self.naming.me)

    @staticmethod
    def _below(key: int, before: Sequence[int]) -> int | None:
        place = before.index(key) + 1 if key in before else len(before)
        return before[place] if place < len(before) else None
