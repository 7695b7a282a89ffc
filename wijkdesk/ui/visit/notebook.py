"""The paragraphs on screen against those in the store: what is dirty, what is gone, how both come together. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from wijkdesk.core.ids import ZERO, Id
from wijkdesk.models.visit import Statement, StatementKind
from wijkdesk.services import statements
from wijkdesk.services.drafts import Draft
from wijkdesk.services.mentions import Name
from wijkdesk.services.statements import Paragraph
from wijkdesk.services.visits import PLACE

FIELD = "text"


class Notebook:
    """Holds the local paragraphs and the statements as they were last read or sent."""

    def __init__(self, moment: Id) -> None:
        self.moment = moment
        self.items: list[Paragraph] = []
        self.shown: dict[Id, Statement] = {}
        self.seen: dict[Id, tuple[bytes, ...]] = {}
        self.behind: set[Id] = set()  # being typed here, and another text of it came in meanwhile
        self._sent: dict[Id, Paragraph] = {}
        self._left: set[Id] = (
            set()
        )  # joined or taken away before they were ever written; a draft may be kept of them

    def take(
        self,
        notes: Iterable[Statement],
        kept: Iterable[Draft] = (),
        names: Sequence[Name] = (),
        me: Id = ZERO,
    ) -> None:
        """Take in what was read: local edits stay, other changes come in, kept drafts come back once."""
        found = {note.id: note for note in notes}
        first = not self.items and not self.shown
        incoming = [statements.paragraph(note) for note in found.values()]
        before = dict(self._sent)
        old = self._overtaken(found)
        self.behind = set(old)
        self.shown = {**found, **old}
        self._sent = {item.id: item for item in incoming}
        self._sent |= {row: statements.paragraph(note) for row, note in old.items()}
        self.items = incoming if first else merge(self.items, before, incoming)
        if first:
            for draft in kept:
                self._restore(draft, names, me)

    def _overtaken(self, found: Mapping[Id, Statement]) -> dict[Id, Statement]:
        """What was on screen when typing began, of paragraphs that are typed in and came in with another text."""
        typed = {item.id for item in self.typed()}
        return {
            row: note
            for row, note in self.shown.items()
            if row in typed and row in found and found[row].text != note.text
        }

    def _restore(self, draft: Draft, names: Sequence[Name], me: Id) -> None:
        if draft.field != FIELD:
            return
        self.seen[draft.row] = draft.bases
        for place, item in enumerate(self.items):
            if item.id == draft.row:
                self.items[place] = statements.tagged(item, draft.text, names, me)
                return
        order, kind = _placed(draft.place)
        fresh = statements.tagged(Paragraph(draft.row, order=order), draft.text, names, me)
        if kind is not None:
            fresh = statements.of_kind(fresh, kind, names, me)
        at = next((n for n, item in enumerate(self.items) if item.order > order), len(self.items))
        self.items.insert(at if order else len(self.items), fresh)

    def edited(self, items: Sequence[Paragraph]) -> None:
        """What is on screen now."""
        known = {item.id: item.order for item in self.items}
        self._left |= known.keys() - self._sent.keys()
        self._left -= {item.id for item in items}
        self.items = statements.ordered(
            [item if item.order else replace(item, order=known.get(item.id, "")) for item in items]
        )

    def dirty(self) -> list[Paragraph]:
        """Paragraphs that differ from what was read or sent; an empty new one is nothing yet."""
        return [item for item in self.items if self._sent.get(item.id, Paragraph(item.id)) != _bare(item)
                and (item.id in self._sent or item.text.strip())]  # fmt: skip

    def typed(self) -> list[Paragraph]:
        """Paragraphs whose text is not yet a commit: what drafts are kept of."""
        return [item for item in self.dirty() if item.text != self._text(item.id)]

    def _text(self, row: Id) -> str:
        return self._sent[row].text if row in self._sent else ""

    def left(self) -> list[Id]:
        """Paragraphs that went before they were written."""
        return sorted(self._left)

    def removed(self) -> list[Id]:
        """Statements and paragraphs that are no longer on screen."""
        here = {item.id for item in self.items}
        return [*(row for row in self._sent if row not in here), *self.left()]

    def sending(self) -> tuple[list[Paragraph], list[Id]]:
        """What to write now; from here on it counts as sent."""
        items, gone = self.dirty(), self.removed()
        for item in items:
            self._sent[item.id] = item
        for row in gone:
            self._sent.pop(row, None)
        self._left.clear()
        return items, gone

    def unsent(self, items: Iterable[Paragraph]) -> None:
        """The write failed: these are dirty again."""
        for item in items:
            old = self.shown.get(item.id)
            if old is not None:
                self._sent[item.id] = statements.paragraph(old)
            else:
                self._sent.pop(item.id, None)

    def place(self, item: Paragraph) -> str:
        """What a draft says of where it belongs."""
        kind = item.kind.value if item.kind else ""
        return f"{PLACE}/{self.moment.hex()}/note/{item.order}/{kind}"


def _bare(item: Paragraph) -> Paragraph:
    """As it will be stored: without space around."""
    clean = item.text.strip()
    return item if clean == item.text else replace(item, text=clean)


def _placed(place: str) -> tuple[str, StatementKind | None]:
    parts = place.split("/")
    if len(parts) < 5:
        return "", None
    kinds = {kind.value: kind for kind in StatementKind}
    return parts[3], kinds.get(parts[4])


def merge(
    local: Sequence[Paragraph], before: Mapping[Id, Paragraph], incoming: Sequence[Paragraph]
) -> list[Paragraph]:
    """Local edits over what came in: dirty paragraphs stay, clean ones follow, new ones find their place."""
    fresh = {item.id: item for item in incoming}
    here = {item.id for item in local}
    out: list[Paragraph] = []
    for item in local:
        clean = item.id in before and before[item.id] == _bare(item)
        if clean and item.id not in fresh:
            continue
        out.append(fresh[item.id] if clean else item)
    for item in incoming:
        if item.id not in here and item.id not in before:
            at = next((n for n, one in enumerate(out) if one.order > item.order), len(out))
            out.insert(at, item)
    return out
