"""What waits for a choice, one after the other: two versions first, then persons who may be one; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import N_, _, format_when, ngettext
from wijkdesk.core.ids import Id
from wijkdesk.models.person import Sameness
from wijkdesk.services import alike_pairs, same_person
from wijkdesk.services.alike_pairs import Pair
from wijkdesk.services.choosing import Chooser, Choosing, Key
from wijkdesk.services.dossiers import households_of

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.conflict_choices import Card
    from wijkdesk.services.ports import Jobs, Shell
    from wijkdesk.services.session import Session

PERSON = "person"
_PEOPLE = ("person", "same_person", "household", "contact_point")
_DECIDED = {
    Sameness.CERTAIN: N_("Gekoppeld. Beide blijven staan zoals ze zijn."),
    Sameness.LIKELY: N_("Gekoppeld als waarschijnlijk dezelfde."),
    Sameness.NO: N_("Genoteerd. Dit wordt niet meer voorgesteld."),
}


@dataclass(frozen=True)
class Row:
    """One line of the inbox."""

    key: Key
    title: str
    where: str
    when: str
    kind: str


@dataclass(frozen=True)
class State:
    """The inbox and the open card, of two versions or of two persons; `ready` once it was read."""

    ready: bool = False
    rows: tuple[Row, ...] = ()
    current: Key | None = None
    card: Card | None = None
    pair: Pair | None = None
    error: str = ""
    chosen: int = 0
    waiting_cards: tuple[Card, ...] = ()

    @property
    def waiting(self) -> str:
        """How many wait, in words."""
        count = len(self.rows)
        return ngettext("{n} wacht op je keuze", "{n} wachten op je keuze", count).format(n=count)

    @property
    def done(self) -> str:
        """How many were chosen since the window opened."""
        if not self.chosen:
            return ""
        return ngettext("{n} keuze gemaakt", "{n} keuzes gemaakt", self.chosen).format(n=self.chosen)


class ConflictsPresenter:
    """The inbox over what goes through the choices, and over the pairs."""

    def __init__(self, session: Session, jobs: Jobs, shell: Shell, render: Callable[[State], None]) -> None:
        self.session, self.jobs, self.shell = session, jobs, shell
        self.state = State()
        self._render = render
        self._space: Id | None = None
        self._pairs: dict[Key, Pair] | None = None
        self._pair: Key | None = None  # the open one, in place of a card
        self._decided = 0
        self.chooser = Chooser(session, jobs, shell, self._on_choosing)

    def show(self, space: Id | None = None, row: Id | None = None) -> None:
        """Read what waits, everywhere or in one dossier; `row` = open that one first."""
        self._space, self._pair = space, None
        self.chooser.show(space, row)
        self._load_pairs()

    def refresh(self, changes: ChangeSet) -> None:
        """Something was written or came in: a choice may have come or gone."""
        self.chooser.load()
        if changes.touches(*_PEOPLE):
            self._load_pairs()

    def _load_pairs(self) -> None:
        self.jobs.read(partial(alike_pairs.pairs, self.session, self._space), owner=self, done=self._on_pairs)

    def _on_pairs(self, found: list[Pair]) -> None:
        self._pairs = {pair.key: pair for pair in found}
        self._show()

    def _on_choosing(self, _found: Choosing) -> None:
        self._show()

    def _show(self) -> None:
        found, pairs = self.chooser.state, self._pairs or {}
        if self._pair not in pairs:
            self._pair = None if found.waiting else next(iter(pairs), None)
        pair = pairs.get(self._pair) if self._pair else None
        self.state = State(
            ready=found.ready and self._pairs is not None,
            rows=(*self._rows(found), *(_pair_row(one) for one in pairs.values())),
            current=self._pair or found.current,
            card=None if pair else found.card,
            pair=pair,
            error=found.error,
            chosen=found.chosen + self._decided,
            waiting_cards=() if pair else found.after,
        )
        self._render(self.state)

    def _rows(self, found: Choosing) -> tuple[Row, ...]:
        now = self.session.now()
        return tuple(
            Row(
                key=conflict.key,
                title=conflict.title,
                where=" · ".join(part for part in (shown(conflict.where), conflict.label) if part),
                when=format_when(conflict.latest.when, now),
                kind=conflict.sort.value,
            )
            for conflict in found.waiting
        )

    def select(self, key: Key) -> None:
        """Open another one."""
        if key in (self._pairs or {}):
            self.chooser.keep_draft()
            self._pair = key
            self._show()
        elif self._pair is not None:
            self._pair = None
            self.chooser.select(key)
            self._show()
        else:
            self.chooser.select(key)

    def step(self, by: int) -> None:
        """Open the next one, or the one before."""
        keys = [row.key for row in self.state.rows]
        if self.state.current in keys:
            self.select(keys[(keys.index(self.state.current) + by) % len(keys)])

    def later(self) -> None:
        """Leave this one for another time."""
        self.step(1)

    def pick(self, way: str) -> None:
        """Choose a way between two versions; with two persons in sight letters do nothing."""
        if self.state.card is not None:
            self.chooser.pick(way)

    def keep(self) -> None:
        """Carry the choice between two versions out."""
        if self.state.card is not None:
            self.chooser.keep()

    def decide(self, certain: Sameness) -> None:
        """Say whether the two persons in sight are one; Ctrl+Z takes it back."""
        pair = self.state.pair
        if pair is not None:
            work = partial(same_person.decide, self.session, pair.one.id, pair.other.id, certain)
            self.jobs.write(work, owner=self, done=partial(self._on_decided, pair.key, certain))

    def _on_decided(self, key: Key, certain: Sameness, changes: ChangeSet) -> None:
        keys = list(self._pairs or {})
        place = keys.index(key) if key in keys else 0
        (self._pairs or {}).pop(key, None)
        left = [one for one in keys if one != key]
        self._pair = left[min(place, len(left) - 1)] if left else None
        self._decided += 1
        self._show()
        self.shell.toast(_(_DECIDED[certain]), undo=True)
        self.shell.changed(changes)

    def open_dossier(self) -> None:
        """Go to the dossier of the open card."""
        space = self.state.card.conflict.space if self.state.card else None
        homes = households_of(self.session, space) if space else []
        if homes:
            self.shell.open("dossier", household=homes[0].id)

    def open_person(self, row: Id) -> None:
        """Go to one of the two persons in his dossier."""
        pair = self.state.pair
        if pair is None:
            return
        person = pair.one if row == pair.one.id else pair.other
        homes = households_of(self.session, person.space)
        if homes:
            self.shell.open("dossier", household=homes[0].id, tab="people", person=person.id)


def _pair_row(pair: Pair) -> Row:
    places = dict.fromkeys(shown(place) for place in (pair.one_where, pair.other_where) if place)
    title = _("Twee keer {name}?").format(name=shown(pair.one.short_name))
    return Row(pair.key, title, " · ".join((*places, pair.reason)), _("dezelfde persoon"), PERSON)
