"""Every screen of the tuple, in every state once and in looks and languages by pairs (architecture.md §8)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.a11y.audit import audit
from tests.builders import make_family, make_session, person_called
from wijkdesk.app import build_window
from wijkdesk.core import i18n
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.discreet import set_discreet
from wijkdesk.core.ids import new_id
from wijkdesk.models.disclosure import Channel
from wijkdesk.models.visit import StatementKind
from wijkdesk.services import assignment_notes, assignments, people, visits
from wijkdesk.services.assignments import NewAssignment
from wijkdesk.services.disclosures import NewDisclosure
from wijkdesk.services.session import Session
from wijkdesk.ui.dossier.access.state import FormKind
from wijkdesk.ui.kit.theme import Theme
from wijkdesk.ui.shell.screens import SCREENS
from wijkdesk.ui.shell.workplace import Workplace

NOW_MS = 1_795_093_200_000  # Thursday 19 November 2026
IDS = [spec.id for spec in SCREENS]


@dataclass(frozen=True)
class Look:
    """A language, a theme and a size of text."""

    language: str
    theme: str
    scale: float

    def __str__(self) -> str:
        return f"{self.language}-{self.theme}-{int(self.scale * 100)}"


LOOKS = (
    Look("nl", "light", 1.0),
    Look("nl", "dark", 2.0),
    Look("nl", "contrast", 1.0),
    Look("pseudo", "light", 2.0),
    Look("pseudo", "dark", 1.0),
    Look("pseudo", "contrast", 2.0),
)

Params = Callable[[Session], dict[str, Any]]


def _household(session: Session) -> dict[str, Any]:
    return {"household": make_family(session).id}


def _visit(session: Session) -> dict[str, Any]:
    return {"contact_moment": visits.start(session, make_family(session).id).id}


def _paper(session: Session) -> dict[str, Any]:
    home = make_family(session)
    return {"household": home.id, "contact_moment": visits.start(session, home.id).id, "paper": "family"}


def _nothing(session: Session) -> dict[str, Any]:
    make_family(session)
    return {}


def _asked(session: Session) -> dict[str, Any]:
    """An assignment of one's own, with a copy that is behind the dossier and a note; its words are data."""
    home = make_family(session)
    samira = person_called(session, home, "Samira")
    said = NewDisclosure("", "Weten hoe het gaat", Channel.ASSIGNMENT, given_by=frozenset({samira.id}))
    new = NewAssignment("12, 13?", session.user, said, (samira,))
    made, _changes = assignments.make(session, home.space, new)
    assignment_notes.write_note(session, made.space, "Ja: 13.", StatementKind.OBSERVATION)
    people.change(session, samira, calling_name="Sami")
    return {"space": made.space, "household": home.id}


FULL: dict[str, Params] = {"assignments": _asked, "dossier": _household, "visit": _visit, "papers": _paper}
GONE: dict[str, dict[str, Any]] = {
    "dossier": {"household": new_id()},
    "visit": {"contact_moment": new_id()},
    "papers": {"household": new_id(), "paper": "family"},
}


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = make_session(tmp_path, clock=FakeClock(NOW_MS))
    yield made
    i18n.set_language("nl")
    set_discreet(False)
    made.close()


@pytest.fixture
def show(qtbot: QtBot, session: Session) -> Iterator[Callable[..., Workplace]]:
    """Shows a screen in a look, at 1366x768."""
    made: list[Workplace] = []

    def opener(screen: str, look: Look, **params: Any) -> Workplace:
        i18n.set_language(look.language)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        Theme(look.theme, scale=look.scale).apply(app)
        workplace = build_window(session, screen="today")
        made.append(workplace)
        workplace.window.resize(1366, 768)
        workplace.window.show()
        qtbot.waitExposed(workplace.window)
        workplace.desk.open(screen, **params)
        qtbot.waitUntil(lambda: not workplace.runner.busy, timeout=10_000)
        qtbot.wait(20)
        return workplace

    yield opener
    for workplace in made:
        end(workplace, qtbot)
    Theme("light").apply(QApplication.instance())  # type: ignore[arg-type]


def end(workplace: Workplace, qtbot: QtBot) -> None:
    """Close a window as a worker does, once its work is done."""
    qtbot.waitUntil(lambda: not workplace.runner.busy, timeout=10_000)
    workplace.window.close()
    workplace.window.deleteLater()


