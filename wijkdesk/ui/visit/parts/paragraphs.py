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
        clean = [(number, raw.replace(LINE, "\n")) for number, raw in blocks]
        lost = [key for key in self.order if key not in {number for number, _text in clean}]
        out: list[int] = []
        fresh: dict[int, Paragraph] = {}
        for place, (number, text) in enumerate(clean):
            known = number in self.by_key and number not in fresh
            key = number if known else self._fresh_key()
            below = clean[place + 1] if place + 1 < len(clean) else None
            fresh[key] = self._kept(key, text, fresh, lost) if known else self._made(text, out, fresh, below)
            out.append(key)
        used = {item.id for item in fresh.values()}
        left = [self.by_key[key] for key in self.order if self.by_key[key].id not in used]
        self._gone = [one for one in self._gone if one.id not in used][-50:] + left
        self.by_key, self.order = fresh, out
        return out

    def _fresh_key(self) -> int:
        self._next += 1
        return self._next

    def _back(self, text: str, fresh: dict[int, Paragraph]) -> Paragraph | None:
        """A paragraph that went before and stands there again, word for word."""
        used = {item.id for item in fresh.values()}
        if not text.strip():
            return None
        return next((old for old in reversed(self._gone) if old.text == text and old.id not in used), None)

    def _made(
        self, text: str, out: Sequence[int], fresh: dict[int, Paragraph], below: tuple[int, str] | None
    ) -> Paragraph:
        """A new block: one that came back, a part of a split, or a blank one."""
        naming = self.naming
        if (old := self._back(text, fresh)) is not None:
            return old
        joined = self.by_key.get(below[0]) if below else None
        if joined is not None and below and self._parted(joined, text, below[1], fresh):
            return statements.tagged(joined, text, naming.names, naming.me)
        above = self.by_key.get(out[-1]) if out else None
        if above is not None and text.strip() and above.text.endswith(text) and above.text != text:
            _upper, lower = statements.split(above, len(above.text) - len(text))
            return statements.tagged(lower, text, naming.names, naming.me)
        return statements.tagged(Paragraph(new_id()), text, naming.names, naming.me)

    def _parted(self, joined: Paragraph, upper: str, lower: str, fresh: dict[int, Paragraph]) -> bool:
        """Whether a joined paragraph falls apart again, with the new block as its upper part."""
        apart = joined.text.startswith(upper) and joined.text.endswith(lower) and joined.text != lower
        return bool(upper.strip()) and apart and self._back(lower, fresh) is not None

    def _kept(self, key: int, text: str, fresh: dict[int, Paragraph], lost: Sequence[int]) -> Paragraph:
        """A block that is still there: its text may have changed, or it was joined to another one."""
        item, naming = self.by_key[key], self.naming
        if item.text == text:
            return item
        used = {one.id for one in fresh.values()}
        if item.id in used:  # its upper part took the id along
            return self._back(text, fresh) or statements.tagged(
                replace(item, id=new_id(), order=""), text, naming.names, naming.me
            )
        upper, lower = self._beside(key, -1, lost), self._beside(key, 1, lost)
        if upper is not None and upper.text.strip() and _joins(text, upper, item):
            item = replace(statements.join(upper, item), text=upper.text)
        elif lower is not None and not item.text.strip() and text == lower.text:
            return lower  # an empty line above was taken away
        elif lower is not None and _joins(text, item, lower):
            item = replace(statements.join(item, lower), text=item.text)
        return statements.tagged(item, text, naming.names, naming.me)

    def _beside(self, key: int, step: int, lost: Sequence[int]) -> Paragraph | None:
        """The paragraph before or after, if it was lost just now."""
        place = self.order.index(key) + step
        near = self.order[place] if 0 <= place < len(self.order) else None
        return self.by_key[near] if near in lost and near is not None else None


def _joins(text: str, upper: Paragraph, lower: Paragraph) -> bool:
    return text.startswith(upper.text) and text.endswith(lower.text)
