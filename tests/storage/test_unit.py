"""The unit of work: one transaction over all spaces, with its outbox; nothing at all when it fails."""

from __future__ import annotations

import pytest

from tests.storage.sample import count, note, rewrite, shown, text_of
from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.ids import Id, new_id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.dossier import SpaceKind
from wijkdesk.models.life_domain import LifeDomainView
from wijkdesk.models.step import Step
from wijkdesk.models.visit import Statement
from wijkdesk.services import dossiers
from wijkdesk.services.session import Session
from wijkdesk.storage import queries
from wijkdesk.storage.spaces import create_space


def test_two_spaces_are_written_as_one(session: Session, space: Id) -> None:
    before = count(session.store, "log")
    with session.store.unit() as unit:
        unit.create(Statement(id=new_id(), space=space, text="hier"))
        unit.create(Statement(id=new_id(), space=session.personal_space, text="en bij mij"))
    assert count(session.store, "log") == before + 2
    assert {change.space for change in unit.changes.changes} == {space, session.personal_space}
    units = session.store.execute("SELECT unit FROM outbox ORDER BY no DESC LIMIT 2")
    assert units == [(unit.id,), (unit.id,)]


def test_nothing_is_written_when_the_block_raises(session: Session, space: Id) -> None:
    tables = ("log", "outbox", "row", "search", "kind_statement", "undo_step")
    before = {name: count(session.store, name) for name in tables}

    def write() -> None:
        with session.store.unit(undo="Schrijven") as unit:
            unit.create(Statement(id=new_id(), space=space, text="weg"))
            raise RuntimeError("halverwege")

    with pytest.raises(RuntimeError, match="halverwege"):
        write()
    assert {name: count(session.store, name) for name in tables} == before


def test_nothing_of_either_space_when_one_has_no_key(session: Session, space: Id) -> None:
    before = count(session.store, "log")

    def write() -> None:
        with session.store.unit() as unit:
            unit.create(Statement(id=new_id(), space=space, text="kan"))
            unit.create(Statement(id=new_id(), space=new_id(), text="kan niet"))

    with pytest.raises(Refused) as caught:
        write()
    assert caught.value.code == "no_key"
    assert count(session.store, "log") == before
    assert queries.find(session.store, Statement) == []


def test_keys_of_a_failed_unit_are_forgotten(session: Session) -> None:
    made = new_id()

    def write() -> None:
        with session.store.unit() as unit:
            create_space(session.store, unit, SpaceKind.PRACTICE, [], space=made)
            raise RuntimeError("halverwege")

    with pytest.raises(RuntimeError, match="halverwege"):
        write()
    assert session.store.keyring.newest(made) is None


def test_a_value_that_does_not_fit_is_refused_next_to_its_field(session: Session, space: Id) -> None:
    with pytest.raises(UserError) as caught, session.store.unit() as unit:
        unit.create(Step(id=new_id(), space=space, due="morgen"))
    assert caught.value.field == "due"
    assert queries.find(session.store, Step) == []


def test_writing_the_same_again_writes_nothing(session: Session, space: Id) -> None:
    record = note(session, space, "zelfde")
    before = count(session.store, "log")
    rewrite(session, record.id, "zelfde")
    assert count(session.store, "log") == before


def test_practice_never_comes_into_the_outbox(session: Session) -> None:
    before = count(session.store, "outbox")
    opened = dossiers.opened_dossier(session, dossiers.NewHousehold("Oefening"), practice=True)
    note(session, opened.household.space, "om te oefenen")
    assert session.store.is_local(opened.household.space)
    assert count(session.store, "outbox") == before


def test_a_large_unit_is_cut_into_commits_of_one_unit(session: Session, space: Id) -> None:
    before = count(session.store, "log")
    with session.store.unit("import") as unit:
        for number in range(450):
            unit.create(Statement(id=new_id(), space=space, text=f"regel {number}"))
    assert count(session.store, "log") == before + 3
    assert len(queries.find(session.store, Statement, space=space)) == 450
    assert count(session.store, f"outbox WHERE unit = x'{unit.id.hex()}'") == 3


def test_elements_of_a_set_come_and_go_one_by_one(session: Session, space: Id) -> None:
    record = note(session, space, "over wie")
    with session.store.unit() as unit:
        unit.change(record, about=frozenset({"aa", "bb"}))
    with session.store.unit() as unit:
        unit.change(shown(session.store, record.id), about=frozenset({"bb", "cc"}))
    assert shown(session.store, record.id).about == {"bb", "cc"}
    assert unit.changes.changes[0].fields == {"about/aa", "about/cc"}


def test_the_bin_keeps_the_words_and_gives_them_back(session: Session, space: Id) -> None:
    record = note(session, space, "in de prullenbak")
    with session.store.unit() as unit:
        unit.delete(record)
    assert queries.find(session.store, Statement) == []
    assert [found.text for found in queries.find(session.store, Statement, binned=True)] == [record.text]
    with session.store.unit() as unit:
        unit.restore(record)
    assert text_of(session, record.id) == record.text


def test_a_one_or_a_yes_is_written_over_not_asked(session: Session, space: Id) -> None:
    """1 and True equal the code of "nog niet gevraagd" in Python; in a dossier they do not."""
    row, other = new_id(), new_id()
    with session.store.unit() as unit:
        unit.create(Statement(id=row, space=space, text="x", discussed=Unknown.NOT_ASKED))
        unit.create(LifeDomainView(id=other, space=space, score=Unknown.NOT_ASKED))
    said, seen = queries.get(session.store, Statement, row), queries.get(session.store, LifeDomainView, other)
    assert said is not None
    assert seen is not None
    with session.store.unit() as unit:
        unit.change(said, discussed=True)
        unit.change(seen, score=1)
    said, seen = queries.get(session.store, Statement, row), queries.get(session.store, LifeDomainView, other)
    assert said is not None
    assert seen is not None
    assert (said.discussed is True, type(seen.score)) == (True, int)