@pytest.mark.parametrize("look", LOOKS[:4], ids=str)
def test_who_sees_what_can_be_used_by_everyone(
    show: Callable[..., Workplace], session: Session, qtbot: QtBot, look: Look
) -> None:
    asked = _asked(session)
    workplace = show("dossier", look, household=asked["household"], tab="access")
    access = workplace.desk.screen.access
    access.choose(asked["space"])
    for act in (access.ask_stop, access.close, partial(access.begin, FormKind.ASSIGNMENT), access.close):
        qtbot.waitUntil(lambda: not workplace.runner.busy, timeout=10_000)
        qtbot.wait(20)
        assert audit(workplace.window) == []
        assert too_wide(workplace.window) == []
        act()
    qtbot.waitUntil(lambda: not workplace.runner.busy, timeout=10_000)


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("screen", IDS)
def test_a_full_screen_can_be_used_by_everyone(
    show: Callable[..., Workplace], session: Session, screen: str, look: Look
) -> None:
    window = show(screen, look, **FULL.get(screen, _nothing)(session)).window
    assert audit(window) == []
    assert too_wide(window) == []


@pytest.mark.parametrize("screen", [screen for screen in IDS if screen not in FULL])
def test_an_empty_screen_says_what_to_do(show: Callable[..., Workplace], screen: str) -> None:
    window = show(screen, LOOKS[0]).window
    assert audit(window) == []
    assert any(button.isVisible() for button in window.findChildren(QAbstractButton))


@pytest.mark.parametrize("screen", [screen for screen in IDS if screen in GONE])
def test_a_record_that_is_not_here_is_said_and_breaks_nothing(
    show: Callable[..., Workplace], screen: str
) -> None:
    workplace = show(screen, LOOKS[0], **GONE[screen])
    words = " ".join(texts(workplace.window))
    assert "niet" in words
    assert workplace.window.isVisible()


@pytest.mark.parametrize("screen", IDS)
def test_names_can_be_hidden_on_every_screen(
    show: Callable[..., Workplace], session: Session, qtbot: QtBot, screen: str
) -> None:
    workplace = show(screen, LOOKS[0], **FULL.get(screen, _nothing)(session))
    workplace.set_discreet(True)
    qtbot.waitUntil(lambda: not workplace.runner.busy, timeout=10_000)
    qtbot.wait(20)
    seen = " ".join(texts(workplace.window))
    assert [name for name in ("Vermeer", "El Amrani", "Samira", "Yassin") if name in seen] == []


@pytest.mark.parametrize("screen", IDS)
def test_no_word_is_left_untranslated(show: Callable[..., Workplace], session: Session, screen: str) -> None:
    window = show(screen, LOOKS[4], **FULL.get(screen, _nothing)(session)).window
    assert sorted({text for text in texts(window) if has_plain_words(text)}) == []


OWN = re.compile(r"[A-Za-zÀ-ÿ]{3,}")
SAID = re.compile(r"\[[^\[\]]*·\]")
DATA = re.compile(
    r"WijkDesk|Wd|El Amrani|Vermeer|Samira|Jeroen|Yassin|Lina|Sami|Noor de Bruin|Noor|Merelstraat|Utrecht|Team Oost"
    r"|Ctrl|Shift|Alt|Esc|Enter|Atkinson Hyperlegible|Inter|Eerste huisbezoek|Arabisch|Nederlands|Tigrinya"
    r"|ouder- en kindcoach|\b(ma|di|wo|do|vr|za|zo|jan|feb|mrt|apr|mei|jun|jul|aug|sep|okt|nov|dec)\w*"
    r"|[^,]*vragen we nog"  # a paper speaks the language of its reader
)


def has_plain_words(text: str) -> bool:
    """Whether words are left when names, keys and all that went through gettext are taken out."""
    while SAID.search(text):
        text = SAID.sub("", text)
    return bool(OWN.search(DATA.sub("", text)))


def texts(window: QWidget) -> list[str]:
    """The words on labels, buttons and in lists."""
    found = [
        w.text() for w in window.findChildren(QLabel) + window.findChildren(QAbstractButton) if w.isVisible()
    ]
    found += [w.accessibleName() for w in window.findChildren(QWidget) if w.isVisible()]
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        if view.isVisible() and model is not None:
            cells = [model.index(row, 0) for row in range(min(model.rowCount(), 50))]
            found += [str(model.data(cell, Qt.ItemDataRole.AccessibleTextRole) or "") for cell in cells]
    return [text.strip() for text in found if text.strip()]


def too_wide(window: QWidget) -> list[str]:
    """Areas that scroll sideways, and labels and buttons whose words do not fit."""
    found = [
        f"scrolls sideways: {type(area).__name__} {area.accessibleName()!r}"
        for area in window.findChildren(QScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0
    ]
    words = window.findChildren(QLabel) + window.findChildren(QAbstractButton)
    return found + [f"cut: {w.text()!r} has {w.width()} px" for w in words if w.isVisible() and is_cut(w)]


def is_cut(widget: QLabel | QAbstractButton) -> bool:
    """Whether the words of a widget need more room than it has."""
    if not widget.text() or (isinstance(widget, QLabel) and widget.wordWrap()):
        return False
    inside = widget.visibleRegion().boundingRect().width() >= widget.width()
    return inside and widget.width() + 1 < widget.minimumSizeHint().width()
