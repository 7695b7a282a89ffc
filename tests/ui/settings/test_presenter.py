from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import CHEAP, WORDS, make_session
from tests.fakes import FakeShell, NowJobs
from wijkdesk.services import profiles, settings
from wijkdesk.services.session import Session
from wijkdesk.ui.settings.presenter import SettingsPresenter, SettingsState

NEW = "zolder fluit kroket gordijn bakfiets"


class Stage:
    def __init__(self, session: Session) -> None:
        self.session, self.shell = session, FakeShell()
        self.states: list[SettingsState] = []
        self.presenter = SettingsPresenter(session, NowJobs(), self.shell, self.states.append, CHEAP)
        self.presenter.load()

    @property
    def state(self) -> SettingsState:
        return self.states[-1]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    session = make_session(tmp_path)
    yield Stage(session)
    session.close()


def test_a_choice_holds_at_once_and_is_told(stage: Stage) -> None:
    stage.presenter.choose("cover_after", 10)
    assert stage.state.chosen.cover_after == 10
    assert settings.load(stage.session).cover_after == 10
    assert stage.shell.changes.touches("setting")


def test_words_are_changed_after_the_old_ones_were_proven(stage: Stage) -> None:
    stage.presenter.change_words("fout", NEW, NEW)
    assert (stage.state.error_field, stage.state.busy) == ("old", False)
    stage.presenter.change_words(WORDS, NEW, NEW)
    assert stage.state.done == 1
    assert stage.shell.toasts == ["Je wachtzin is veranderd. De herstelcode blijft gelijk."]
    profiles.unlock(stage.session.folder, NEW, strain=CHEAP).close()


def test_proposed_words_are_strong(stage: Stage) -> None:
    stage.presenter.propose()
    assert stage.state.strong
    assert len(stage.state.proposed.split()) == 5
    stage.presenter.judge("kort")
    assert not stage.state.strong


def test_a_pin_can_be_chosen(stage: Stage) -> None:
    assert not stage.state.has_pin
    stage.presenter.change_pin("4826", "4826")
    assert stage.state.has_pin


def test_a_backup_appears_in_the_list_and_the_check_says_whole(stage: Stage) -> None:
    assert stage.state.backups == ()
    stage.presenter.back_up()
    assert len(stage.state.backups) == 1
    stage.presenter.verify()
    assert stage.state.checked.startswith("Alles is heel.")
    assert stage.state.whole


def test_a_store_with_wrong_tables_is_told_in_words(stage: Stage) -> None:
    with stage.session.store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM kind_worker")
    stage.presenter.verify()
    assert not stage.state.whole
    assert "opnieuw gemaakt" in stage.state.checked


def test_the_practice_household_is_made_opened_and_thrown_away(stage: Stage) -> None:
    assert not stage.state.practice
    stage.presenter.open_practice()
    stage.presenter.open_practice()
    assert [screen for screen, _params in stage.shell.opened] == ["dossier", "dossier"]
    assert stage.shell.opened[0] == stage.shell.opened[1]
    stage.presenter.load()
    assert stage.state.practice
    stage.presenter.remove_practice()
    assert not stage.state.practice
    assert stage.shell.toasts == ["Oefengezin weggegooid."]


def test_the_profile_is_kept_field_by_field_and_never_without_a_name(stage: Stage) -> None:
    stage.presenter.load()
    stage.presenter.change_profile("office", " Merelplein 1 ")
    stage.presenter.change_profile("name", "")
    assert stage.session.me.office == "Merelplein 1"
    assert stage.session.me.name == "Noor de Bruin"
    assert stage.state.error_field == "name"
