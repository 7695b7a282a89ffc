"""Going through what waits for a choice, wherever it is shown: the open card, what is chosen on it, the next one.

The inbox and the sheet in a dossier use this one thing; it knows neither.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from wijkdesk.core.errors import Refused, UserError, WijkError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.services import conflict_choices, drafts
from wijkdesk.services.conflict_choices import NEW, Card
from wijkdesk.services.conflicts import Conflict, conflicts

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.ports import Jobs, Shell
    from wijkdesk.services.session import Session

Key = tuple[Id, Id, str]
PLACE = "conflicts"
_AFTER = 3  # choices that are shown below the open one
_DRAFT = "?keuze"  # new words for a field, apart from a draft of the field itself


@dataclass(frozen=True)
class Choosing:
    """What waits, in order, and the open card; `ready` once it was read."""

    ready: bool = False
    waiting: tuple[Conflict, ...] = ()
    current: Key | None = None
    card: Card | None = None
    error: str = ""
    chosen: int = 0
    after: tuple[Card, ...] = ()

    @property
    def keys(self) -> list[Key]:
        """What tells the choices apart, in order."""
        return [one.key for one in self.waiting]


class Chooser:
    """Reads what waits, keeps the open card, carries choices out; `render` gets each new state."""

    def __init__(
        self, session: Session, jobs: Jobs, shell: Shell, render: Callable[[Choosing], None]
    ) -> None:
        self.session, self.jobs, self.shell = session, jobs, shell
        self.state = Choosing()
        self._render = render
        self._cards: dict[Key, Card] = {}
        self._space: Id | None = None

    def show(self, space: Id | None = None, row: Id | None = None, field: str = "") -> None:
        """Read what waits, everywhere or in one dossier; `row` (and `field`) = open that one first."""
        self._space = space
        self._load(row, field)

    def load(self) -> None:
        """Read anew."""
        self._load(None)

    def _load(self, row: Id | None, field: str = "") -> None:
        self.jobs.read(self._read, owner=self, done=partial(self._on_read, row, field))

    def _read(self) -> list[tuple[Conflict, str]]:
        texts = {
            (draft.row, draft.field): draft.text for draft in drafts.of_place(self.session, PLACE)
        }  # fmt: skip
        found = conflicts(self.session, self._space)
        return [(one, texts.get((one.row, one.field + _DRAFT), "")) for one in found]

    def _on_read(self, row: Id | None, field: str, found: list[tuple[Conflict, str]]) -> None:
        self._cards = {conflict.key: self._card(conflict, draft) for conflict, draft in found}
        waiting = tuple(conflict for conflict, _draft in found)
        keys = [one.key for one in waiting]
        asked = next((key for key in keys if key[0] == row and field in ("", key[2])), None)
        current = asked or (self.state.current if self.state.current in keys else None)
        current = current or (keys[0] if keys else None)
        self._show(replace(self.state, ready=True, waiting=waiting, current=current, error=""))

    def _card(self, conflict: Conflict, draft: str) -> Card:
        old = self._cards.get(conflict.key)
        if old is not None and old.conflict == conflict:
            return old
        made = conflict_choices.card(conflict, self.session.now())
        return conflict_choices.write(conflict_choices.pick(made, NEW), draft) if draft else made

    def _show(self, state: Choosing) -> None:
        card = self._cards.get(state.current) if state.current else None
        self.state = replace(state, card=card, after=self._after(state))
        self._render(self.state)

    def _after(self, state: Choosing) -> tuple[Card, ...]:
        """The cards that come after the open one, as they stand in the list."""
        keys = state.keys
        if state.current not in keys:
            return ()
        place = keys.index(state.current) + 1
        return tuple(self._cards[key] for key in (keys[place:] + keys[: place - 1])[:_AFTER])

    def select(self, key: Key) -> None:
        """Open another one."""
        if key in self._cards and key != self.state.current:
            self.keep_draft()
            self._show(replace(self.state, current=key, error=""))

    def pick(self, way: str) -> None:
        """Choose a way; nothing happens before it is kept."""
        if self.state.card is not None:
            self._change(conflict_choices.pick(self.state.card, way))

    def typed(self, text: str) -> None:
        """Other new words."""
        if self.state.card is not None:
            self._change(conflict_choices.write(self.state.card, text))

    def _change(self, card: Card) -> None:
        self._cards[card.conflict.key] = card
        self._show(replace(self.state, error=""))

    def keep_draft(self) -> None:
        """Keep the new words that are being typed."""
        card = self.state.card
        if card is not None and card.writing:
            conflict = card.conflict
            field = conflict.field + _DRAFT
            work = partial(
                drafts.keep, self.session, conflict.space, conflict.kind, conflict.row, field, card.text,
                place=PLACE,
            )  # fmt: skip
            self.jobs.write(work, owner=self)

    def keep(self) -> None:
        """Carry the choice out and open the next."""
        card = self.state.card
        if card is not None:
            self.jobs.write(
                partial(self._keep, card), owner=self, done=partial(self._on_kept, card), failed=self._on_failed
            )  # fmt: skip

    def _keep(self, card: Card) -> ChangeSet:
        changes = conflict_choices.keep(self.session, card)
        drafts.drop(self.session, [card.conflict.row], card.conflict.field + _DRAFT)
        return changes

    def _on_kept(self, card: Card, changes: ChangeSet) -> None:
        keys, key = self.state.keys, card.conflict.key
        self._cards.pop(key, None)
        waiting = tuple(one for one in self.state.waiting if one.key != key)
        place = keys.index(key) if key in keys else 0
        current = waiting[min(place, len(waiting) - 1)].key if waiting else None
        self._show(
            replace(self.state, waiting=waiting, current=current, error="", chosen=self.state.chosen + 1)
        )
        self.shell.toast(_("Gekozen. De andere versie staat in de geschiedenis."), undo=True)
        self.shell.changed(changes)

    def _on_failed(self, error: WijkError) -> None:
        if isinstance(error, UserError):
            self._show(replace(self.state, error=error.text))
            return
        if isinstance(error, Refused) and error.code == "changed_since":
            self._show(replace(self.state, error=error.sentences))
            self.load()
            return
        self.shell.trouble(error)
