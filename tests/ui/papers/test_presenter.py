"""What the paper screen does, without Qt."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import FakeShell, NowJobs
from tests.services.papers_sample import HOPE_AR, Sample
from wijkdesk.core.discreet import set_discreet
from wijkdesk.core.errors import WijkError
from wijkdesk.core.ids import new_id
from wijkdesk.models.visit import ContactMoment, SignOff
from wijkdesk.services import papers, reading, sign_offs
from wijkdesk.services.papers import Code
from wijkdesk.storage import queries
from wijkdesk.ui.kit.screen import EVERYTHING
from wijkdesk.ui.papers.presenter import PapersPresenter
from wijkdesk.ui.papers.state import State

Work = Callable[[], Any]


class Stage:
    """Remembers what was put on it."""

    def __init__(self) -> None:
        self.pages: list[int] = []
        self.codes: list[str] = []
        self.printed: list[int] = []

    def show_pages(self, pages: tuple[bytes, ...]) -> None:
        self.pages.append(len(pages))

    def show_codes(self, codes: tuple[Code, ...]) -> None:
        self.codes += [f"{code.part}/{code.total}" for code in codes]

    def print_pages(self, pages: tuple[bytes, ...]) -> None:
        self.printed.append(len(pages))


class LaterJobs(NowJobs):
    """Holds reads until told, to see what happens meanwhile."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Work, Callable[[Any], None], Callable[[WijkError], None] | None]] = []

    def read(
        self,
        work: Work,
        *,
        owner: object,
        done: Callable[[Any], None],
        failed: Callable[[WijkError], None] | None = None,
    ) -> None:
        self.waiting.append((work, done, failed))

    def step(self) -> None:
        work, done, failed = self.waiting.pop(0)
        self._run(work, done, failed)


class Desk:
    """A presenter with everything around it."""

    def __init__(self, sample: Sample, jobs: NowJobs | None = None) -> None:
        self.shell, self.stage, self.states = FakeShell(), Stage(), list[State]()
        self.presenter = PapersPresenter(
            sample.session, jobs or NowJobs(), self.shell, self.states.append, self.stage
        )
        self.presenter.dpi = 40

    @property
    def state(self) -> State:
        return self.states[-1]

    def texts(self) -> str:
        return self.state.words


@pytest.fixture
def desk(sample: Sample) -> Desk:
    made = Desk(sample)
    made.presenter.open(sample.household.id, sample.moment.id, "family")
    return made


def test_opens_with_pages_and_everything_ticked(desk: Desk) -> None:
    state = desk.state
    assert state.household == "El Amrani-Vermeer"
    assert state.ready
    assert len(state.pages) == 1
    assert all(item.chosen for item in state.items)
    assert HOPE_AR in state.words


def test_a_contact_moment_alone_finds_its_household(sample: Sample) -> None:
    desk = Desk(sample)
    desk.presenter.open(None, sample.moment.id, "note")
    assert desk.state.household == "El Amrani-Vermeer"
    assert desk.state.paper == "note"


def test_without_contact_moment_there_is_no_note(sample: Sample) -> None:
    desk = Desk(sample)
    desk.presenter.open(sample.household.id, None, "note")
    assert (desk.state.paper, desk.state.has_note) == ("family", False)


def test_leaving_something_off_and_putting_it_back(desk: Desk) -> None:
    row = next(item.row for item in desk.state.items if item.group == "step")
    desk.presenter.choose_item(row, False)
    assert "Voedselpakket" not in desk.texts()
    desk.presenter.choose_item(row, True)
    assert "Voedselpakket" in desk.texts()


def test_large_letters_and_language_change_the_pages(desk: Desk) -> None:
    before = desk.state.pages
    desk.presenter.choose_language("ar")
    desk.presenter.choose("large", True)
    assert desk.state.choices.language == "ar"
    assert len(desk.state.pages) > len(before)


def test_a_language_once_chosen_is_there_next_time(sample: Sample, desk: Desk) -> None:
    desk.presenter.choose_language("ar")
    again = Desk(sample)
    again.presenter.open(sample.household.id, sample.moment.id, "family")
    assert again.state.choices.language == "ar"


def test_old_pages_stay_until_the_new_are_there_and_clicks_do_not_pile_up(sample: Sample) -> None:
    jobs = LaterJobs()
    desk = Desk(sample, jobs)
    desk.presenter.open(sample.household.id, sample.moment.id, "family")
    jobs.step()
    jobs.step()
    first = desk.state.pages
    for on in (True, False, True):
        desk.presenter.choose("black_white", on)
    assert desk.state.pages == first
    assert len(jobs.waiting) == 1
    jobs.step()
    assert desk.state.pages == first
    jobs.step()
    assert desk.state.pages != first
    assert jobs.waiting == []


def test_pages_of_another_household_never_appear(sample: Sample) -> None:
    jobs = LaterJobs()
    desk = Desk(sample, jobs)
    desk.presenter.open(sample.household.id, sample.moment.id, "family")
    jobs.step()
    desk.presenter.open(sample.household.id, None, "family")
    jobs.step()
    assert desk.state.pages == ()


