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
    before = archive.state.then
    archive.presenter.restore()
    assert archive.person("Lina").family_name == "Vermeer"
    assert archive.shell.toasts == [f"Teruggezet: {before}"]
    archive.presenter.refresh(archive.shell.changes)
    assert [item.what for item in archive.state.items] == [
        "Teruggezet \u00b7 Achternaam: Vermeer", "Achternaam: El Amrani", "Gemaakt",
    ]  # fmt: skip
    assert (archive.state.current, archive.state.restore) == (archive.state.items[0].key, "")
    archive.session.close()


def test_a_name_that_stood_for_seconds_is_seen_and_put_back(tmp_path: Path) -> None:
    """docs/first-use.md 263: "Niets gaat verloren" stood above a history without the name in between."""
    archive = Archive(tmp_path)
    archive.clock.advance(20_000)
    people.change(archive.session, archive.person("Lina"), family_name="Van Dijk")
    archive.presenter.open(archive.home.id, "person", archive.person("Lina").id)
    assert archive.state.note == "3 versies in 2 stappen. Niets gaat verloren. Enter opent een stap."
    step, made = archive.state.items
    assert (step.what, step.when.endswith("2 versies"), made.what) == (
        "Achternaam: Van Dijk",
        True,
        "Gemaakt",
    )
    archive.presenter.choose(step.key)
    assert archive.state.unfold == "Alle 2 versies tonen"
    archive.presenter.enter(step.key)
    assert [(item.what, item.inner) for item in archive.state.items] == [
        ("Achternaam: Van Dijk", False), ("Achternaam: El Amrani", True), ("Gemaakt", False),
    ]  # fmt: skip
    assert archive.state.unfold == "Versies samenvouwen"
    archive.presenter.choose(archive.state.items[1].key)
    assert "".join(span.text for span in archive.state.fields[0].then) == "El Amrani"
    archive.presenter.restore()
    assert archive.person("Lina").family_name == "El Amrani"
    archive.presenter.refresh(archive.shell.changes)
    archive.presenter.enter(archive.state.items[2].key)
    assert [item.inner for item in archive.state.items] == [False, False, False]
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


def test_a_line_of_the_dossier_tells_all_it_wrote(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    people.change(archive.session, archive.person("Lina"), family_name="Van Dijk")
    archive.presenter.load()
    archive.presenter.choose(archive.state.items[0].key)
    (one,) = archive.state.written
    assert (one.name, one.fields) == ("Persoon: Lina Van Dijk", (("Achternaam", "Van Dijk"),))
    archive.presenter.choose(
        archive.state.items[-1].key
    )  # opening the dossier wrote all of the household at once
    names = [one.name for one in archive.state.written]
    assert names[0].startswith("Huishouden: ")
    assert {"Persoon: Lina Van Dijk", "Persoon: Sami Vermeer"} <= set(names)
    assert archive.state.heading.endswith(f"· nog {len(names) - 1} andere")
    archive.presenter.show(BIN)
    assert archive.state.written == ()
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
