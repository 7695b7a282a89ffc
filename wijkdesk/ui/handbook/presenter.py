"""The handbook: which page, and where words stand in it; no Qt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from wijkdesk.core.i18n import N_, _
from wijkdesk.core.match import NO_MATCH, rank
from wijkdesk.core.paths import RESOURCES, resource
from wijkdesk.core.text import fold, words

# The pages in order with their titles; the text itself is Dutch only.
TITLES = {
    "begin": N_("Beginnen"),
    "vandaag": N_("Vandaag"),
    "zoeken": N_("Zoeken en opdrachten"),
    "huishouden": N_("Huishoudens"),
    "bezoek": N_("Bezoek"),
    "papier": N_("Papier"),
    "delen": N_("Delen met je team"),
    "opdracht": N_("Delen met iemand buiten je team"),
    "veilig": N_("Veilig werken"),
    "mis": N_("Als er iets misgaat"),
}
ORDER = tuple(TITLES)
# The page that belongs to a screen, for F1.
ABOUT = {
    "today": "vandaag", "households": "huishouden", "dossier": "huishouden", "visit": "bezoek",
    "papers": "papier", "conflicts": "delen", "sharing": "delen",
    "assignments": "opdracht", "settings": "veilig",
}  # fmt: skip


@dataclass(frozen=True)
class HandbookPage:
    """One page: its name, title in the language in force, and text in Markdown."""

    name: str
    title: str
    text: str


@dataclass(frozen=True)
class Hit:
    """A chapter that has the words: on which page, under which heading, and the sentence."""

    page: str
    title: str
    sentence: str


@dataclass(frozen=True)
class HandbookState:
    """What is shown: a page, or what was found."""

    pages: tuple[HandbookPage, ...] = ()
    current: str = "begin"
    query: str = ""
    hits: tuple[Hit, ...] = ()

    @property
    def page(self) -> HandbookPage:
        """The page in sight."""
        return next(page for page in self.pages if page.name == self.current)


def folder() -> Path:
    """Where the pages are: beside the resources in a wheel, in docs/ in a checkout."""
    packed = resource("handbook")
    return packed if packed.is_dir() else RESOURCES.parent / "docs" / "handbook"


def read_pages() -> tuple[HandbookPage, ...]:
    """All pages in order. OSError when one is missing: the handbook belongs to the program."""
    return tuple(
        HandbookPage(name, _(title), (folder() / f"{name}.md").read_text(encoding="utf-8"))
        for name, title in TITLES.items()
    )


class HandbookPresenter:
    """Turns pages and searches in them."""

    def __init__(self, render: Callable[[HandbookState], None]) -> None:
        self._render = render
        self.state = HandbookState()

    def open(self, page: str = "", about: str = "") -> None:
        """Show a page by name, or the one about a screen; else the one shown last."""
        pages = self.state.pages or read_pages()
        wanted = page or ABOUT.get(about, "") or self.state.current
        known = wanted if wanted in ORDER else self.state.current
        self._show(pages=pages, current=known, query="", hits=())

    def search(self, query: str) -> None:
        """Find chapters with all words."""
        asked = words(query)
        found = tuple(hit for page in self.state.pages for hit in _hits(page, asked)) if asked else ()
        self._show(query=query, hits=found)

    def _show(self, **changed: object) -> None:
        self.state = replace(self.state, **changed)  # type: ignore[arg-type]  # names of HandbookState only
        self._render(self.state)


def chapters(page: HandbookPage) -> list[tuple[str, str]]:
    """The chapters of a page as (heading, plain text)."""
    parts = re.split(r"^#{1,3} +(.+)$", page.text, flags=re.MULTILINE)[1:]
    return [(title, _plain(text)) for title, text in zip(parts[::2], parts[1::2], strict=True)]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[*`]|^\s*(-|\d+\.) ", "", text, flags=re.MULTILINE)).strip()


def _hits(page: HandbookPage, asked: list[str]) -> list[Hit]:
    found = []
    for title, text in chapters(page):
        if rank(asked, f"{title} {text}") <= 1 and rank(asked, f"{title} {text}") != NO_MATCH:
            found.append(Hit(page.name, title, _sentence(text, asked)))
    return found


def _sentence(text: str, asked: list[str]) -> str:
    sentences = re.split(r"(?<=[.?!:]) ", text)
    return next((one for one in sentences if any(word in fold(one) for word in asked)), sentences[0])
