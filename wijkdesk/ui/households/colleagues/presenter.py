"""The index cards of dossiers that are not on this laptop, and break-glass on one of them; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.discreet import shown
from wijkdesk.core.errors import UserError, WijkError
from wijkdesk.core.i18n import _, format_partial, ngettext
from wijkdesk.core.ids import Id
from wijkdesk.core.progress import Progress
from wijkdesk.core.text import fold
from wijkdesk.models.dossier import Household
from wijkdesk.services import break_glass, dossiers
from wijkdesk.services.break_glass import Card
from wijkdesk.services.ports import Jobs, Shell
from wijkdesk.services.servers import Connect, over_https
from wijkdesk.services.session import Session

MOST = 50


@dataclass(frozen=True)
class Line:
    """One card in words."""

    dossier: Id
    name: str
    detail: str


@dataclass(frozen=True)
class State:
    """The page; `chosen` = of which card break-glass is asked. `field` = "reason" when the error is about it."""

    lines: tuple[Line, ...] = ()
    total: int = 0
    query: str = ""
    chosen: Line | None = None
    busy: bool = False
    error: str = ""
    field: str = ""

    @property
    def count(self) -> str:
        """How many cards fit, and that not all are shown."""
        words = ngettext("{n} dossier", "{n} dossiers", self.total).format(n=self.total)
        if self.total > len(self.lines):
            return words + " · " + _("Typ een naam om te zoeken.")
        return words


@dataclass
class ColleaguesPresenter:
    """Reads the cards; `reason` is typed in the view and given with `ask`."""

    session: Session
    jobs: Jobs
    shell: Shell
    render: Callable[[State], None]
    connect: Connect = over_https
    state: State = field(default_factory=State)
    cards: list[Card] = field(default_factory=list)

    def open(self, dossier: Id | None = None) -> None:
        """Show all cards, or one of them with the question."""
        self.state = State()
        self.jobs.read(self._read, owner=self, done=partial(self._on_read, dossier))

    def refresh(self, changes: ChangeSet) -> None:
        """Read anew when a card or a dossier came or went."""
        if changes.touches("index_card", "dossier", "worker"):
            chosen = self.state.chosen.dossier if self.state.chosen else None
            self.jobs.read(self._read, owner=self, done=partial(self._on_read, chosen))

    def _read(self) -> list[Card]:
        return break_glass.cards(self.session)

    def _on_read(self, dossier: Id | None, cards: list[Card]) -> None:
        self.cards = cards
        chosen = next((_line(card) for card in cards if card.dossier == dossier), None)
        self._show(replace(self.state, chosen=chosen))

    def search(self, text: str) -> None:
        """Show only cards with these letters."""
        self._show(replace(self.state, query=text))

    def choose(self, dossier: Id) -> None:
        """Ask break-glass of this card."""
        card = next((card for card in self.cards if card.dossier == dossier), None)
        self._show(replace(self.state, chosen=_line(card) if card else None, error="", field=""))

    def leave(self) -> None:
        """Back to the cards; nothing was opened."""
        self._show(replace(self.state, chosen=None, error="", field="", busy=False))

    def ask(self, reason: str) -> None:
        """Break the glass of the chosen card."""
        if self.state.chosen is None or self.state.busy:
            return
        self._show(replace(self.state, busy=True, error="", field=""))
        dossier = self.state.chosen.dossier
        self.jobs.long(
            partial(self._break, dossier, reason), owner=self, done=self._on_broken, failed=self._on_failed,
            title=_("Dossier ophalen"),
        )  # fmt: skip

    def _break(self, dossier: Id, reason: str, _progress: Progress) -> tuple[ChangeSet, Household | None]:
        changes = break_glass.break_glass(self.session, dossier, reason, self.connect)
        homes = dossiers.households_of(self.session, dossier)
        return changes, homes[0] if homes else None

    def _on_broken(self, outcome: tuple[ChangeSet, Household | None]) -> None:
        changes, home = outcome
        self.state = State()
        self.shell.changed(changes)
        self.shell.toast(_("Je leest dit dossier 24 uur. Je collega ziet dat."))
        if home is not None:
            self.shell.open("dossier", household=home.id)

    def _on_failed(self, error: WijkError) -> None:
        named = error.field if isinstance(error, UserError) else ""
        self._show(replace(self.state, busy=False, error=error.sentences, field=named))

    def _show(self, state: State) -> None:
        asked = fold(state.query).split()
        fitting = [card for card in self.cards if all(part in fold(card.name) for part in asked)]
        lines = tuple(_line(card) for card in fitting[:MOST])
        self.state = replace(state, lines=lines, total=len(fitting))
        self.render(self.state)


def _line(card: Card) -> Line:
    born = _("geboren {when}").format(when=format_partial(card.born)) if card.born else ""
    of = _("dossier van {name}").format(name=shown(card.responsible))
    return Line(card.dossier, shown(card.name), " · ".join(part for part in (born, of) if part))
