"""The palette: what is found for what is typed, in groups, and what choosing it does; no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from wijkdesk.core.discreet import discreet, shown
from wijkdesk.core.i18n import _, ngettext
from wijkdesk.core.match import NO_MATCH, rank, spans
from wijkdesk.core.text import words
from wijkdesk.services import searching
from wijkdesk.services.searching import Found

if TYPE_CHECKING:
    from wijkdesk.services.ports import Jobs, Shell
    from wijkdesk.services.session import Session

HEAD, HOUSEHOLD, PERSON, NOTE, COMMAND, CARD = "head", "household", "person", "note", "command", "card"
MOST_COMMANDS = 6


@dataclass(frozen=True)
class Command:
    """An action of the window, or a place with params."""

    id: str
    title: str
    icon: str = ""
    keys: str = ""


@dataclass(frozen=True)
class Item:
    """One row: a head of a group (cannot be chosen), or something to open or do."""

    kind: str
    title: str
    own_script: str = ""
    detail: str = ""
    keys: str = ""
    icon: str = ""
    bold: tuple[tuple[int, int], ...] = ()
    action: str = ""
    screen: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.title, self.own_script, self.detail, self.keys) if part)


@dataclass(frozen=True)
class PaletteState:
    """What the palette shows."""

    items: tuple[Item, ...] = ()
    query: str = ""
    count: str = ""
    only_commands: bool = False
    nothing: bool = False


class PalettePresenter:
    """Searches off the window's thread; an answer to older letters is dropped."""

    def __init__(
        self,
        session: Session,
        jobs: Jobs,
        shell: Shell,
        commands: Callable[[], Sequence[Command]],
        screens: frozenset[str],
        trigger: Callable[[str], None],
        render: Callable[[PaletteState], None],
    ) -> None:
        self._session, self._jobs, self._shell, self._render = session, jobs, shell, render
        self._commands, self._screens, self._trigger = commands, screens, trigger
        self._query = ""
        self._only = False
        self.state = PaletteState()

    def open(self) -> None:
        """Begin with what was used last."""
        self._only = False
        self.ask("")

    def only_commands(self) -> None:
        """Tab: commands alone, or everything again."""
        self._only = not self._only
        self.ask(self._query)

    def ask(self, query: str) -> None:
        """Search for what was typed."""
        self._query = query
        if self._only:
            self._show([])
        else:
            self._jobs.read(partial(self._find, query), owner=self, done=self._on_found)

    def _find(self, query: str) -> tuple[str, list[Found]]:
        return query, searching.find(self._session, query)

    def _on_found(self, answer: tuple[str, list[Found]]) -> None:
        query, found = answer
        if query == self._query and not self._only:
            self._show(found)

    def _show(self, found: list[Found]) -> None:
        asked = words(self._query)
        homes = [_item(one, asked) for one in found if one.kind != searching.NOTE]
        notes = [_item(one, asked) for one in found if one.kind == searching.NOTE and not discreet()]
        orders = self._orders(found, asked)
        groups = (
            (_("Huishoudens en mensen") if asked else _("Laatst geopend"), homes),
            (_("In notities"), notes),
            (_("Opdrachten"), orders),
        )
        items: list[Item] = []
        for title, members in groups:
            if members:
                items += [Item(HEAD, title), *members]
        total = len(homes) + len(notes) + len(orders)
        count = ngettext("{n} gevonden", "{n} gevonden", total).format(n=total) if asked else ""
        self.state = PaletteState(tuple(items), self._query, count, self._only, nothing=not items)
        self._render(self.state)

    def _orders(self, found: list[Found], asked: list[str]) -> list[Item]:
        known = self._commands()
        if not asked:
            fitting = [(0, one) for one in known]
        else:
            ranked = ((rank(asked, one.title), one) for one in known)
            fitting = sorted(((how, one) for how, one in ranked if how != NO_MATCH), key=_how)
        orders = [
            Item(
                COMMAND, one.title, keys=one.keys, icon=one.icon, bold=spans(asked, one.title), action=one.id
            )
            for _rank, one in fitting
        ]
        home = next((one for one in found if one.household is not None and one.kind != searching.NOTE), None)
        about = self._about(home, asked) if home is not None and asked else []
        most = MOST_COMMANDS if not self._only else len(orders)
        return [*about, *orders[:most]]

    def _about(self, home: Found, asked: list[str]) -> list[Item]:
        """What can be done with the household found first."""
        name = shown(home.title)
        orders = (
            ("visit", _("Bezoek starten bij {name}"), "footprints", {"household": home.household}),
            (
                "papers",
                _("Blad voor het gezin van {name}"),
                "printer",
                {"household": home.household, "paper": "family"},
            ),
        )
        return [
            Item(COMMAND, text.format(name=name), icon=icon, bold=spans(asked, text.format(name=name)),
                 screen=screen, params=params)
            for screen, text, icon, params in orders
            if screen in self._screens and home.kind == searching.HOUSEHOLD
        ]  # fmt: skip

    def choose(self, item: Item) -> None:
        """Open or do it."""
        if item.action:
            self._trigger(item.action)
        elif item.screen:
            self._shell.open(item.screen, **item.params)


def _how(pair: tuple[int, Command]) -> int:
    return pair[0]


def _item(one: Found, asked: list[str]) -> Item:
    title = shown(one.title) if one.kind != searching.NOTE else one.title
    hidden = discreet()
    params: dict[str, Any] = {"household": one.household}
    screen = "dossier" if one.household else ""
    if one.kind == searching.PERSON:
        params |= {"tab": "people", "person": one.id}
    if one.kind == searching.CARD:
        screen, params = "households", {"card": one.id}
    if one.kind == searching.NOTE and one.contact_moment:
        screen, params = "visit", {"contact_moment": one.contact_moment}
    if one.assignment is not None:
        here = {"household": one.household, "tab": "access", "viewer": one.assignment}
        screen, params = ("dossier", here) if one.household else ("assignments", {"space": one.assignment})
    return Item(
        one.kind,
        title,
        "" if hidden else one.own_script,
        "" if hidden else one.detail,
        bold=spans(asked, title),
        screen=screen,
        params=params,
    )
