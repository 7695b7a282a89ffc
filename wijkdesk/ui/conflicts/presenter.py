"""What waits for a choice, one after the other; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import format_when, ngettext
from wijkdesk.core.ids import Id
from wijkdesk.services.choosing import Chooser, Choosing, Key
from wijkdesk.services.dossiers import households_of

if TYPE_CHECKING:
    from wijkdesk.services.conflict_choices import Card
    from wijkdesk.services.ports import Jobs, Shell
    from wijkdesk.services.session import Session


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
    """The inbox and the open card; `ready` once it was read."""

    ready: bool = False
    rows: tuple[Row, ...] = ()
    current: Key | None = None
    card: Card | None = None
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
    """The inbox over what goes through the choices."""

    def __init__(self, session: Session, jobs: Jobs, shell: Shell, render: Callable[[State], None]) -> None:
        self.session, self.shell = session, shell
        self.state = State()
        self._render = render
        self.chooser = Chooser(session, jobs, shell, self._on_choosing)

    def show(self, space: Id | None = None, row: Id | None = None) -> None:
        """Read what waits, everywhere or in one dossier; `row` = open that one first."""
        self.chooser.show(space, row)

    def load(self) -> None:
        """Read anew."""
        self.chooser.load()

    def _on_choosing(self, found: Choosing) -> None:
        now = self.session.now()
        rows = tuple(
            Row(
                key=conflict.key,
                title=conflict.title,
                where=" · ".join(part for part in (shown(conflict.where), conflict.label) if part),
                when=format_when(conflict.latest.when, now),
                kind=conflict.sort.value,
            )
            for conflict in found.waiting
        )
        self.state = State(
            found.ready, rows, found.current, found.card, found.error, found.chosen, found.after
        )
        self._render(self.state)

    def open_dossier(self) -> None:
        """Go to the dossier of the open card."""
        card = self.state.card
        if card is None:
            return
        homes = households_of(self.session, card.conflict.space)
        if homes:
            self.shell.open("dossier", household=homes[0].id)
