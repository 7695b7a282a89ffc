"""What the kit can say without a window."""

import gc

import pytest

from wijkdesk.core.errors import Cancelled
from wijkdesk.core.unknown import Unknown
from wijkdesk.ui.kit.crash import redacted
from wijkdesk.ui.kit.jobs import Job, Step, _Target
from wijkdesk.ui.kit.labels import statement_kinds
from wijkdesk.ui.kit.needs import need_states
from wijkdesk.ui.kit.people import initials
from wijkdesk.ui.kit.rows import RowModel, StepItem, VersionItem
from wijkdesk.ui.kit.scores import score_words


@pytest.mark.parametrize(
    ("name", "one", "many"),
    [("Samira", "S", "S"), ("Noor Bakker", "N", "NB"), ("", "?", "?"), ("şelam h", "Ş", "ŞH")],
)
def test_letters_of_a_name(name: str, one: str, many: str) -> None:
    assert (initials(name), initials(name, many=True)) == (one, many)


@pytest.mark.parametrize(
    ("score", "words"),
    [(0, "0 van 10"), (5, "5 van 10"), (None, "nog niet gevraagd"), (Unknown.WONT_SAY, "wil niet zeggen")],
)
def test_a_score_in_words(score: int | Unknown | None, words: str) -> None:
    assert score_words(score) == words


def test_kinds_and_states_have_words() -> None:
    assert [kind for kind, _word, _icon in statement_kinds()][:2] == ["observation", "reported"]
    assert [state.key for state in need_states()] == ["now", "soon", "fine", "not_asked"]


def test_a_crash_report_holds_no_words_of_people() -> None:
    try:
        try:
            raise ValueError("Samira belt vrijdag")
        except ValueError as inner:
            raise KeyError("BSN 123456782") from inner
    except KeyError as error:
        report = redacted(error)
    assert "builtins.KeyError" in report
    assert "builtins.ValueError" in report
    assert "test_plain.py" in report
    assert "Samira" not in report
    assert "123456782" not in report


def test_a_job_stops_where_it_reports() -> None:
    heard: list[Step] = []
    job = Job(heard.append)
    for number in range(1000):
        job.report(number, 1000)
    job.report(1000, 1000, "klaar")
    assert heard[-1] == Step(1000, 1000, "klaar")
    assert len(heard) < 50
    job.cancel()
    with pytest.raises(Cancelled):
        job.report(1, 2)


class Owner:
    def __init__(self) -> None:
        self.got: list[object] = []

    def take(self, value: object) -> None:
        self.got.append(value)


def test_a_result_reaches_only_an_owner_that_lives() -> None:
    owner = Owner()
    target = _Target(owner, owner.take)
    target(1)
    assert owner.got == [1]
    got = owner.got
    del owner
    gc.collect()
    target(2)
    assert got == [1]
    assert not _Target(target, None)


def test_rows_tick_and_speak() -> None:
    model = RowModel()
    model.set_items(
        [StepItem(7, "Bellen", "Noor", "vandaag"), VersionItem(8, "Noor", "14:12", "Anders", "Nu")]
    )
    assert model.index(0, 0).data() == "Bellen, Noor, vandaag"
    assert model.index(1, 0).data() == "Noor, 14:12, Anders, Nu"
    changed = model.toggle(0)
    assert changed is not None
    assert changed.done
    assert model.toggle(1) is None
    assert model.toggle(99) is None
    assert model.data(model.index(5, 0)) is None
