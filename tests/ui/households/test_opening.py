"""The form for a new dossier without Qt: read along, likeness, drafts, and opening."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import make_family, make_session
from tests.fakes import FakeShell, NowJobs
from wijkdesk.services import drafts, people
from wijkdesk.services.dossiers import household_of
from wijkdesk.services.newcomers import parse_people
from wijkdesk.services.session import Session
from wijkdesk.ui.households.opening.presenter import OpeningPresenter, State, proposed_name


class Form:
    """A form on a real profile."""

    def __init__(self, session: Session) -> None:
        self.session, self.shell = session, FakeShell()
        self.states: list[State] = []
        self.presenter = OpeningPresenter(session, NowJobs(), self.shell, self.states.append)
        self.presenter.start()

    @property
    def state(self) -> State:
        return self.states[-1]


def test_lines_are_read_along(tmp_path: Path) -> None:
    form = Form(make_session(tmp_path))
    form.presenter.typed("people", "Samira El Amrani 34 moeder\nJeroen Vermeer 37 vader")
    assert form.state.persons == (
        "Samira El Amrani, ongeveer 34 jaar (geboren rond 1992), moeder",
        "Jeroen Vermeer, ongeveer 37 jaar (geboren rond 1989), vader",
    )
    assert form.state.proposed == "El Amrani-Vermeer"
    form.session.close()


def test_opening_makes_the_dossier_and_goes_there(tmp_path: Path) -> None:
    form = Form(make_session(tmp_path))
    form.presenter.typed("people", "Samira El Amrani 34 moeder\nLina 8")
    form.presenter.typed("street", "Merelstraat 12")
    form.presenter.open()
    screen, params = form.shell.opened[-1]
    home = household_of(form.session, params["household"])
    assert screen == "dossier"
    assert home is not None
    assert home.name == "El Amrani"
    assert [r.person.short_name for r in people.residents(form.session, home)] == ["Samira", "Lina"]
    assert form.shell.toasts == ["Dossier van El Amrani is geopend"]
    assert form.state == State()
    form.session.close()


def test_nothing_typed_says_what_is_missing(tmp_path: Path) -> None:
    form = Form(make_session(tmp_path))
    form.presenter.open()
    assert form.state.error is not None
    assert form.state.error.field == "name"
    assert not form.state.busy
    assert form.shell.opened == []
    form.session.close()


def test_likeness_is_shown_and_never_blocks(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    home = make_family(session)
    form = Form(session)
    form.presenter.typed("people", "Samira El Amrani 34")
    form.presenter.compare()
    assert [one.household for one in form.state.likenesses] == [home.id]
    form.presenter.open_other(form.state.likenesses[0])
    assert form.shell.opened == [("dossier", {"household": home.id})]
    form.presenter.open()
    assert len(form.shell.opened) == 2
    session.close()


def test_what_is_typed_comes_back_after_a_lock_until_it_is_opened(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    form = Form(session)
    form.presenter.typed("people", "Samira 34")
    form.presenter.keep("people", "Samira 34")
    again = Form(session)
    assert again.state.texts == {"people": "Samira 34"}
    again.presenter.open()
    assert drafts.unfinished(session) == []
    session.close()


def test_emptying_forgets_the_draft(tmp_path: Path) -> None:
    form = Form(make_session(tmp_path))
    form.presenter.keep("name", "Haile")
    form.presenter.clear()
    assert drafts.unfinished(form.session) == []
    assert form.state == State()
    form.session.close()


@pytest.mark.parametrize(
    ("lines", "name"),
    [("Samira El Amrani\nJeroen Vermeer\nLina Vermeer", "El Amrani-Vermeer"), ("Jan van Dijk", "Van Dijk"),
     ("Truus", "Truus"), ("", "")],
)  # fmt: skip
def test_the_name_follows_from_the_family_names(tmp_path: Path, lines: str, name: str) -> None:
    session = make_session(tmp_path)
    assert proposed_name(parse_people(lines, session.today())) == name
    session.close()