def test_a_strange_sign_is_named_and_replaced_on_paper_only(sample: Sample, desk: Desk) -> None:
    sample.say("Een 🦄.", hope=True, said_by=sample.people["Lina"])
    desk.presenter.refresh(EVERYTHING)
    message = desk.state.message
    assert message is not None
    assert "🦄" in message.bold
    assert (message.action, desk.state.ready) == ("Vervang het teken", False)
    desk.presenter.take(message.way)
    assert (desk.state.message, desk.state.ready) == (None, True)


def test_what_is_gone_says_what_to_do(sample: Sample) -> None:
    desk = Desk(sample)
    desk.presenter.open(new_id(), None, "family")
    assert desk.state.message is not None
    assert desk.state.message.trouble
    assert "Ga terug" in desk.state.message.text


def test_an_empty_page_leads_to_the_visit(sample: Sample) -> None:
    store = sample.session.store
    desk = Desk(sample)
    desk.presenter.open(sample.household.id, sample.moment.id, "family")
    assert desk.presenter.loaded is not None
    moment = sample.add(ContactMoment, household=sample.household.id, started="2025-11-01T09:00:00Z")
    with store.unit("edit") as unit:
        for found in (desk.presenter.loaded.source.steps, desk.presenter.loaded.source.promises):
            for record in found:
                unit.delete(record)
        appointment = desk.presenter.loaded.source.appointment
        assert appointment is not None
        unit.delete(appointment)
        for name, person in sample.people.items():
            unit.create(statement_of(sample, moment, person, name))
    desk.presenter.open(sample.household.id, moment.id, "family")
    assert desk.state.message is not None
    assert desk.state.message.bold == "Dit blad is nog leeg."
    desk.presenter.take(desk.state.message.way)
    assert desk.shell.opened == [("visit", {"contact_moment": moment.id})]


def statement_of(sample: Sample, moment: ContactMoment, person: Any, name: str) -> Any:
    from wijkdesk.models.visit import Statement

    return Statement(
        id=new_id(), space=moment.space, contact_moment=moment.id, said_by=person, text=f"{name} was er."
    )


def test_show_print_codes_and_save(desk: Desk, tmp_path: Path) -> None:
    assert desk.presenter.loaded is not None
    desk.presenter.show()
    desk.presenter.print()
    desk.presenter.codes()
    assert (desk.stage.pages, desk.stage.printed) == ([1], [1])
    assert desk.stage.codes[0].startswith("1/")
    assert desk.presenter.file_name.startswith("niet versleuteld - Blad voor gezin")
    desk.presenter.save(tmp_path / desk.presenter.file_name)
    assert (tmp_path / desk.presenter.file_name).exists()
    assert desk.shell.toasts[0] == "Naar de printer gestuurd."
    assert desk.shell.toasts[-1].startswith("Bewaard: niet versleuteld")
    reading.write(desk.presenter.session)
    entry = reading.entries(desk.presenter.session, desk.presenter.loaded.source.about.space)[0]
    assert entry.acts == {"read", "copy", "print", "export"}


def test_a_disk_that_refuses_and_no_printer_are_said(desk: Desk, tmp_path: Path) -> None:
    desk.presenter.save(tmp_path / "weg" / "blad.pdf")
    assert desk.state.message is not None
    assert "andere map" in desk.state.message.text
    desk.presenter.no_printer()
    assert desk.state.message.action == "Laat zien"
    desk.presenter.take(desk.state.message.way)
    assert desk.stage.pages == [1]


def test_signing_keeps_the_pdf_and_a_later_change_is_seen(sample: Sample, desk: Desk) -> None:
    desk.presenter.choose_paper("note")
    assert (desk.state.can_sign, desk.state.sign_words) == (True, "Vaststellen")
    begun = len(desk.states)
    desk.presenter.sign()
    assert (desk.states[begun].signing, desk.states[begun].sign_words) == (True, "Bezig met vaststellen…")
    assert not desk.state.signing
    assert (desk.state.signed, desk.state.can_sign) == ("Vastgesteld", False)
    assert desk.shell.changes.touches("sign_off")
    signed = queries.find(sample.session.store, SignOff)[0]
    assert sign_offs.pdf(sample.session, signed.id).startswith(b"%PDF")
    assert signed.pages is not None
    sample.say("Later erbij.")
    desk.presenter.refresh(EVERYTHING)
    assert (desk.state.can_sign, desk.state.sign_words) == (True, "Opnieuw vaststellen")
    note = papers.visit_note(sample.session, sample.moment.id)
    assert note.sign_off is not None
    assert note.sign_off.changed_after


def test_hidden_names_hide_the_page_until_shown_on_purpose(desk: Desk) -> None:
    set_discreet(True)
    desk.presenter.hide_again()
    assert desk.state.hidden
    assert "Vermeer" not in desk.state.household
    desk.presenter.take("reveal")
    assert not desk.state.hidden
    desk.presenter.hide_again()
    assert desk.state.hidden
