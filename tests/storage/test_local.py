"""What is only of this laptop: drafts, outbox, cursors, several profiles, and keys that never come in a log."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.builders import make_session, reopen
from tests.storage.sample import count, note, rewrite, text_of
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.commit import decode_unit
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id
from wijkdesk.services import profiles
from wijkdesk.services.session import Session
from wijkdesk.storage import drafts
from wijkdesk.storage.drafts import Draft
from wijkdesk.storage.sync_store import SyncStore


def test_a_draft_survives_a_lock_with_its_caret_and_bases(session: Session, space: Id) -> None:
    record = note(session, space, "begin")
    draft = Draft(space, "statement", record.id, "text", "begin en verd", 13, (b"b" * 16,), "visit/1")
    drafts.keep(session.store, draft)
    drafts.keep(session.store, Draft(**{**draft.__dict__, "text": "begin en verder", "caret": 15}))
    again = reopen(session)
    try:
        found = drafts.draft_of(again.store, record.id, "text")
        assert found is not None
        assert (found.text, found.caret, found.bases) == ("begin en verder", 15, (b"b" * 16,))
        assert text_of(again, record.id) == "begin"
        drafts.drop(again.store, record.id, "text")
        assert drafts.all_drafts(again.store) == []
    finally:
        again.close()


def test_drafts_come_newest_first(session: Session, space: Id, clock: FakeClock) -> None:
    for name in (b"a", b"b", b"c"):
        clock.advance(1000)
        drafts.keep(session.store, Draft(space, "statement", Id(name * 16), "text", name.decode(), 0))
    assert [draft.text for draft in drafts.all_drafts(session.store)] == ["c", "b", "a"]


def test_the_outbox_hands_out_whole_units_in_order_until_acknowledged(session: Session, space: Id) -> None:
    note(session, space, "een")
    note(session, space, "twee")
    sync = SyncStore(session.store)
    units = sync.outbox(session.organisation, 100, 10**7)
    assert [len(decode_unit(unit.raw)) for unit in units][-2:] == [1, 1]
    assert len(sync.outbox(session.organisation, 1, 10**7)) == 1
    assert len(sync.outbox(session.organisation, 100, 1)) == 1
    sync.acknowledged(session.organisation, [unit.key for unit in units[:-1]])
    assert [unit.key for unit in sync.outbox(session.organisation, 100, 10**7)] == [units[-1].key]
    assert count(session.store, "outbox") == 1


def test_two_profiles_know_nothing_of_each_other(session: Session, space: Id, tmp_path: Path) -> None:
    other = make_session(tmp_path / "tweede", "Sam Bakker")
    try:
        note(session, space, "van de eerste")
        assert other.store.execute("SELECT count(*) FROM kind_statement") == [(0,)]
        assert other.organisation != session.organisation
        names = {info.folder.parent.name for info in profiles.profiles(other.folder.parent)}
        assert names == {"tweede"}
    finally:
        other.close()


def test_the_key_of_one_profile_does_not_open_another(session: Session, tmp_path: Path) -> None:
    other = make_session(tmp_path / "tweede")
    other.close()
    key = session.opened.db_key()
    from wijkdesk.storage.store import Store

    with pytest.raises(Refused) as caught:
        Store(other.folder, key)
    assert caught.value.code == "damaged"
    assert "past niet bij deze kluis" in caught.value.text


def test_keys_and_words_never_come_in_a_log(
    session: Session, space: Id, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    record = note(session, space, "lievelingsgeheim")
    rewrite(session, record.id, "tweedegeheim")
    with pytest.raises(Exception, match="no such table") as caught:
        session.store.execute("SELECT * FROM nergens WHERE x = ?", ("vraaggeheim",))
    key = session.store.keyring.newest(space)
    assert key is not None
    told = caplog.text + repr(caught.value) + str(caught.value) + repr(session)
    for secret in (session.opened.db_key().hex(), key.key.hex(), repr(key.key)):
        assert secret not in told
    for word in ("lievelingsgeheim", "tweedegeheim", "vraaggeheim"):
        assert word not in told
