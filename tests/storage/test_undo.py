"""Undo and redo: fifty steps there and back; never over what somebody else built on."""

from __future__ import annotations

import pytest

from tests.builders import reopen
from tests.storage.sample import note, rewrite, shown, text_of
from wijkdesk.core.errors import UserError
from wijkdesk.core.ids import Id
from wijkdesk.services.session import Session
from wijkdesk.storage import undo


def test_fifty_steps_back_and_forth(session: Session, space: Id) -> None:
    record = note(session, space, "0")
    undo.start_session(session.store)
    for number in range(1, 51):
        rewrite(session, record.id, str(number))
    seen = []
    for _turn in range(50):
        undo.undo(session.store)
        seen.append(text_of(session, record.id))
    assert seen == [str(number) for number in range(49, -1, -1)]
    for _turn in range(50):
        undo.redo(session.store)
    assert text_of(session, record.id) == "50"


def test_nothing_to_undo_is_said(session: Session) -> None:
    undo.start_session(session.store)
    with pytest.raises(UserError, match="niets om ongedaan"):
        undo.undo(session.store)
    with pytest.raises(UserError, match="niets om opnieuw"):
        undo.redo(session.store)


def test_a_new_step_ends_what_could_be_redone(session: Session, space: Id) -> None:
    record = note(session, space, "een")
    rewrite(session, record.id, "twee")
    undo.undo(session.store)
    rewrite(session, record.id, "drie")
    assert undo.next_redo(session.store) is None
    assert text_of(session, record.id) == "drie"


def test_undo_of_making_is_the_bin_and_redo_takes_it_out(session: Session, space: Id) -> None:
    record = note(session, space, "nieuw")
    undo.undo(session.store)
    assert shown(session.store, record.id).deleted
    undo.redo(session.store)
    assert not shown(session.store, record.id).deleted


def test_undo_of_the_bin_gives_it_back(session: Session, space: Id) -> None:
    record = note(session, space, "blijft")
    with session.store.unit("delete", undo="Weggooien") as unit:
        unit.delete(record)
    _changes, words = undo.undo(session.store)
    assert words == "Weggooien"
    assert not shown(session.store, record.id).deleted


def test_refused_when_someone_built_on_it(session: Session, space: Id) -> None:
    record = note(session, space, "een")
    rewrite(session, record.id, "twee")
    rewrite(session, record.id, "drie, door een ander", undo="")
    with pytest.raises(UserError) as caught:
        undo.undo(session.store)
    assert "schreef hierop verder" in caught.value.text
    assert caught.value.kept
    assert text_of(session, record.id) == "drie, door een ander"


def test_steps_survive_a_lock(session: Session, space: Id) -> None:
    record = note(session, space, "een")
    rewrite(session, record.id, "twee")
    again = reopen(session)
    try:
        undo.undo(again.store)
        assert text_of(again, record.id) == "een"
    finally:
        again.close()


def test_undo_of_making_is_refused_when_someone_built_on_it(session: Session, space: Id) -> None:
    record = note(session, space, "nieuw")
    rewrite(session, record.id, "aangevuld door een ander", undo="")
    with pytest.raises(UserError, match="schreef hierop verder"):
        undo.undo(session.store)
    assert not shown(session.store, record.id).deleted


def test_back_to_before_it_was_made_and_all_the_way_again(session: Session, space: Id) -> None:
    undo.start_session(session.store)
    record = note(session, space, "een")
    rewrite(session, record.id, "twee")
    for _turn in range(2):
        undo.undo(session.store)
    assert shown(session.store, record.id).deleted
    for _turn in range(2):
        undo.redo(session.store)
    assert not shown(session.store, record.id).deleted
    assert text_of(session, record.id) == "twee"
