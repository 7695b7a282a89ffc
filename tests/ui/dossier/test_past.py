"""History and bin without Qt: from the dossier to a record, side by side, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.dossier.stage import Stage
from wijkdesk.services import people
from wijkdesk.ui.dossier.past.presenter import BIN, DOSSIER, RECORD, PastPresenter, State
from wijkdesk.ui.dossier.past.words import Span, compare


class Archive(Stage):
    """The presenter at work on a family in which Lina's name changed once."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.later()
        people.change(self.session, self.person("Lina"), family_name="El Amrani")
        self.states: list[State] = []
        self.presenter = PastPresenter(self.session, self.jobs, self.shell, self.states.append)
        self.presenter.open(self.home.id)

    @property
    def state(self) -> State:
        return self.states[-1]


def test_a_line_of_the_dossier_leads_to_the_versions_of_its_record(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    assert archive.state.mode == DOSSIER
    assert archive.state.items[0].what == "Persoon: Lina El Amrani: achternaam"
    archive.presenter.enter(archive.state.items[0].key)
    state = archive.state
    assert (state.mode, state.title, state.note) == (
        RECORD, "Persoon: Lina El Amrani", "2 versies. Niets gaat verloren.",
    )  # fmt: skip
    assert [item.pill for item in state.items] == ["Nu", ""]
    family = state.fields[0]
    assert (family.label, family.changed) == ("Achternaam", True)
    assert family.then == (Span("Vermeer", True),)
    assert state.restore.startswith("Versie van ")
    archive.session.close()


def test_a_version_is_put_back(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.presenter.enter(archive.state.items[0].key)
    archive.presenter.restore()
    assert archive.person("Lina").family_name == "Vermeer"
    assert archive.shell.toasts == ["Teruggezet"]
    archive.presenter.refresh(archive.shell.changes)
    assert len(archive.state.items) == 3
    archive.session.close()


def test_the_version_of_now_has_nothing_to_put_back(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.presenter.enter(archive.state.items[0].key)
    archive.presenter.choose(archive.state.items[0].key)
    assert (archive.state.heading, archive.state.restore) == ("De versie van nu", "")
    before = len(archive.state.items)
    archive.presenter.restore()
    archive.presenter.load()
    assert len(archive.state.items) == before
    archive.session.close()


def test_the_bin_gives_back(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    people.remove(archive.session, [archive.person("Sami")])
    archive.presenter.show(BIN)
    assert [item.who for item in archive.state.items] == ["Persoon: Sami Vermeer"]
    archive.presenter.restore()
    archive.presenter.refresh(archive.shell.changes)
    assert archive.state.note == "De prullenbak is leeg."
    assert archive.person("Sami").short_name == "Sami"
    archive.session.close()


@pytest.mark.parametrize(
    ("then", "now", "gone", "come"),
    [
        ("Ik slaap slecht.", "Ik slaap niet.", ["slecht."], ["niet."]),
        ("", "Nieuw", [], ["Nieuw"]),
        ("Zelfde", "Zelfde", [], []),
        ("een twee drie", "een drie", ["twee "], []),
    ],
)
def test_words_that_differ(then: str, now: str, gone: list[str], come: list[str]) -> None:
    old, new = compare(then, now)
    assert "".join(span.text for span in old) == then
    assert "".join(span.text for span in new) == now
    assert [span.text for span in old if span.changed] == gone
    assert [span.text for span in new if span.changed] == come
