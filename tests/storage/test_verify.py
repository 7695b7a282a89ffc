"""What verify finds: a flipped bit, a changed commit, a missing one, tables that tell something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import CHEAP, WORDS, make_family
from tests.storage.sample import note, text_of
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id
from wijkdesk.services import profiles
from wijkdesk.services.session import Session
from wijkdesk.storage import rebuild
from wijkdesk.storage.store import FILE, Store
from wijkdesk.storage.verify import Finding, verify

PAGE = 4096


def codes(session: Session) -> list[str]:
    return [finding.code for finding in verify(session.store).findings]


def change(session: Session, sql: str, *values: object) -> None:
    with session.store.writing() as connection:
        connection.exec_driver_sql(sql, values)


def test_a_whole_store_is_whole(session: Session) -> None:
    make_family(session)
    report = verify(session.store)
    assert report.whole
    assert report.commits == session.store.execute("SELECT count(*) FROM log")[0][0]


def test_one_flipped_bit_is_found_by_page(session: Session, space: Id) -> None:
    for number in range(200):
        note(session, space, f"regel {number} met genoeg woorden om bladzijden te vullen")
    session.close()
    damage_page(session.folder / FILE, 9)
    again = reopened(session)
    try:
        report = verify(again.store)
        assert [finding.code for finding in report.findings] == ["page"]
        assert "9" in report.findings[0].where
        assert report.findings[0].text == "Een stuk van het bestand is beschadigd."
    finally:
        again.close()


def damage_page(path: Path, page: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[(page - 1) * PAGE + 1000] ^= 1
    path.write_bytes(raw)


def reopened(session: Session) -> Session:
    return profiles.unlock(session.folder, WORDS, clock=session.store.clock, strain=CHEAP)


def test_reading_a_damaged_page_is_refused_in_a_sentence(session: Session, space: Id) -> None:
    for number in range(200):
        note(session, space, f"regel {number}")
    root = session.store.execute("SELECT rootpage FROM sqlite_master WHERE name = 'kind_statement'")[0][0]
    session.close()
    damage_page(session.folder / FILE, root)
    store = Store(session.folder, session.opened.db_key())
    try:
        with pytest.raises(Refused) as caught:
            store.execute("SELECT * FROM kind_statement")
        assert caught.value.code == "damaged"
        assert "Zet een reservekopie terug" in caught.value.sentences
    finally:
        store.close()


def test_a_damaged_first_page_is_refused_at_the_door(session: Session) -> None:
    session.close()
    damage_page(session.folder / FILE, 1)
    with pytest.raises(Refused) as caught:
        reopened(session)
    assert caught.value.code == "damaged"


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("UPDATE log SET signature = zeroblob(64) WHERE no = (SELECT max(no) FROM log)", "signature"),
        ("UPDATE log SET body = CAST(body || x'00' AS BLOB) WHERE no = (SELECT max(no) FROM log)", "header"),
        ("UPDATE log SET hlc = hlc + 1 WHERE no = (SELECT max(no) FROM log)", "header"),
        ("UPDATE log SET header = x'93010203' WHERE no = (SELECT max(no) FROM log)", "header"),
        ("UPDATE content_key SET key = zeroblob(32)", "seal"),
    ],
)
def test_a_changed_commit_is_found(session: Session, space: Id, sql: str, code: str) -> None:
    note(session, space, "echt")
    change(session, sql)
    with session.store.database.read() as connection:
        session.store.keyring.load(connection)
    assert code in codes(session)


def test_a_missing_commit_is_found(session: Session, space: Id) -> None:
    note(session, space, "een")
    note(session, space, "twee")
    change(
        session,
        "DELETE FROM log WHERE no = (SELECT max(no) FROM log WHERE no < (SELECT max(no) FROM log))",
    )
    assert "gap" in codes(session)


def test_tables_that_lie_are_found_and_made_anew(session: Session, space: Id) -> None:
    record = note(session, space, "wat er staat")
    before = rebuild.digest(session.store)
    change(session, "UPDATE kind_statement SET text = 'wat er niet staat'")
    assert verify(session.store).findings == (Finding("tables"),)
    assert text_of(session, record.id) == "wat er staat"
    assert rebuild.digest(session.store) == before
    assert verify(session.store).whole
