"""Persons without Qt: list, forms from declarations, new parts, drafts, protection."""

from __future__ import annotations

from pathlib import Path

from tests.ui.dossier.stage import Stage
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.dossier import Address, ContactPoint, Household
from wijkdesk.models.person import LanguageProfile, ParentalAuthority, Person
from wijkdesk.services import drafts, people
from wijkdesk.ui.dossier.people.presenter import Part, PeoplePresenter, State


class Table(Stage):
    """The presenter at work."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.states: list[State] = []
        self.presenter = PeoplePresenter(self.session, self.jobs, self.shell, self.states.append)
        self.presenter.open(self.home.id)

    @property
    def state(self) -> State:
        return self.states[-1]

    def part(self, kind: type) -> Part:
        found = [part for part in self.state.parts if part.kind is kind]
        assert found, f"no {kind.__name__} on screen"
        return found[0]

    def again(self) -> None:
        self.presenter.refresh(self.shell.changes)


def test_the_household_stands_first_with_its_address(tmp_path: Path) -> None:
    table = Table(tmp_path)
    assert [row.name for row in table.state.rows][:2] == ["El Amrani-Vermeer", "Samira El Amrani"]
    assert table.state.rows[1].detail == "moeder, ongeveer 34 jaar"
    assert {part.kind for part in table.state.parts} == {Household, Address}
    assert table.part(Address).can_protect
    table.session.close()


def test_a_value_is_written_when_its_field_is_left(tmp_path: Path) -> None:
    table = Table(tmp_path)
    lina = table.person("Lina")
    table.presenter.choose(lina.id)
    table.presenter.change(lina.id, "born", Unknown.WONT_SAY)
    table.again()
    assert table.part(Person).values["born"] is Unknown.WONT_SAY
    table.presenter.change(lina.id, "born", "eens")
    assert table.state.error is not None
    assert table.state.error[1].field == "born"
    table.session.close()


def test_a_new_part_is_written_with_its_first_value(tmp_path: Path) -> None:
    table = Table(tmp_path)
    lina = table.person("Lina")
    table.presenter.choose(lina.id)
    table.presenter.add_part(LanguageProfile)
    new = table.part(LanguageProfile)
    file = people.person_file(table.session, lina.id)
    assert file is not None
    assert file.languages == ()
    table.presenter.change(new.id, "language", "nl")
    table.again()
    assert table.part(LanguageProfile).values["language"] == "nl"
    table.presenter.remove(new.id)
    table.again()
    assert [part for part in table.state.parts if part.kind is LanguageProfile] == []
    table.session.close()


def test_gezag_chooses_among_the_persons(tmp_path: Path) -> None:
    table = Table(tmp_path)
    table.presenter.choose(table.person("Lina").id)
    table.presenter.add_part(ParentalAuthority)
    part = table.part(ParentalAuthority)
    assert set(part.choices) == {"holder"}
    table.presenter.change(part.id, "holder", table.person("Samira").id)
    table.presenter.choose(table.person("Samira").id)
    assert set(table.part(ParentalAuthority).choices) == {"child", "holder"}
    table.session.close()


def test_a_person_is_added_from_one_line(tmp_path: Path) -> None:
    table = Table(tmp_path)
    table.presenter.add_person("Truus de Wit 71 oma")
    assert table.state.name == "Truus de Wit"
    assert table.shell.toasts == ["Truus is toegevoegd"]
    table.presenter.add_person("   ")
    assert len(table.state.rows) == 7
    table.session.close()


def test_a_second_household_can_be_chosen_for_a_child(tmp_path: Path) -> None:
    table = Table(tmp_path)
    table.presenter.add_household("Vermeer")
    table.again()
    table.presenter.choose(table.person("Lina").id)
    assert [name for _row, name in table.state.parts[1].choices["household"]] == [
        "El Amrani-Vermeer",
        "Vermeer",
    ]
    table.session.close()


def test_typing_is_kept_and_comes_back(tmp_path: Path) -> None:
    table = Table(tmp_path)
    lina = table.person("Lina")
    table.presenter.choose(lina.id)
    table.presenter.keep(lina.id, "alias", "Vli")
    table.presenter.load(lina.id)
    assert table.part(Person).values["alias"] == "Vli"
    table.presenter.change(lina.id, "alias", "Vlinder")
    assert drafts.unfinished(table.session) == []
    table.session.close()


def test_protecting_says_who_may_have_seen_it_and_hides_the_old(tmp_path: Path) -> None:
    table = Table(tmp_path)
    table.presenter.choose(table.person("Samira").id)
    assert "niemand anders dan jij" in table.presenter.protect_question()
    point = table.part(ContactPoint)
    table.presenter.protect(point.id)
    table.again()
    assert table.part(ContactPoint).protected
    assert table.part(ContactPoint).id != point.id
    table.presenter.history(table.part(ContactPoint).id)
    assert table.shell.opened[-1][1]["tab"] == "past"
    table.session.close()
