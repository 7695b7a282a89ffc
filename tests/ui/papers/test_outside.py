"""A paper for someone outside: nothing is made, printed, shown or saved without an agreement; what leaves is listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.services.papers_sample import Sample
from tests.ui.papers.test_presenter import Desk
from wijkdesk.models.disclosure import Channel, Disclosure
from wijkdesk.services import disclosures
from wijkdesk.services.disclosures import NewDisclosure


def agree(sample: Sample, name: str = "Juf Lotte") -> Disclosure:
    new = NewDisclosure(
        name, "Advies in de klas", Channel.PAPER, given_by=frozenset({sample.people["Samira"]})
    )
    return disclosures.record(sample.session, sample.household.space, new)[0]


def listed(sample: Sample) -> list[str | None]:
    found = disclosures.of_dossier(sample.session, sample.household.space)
    return [item.words for given in found for item in given.items]


@pytest.fixture
def desk(sample: Sample) -> Desk:
    made = Desk(sample)
    made.presenter.open(sample.household.id, sample.moment.id, "note")
    return made


def test_own_work_and_the_familys_page_stay_free(sample: Sample, desk: Desk) -> None:
    desk.presenter.print()
    desk.presenter.choose_paper("family")
    desk.presenter.print()
    assert len(desk.stage.printed) == 2
    assert listed(sample) == []


def test_without_an_agreement_it_is_not_made(desk: Desk, tmp_path: Path) -> None:
    desk.presenter.choose_audience("outside")
    assert (desk.state.ready, desk.state.pages) == (False, ())
    assert desk.state.message is not None
    assert "Zonder afspraak" in desk.state.message.text
    desk.presenter.print()
    desk.presenter.save(tmp_path / "verslag.pdf")
    desk.presenter.show()
    assert desk.stage.printed == []
    assert list(tmp_path.glob("*.pdf")) == []
    desk.presenter.take("agree")
    screen, params = desk.shell.opened[-1]
    assert (screen, params["tab"], params["form"]) == ("dossier", "access", "outside")


def test_with_one_it_names_the_reader_and_each_leaving_is_listed(
    sample: Sample, desk: Desk, tmp_path: Path
) -> None:
    made = agree(sample)
    desk.presenter.refresh(disclosures.withdraw(sample.session, agree(sample, "Oud"), None, ""))
    desk.presenter.choose_audience("outside")
    assert [name for _row, name in desk.state.outsiders] == ["Juf Lotte"]
    assert not desk.state.ready
    desk.presenter.choose_outsider(made.id)
    assert desk.state.ready
    assert not desk.state.can_sign  # what is signed is the note itself
    document = desk.presenter.document
    assert ("Gedeeld met", "Juf Lotte, Advies in de klas") in document.facts  # type: ignore[union-attr]
    desk.presenter.print()
    desk.presenter.save(tmp_path / "verslag.pdf")
    assert len(desk.stage.printed) == 1
    assert (tmp_path / "verslag.pdf").exists()
    assert len(listed(sample)) == 2


def test_withdrawn_meanwhile_it_does_not_leave(sample: Sample, desk: Desk) -> None:
    made = agree(sample)
    desk.presenter.open(sample.household.id, sample.moment.id, "note")
    desk.presenter.choose_audience("outside")
    desk.presenter.choose_outsider(made.id)
    disclosures.withdraw(
        sample.session, made, None, "toch niet"
    )  # on another laptop: this screen has not heard
    desk.presenter.print()
    assert desk.stage.printed == []
    assert listed(sample) == []
    assert desk.state.message is not None
    assert "ingetrokken" in desk.state.message.bold


def test_an_agreement_about_one_person_does_not_cover_the_others_who_were_there(
    sample: Sample, desk: Desk
) -> None:
    samira = sample.people["Samira"]
    new = NewDisclosure(
        "Juf Lotte", "Advies", Channel.PAPER, about=frozenset({samira}), given_by=frozenset({samira})
    )
    made, _changes = disclosures.record(sample.session, sample.household.space, new)
    desk.presenter.open(sample.household.id, sample.moment.id, "note")
    desk.presenter.choose_audience("outside")
    desk.presenter.choose_outsider(made.id)
    desk.presenter.print()
    assert desk.stage.printed == []
    assert desk.state.message is not None
    assert desk.state.message.bold == "De afspraak gaat niet over Jeroen, Lina en Sami."
