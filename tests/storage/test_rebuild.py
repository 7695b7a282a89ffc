"""Tables follow from the set of commits: rebuilt wholly, per changed kind, in any order, after an erasure."""

from __future__ import annotations

import contextlib
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders import make_family, make_session
from tests.storage.sample import note, rewrite, shown, text_of
from wijkdesk.core.commit import Inner
from wijkdesk.core.errors import UserError
from wijkdesk.core.ids import Id
from wijkdesk.core.text import words
from wijkdesk.models import history
from wijkdesk.models.visit import Statement
from wijkdesk.services import profiles
from wijkdesk.services.session import Session
from wijkdesk.storage import erasure, queries, rebuild, undo
from wijkdesk.storage.history import versions
from wijkdesk.storage.search import search

NUMBERS = itertools.count()


def digest_after_rebuild(session: Session) -> str:
    rebuild.everything(session.store)
    return rebuild.digest(session.store)


def test_a_rebuild_changes_nothing(session: Session) -> None:
    make_family(session)
    before = rebuild.digest(session.store)
    assert digest_after_rebuild(session) == before
    assert [hit.kind for hit in search(session.store, "merelstraat")] == ["address"]


def test_a_kind_whose_declaration_changed_is_made_anew_alone(session: Session, space: Id) -> None:
    record = note(session, space, "blijft staan")
    before = rebuild.digest(session.store)
    with session.store.writing() as connection:
        connection.exec_driver_sql("UPDATE kind_hash SET hash = x'00' WHERE kind = 'statement'")
        connection.exec_driver_sql("ALTER TABLE kind_statement ADD COLUMN oud")
        connection.exec_driver_sql("UPDATE kind_household SET name = 'niet herbouwd'")
    assert session.store.stale_kinds() == ["statement"]
    profiles.prepare(session.store)
    assert session.store.stale_kinds() == []
    assert text_of(session, record.id) == "blijft staan"
    assert [hit.row for hit in search(session.store, "staan")] == [record.id]
    names = session.store.execute("SELECT name FROM kind_household")
    assert names == [("niet herbouwd",)]
    assert digest_after_rebuild(session) == before


def test_a_kind_that_an_older_version_wrote_is_understood(
    session: Session, space: Id, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = note(session, space, "in oude woorden")
    monkeypatch.setattr(history, "SCHEMA", 2)
    monkeypatch.setitem(history.UPCASTERS, 1, in_new_words)
    rebuild.everything(session.store)
    assert text_of(session, record.id) == "in nieuwe woorden"
    assert versions(session.store, record.id)[0].values["text"] == "in nieuwe woorden"


def in_new_words(inner: Inner) -> Inner:
    patches = tuple(
        replace(
            patch,
            fields={
                name: replace(field, value=field.value.replace("oude", "nieuwe"))
                if isinstance(field.value, str)
                else field
                for name, field in patch.fields.items()
            },
        )
        for patch in inner.patches
    )
    return replace(inner, schema=2, patches=patches)


def test_what_was_erased_stays_erased(session: Session, space: Id) -> None:
    record = note(session, space, "een fout met een naam")
    rewrite(session, record.id, "zonder naam")
    first = versions(session.store, record.id)[0]
    commits = [row[0] for row in session.store.execute("SELECT id FROM log WHERE space = ?", (space,))]
    erasure.redact(session.store, [Id(commits[-2]), first.commit], "fout")
    before = rebuild.digest(session.store)
    assert digest_after_rebuild(session) == before
    bodies = session.store.execute("SELECT body FROM log WHERE redacted IS NOT NULL")
    assert bodies
    assert all(body is None for (body,) in bodies)


def test_what_was_erased_leaves_the_search_index_itself(session: Session, space: Id) -> None:
    record = note(session, space, "Wilhelmina is genoemd")
    other = note(session, space, "dit blijft")
    rewrite(session, record.id, "niemand is genoemd")
    assert b"lhelmina" in index_bytes(session)  # an edit leaves it, as the log does
    first = session.store.execute("SELECT id FROM log WHERE space = ? ORDER BY no", (space,))[-3][0]
    erasure.redact(session.store, [Id(first)], "mistake")
    assert b"lhelmina" not in index_bytes(session)
    assert [hit.row for hit in search(session.store, "blijft")] == [other.id]


def index_bytes(session: Session) -> bytes:
    """The index as it lies in the (encrypted) file, with what is no longer found."""
    return b"".join(row[0] for row in session.store.execute("SELECT block FROM search_data"))


steps = st.lists(
    st.tuples(
        st.sampled_from(("make", "write", "bin", "restore", "back", "again")),
        st.integers(0, 3),
        st.text("abc áй م", max_size=6),
    ),
    max_size=14,
)


@given(steps=steps)
def test_tables_follow_whatever_was_done(tmp_path: Path, steps: list[tuple[str, int, str]]) -> None:
    session = make_session(tmp_path / str(next(NUMBERS)))
    try:
        rows: list[Id] = []
        for step in steps:
            do(session, rows, *step)
        before = rebuild.digest(session.store)
        assert digest_after_rebuild(session) == before
        found = {hit.row for hit in search(session.store, "a", limit=100)}
        assert found == {row for row in rows if starts_a_word(session, row)}
    finally:
        session.close()


def do(session: Session, rows: list[Id], what: str, which: int, text: str) -> None:
    space = session.personal_space
    if what == "make" or not rows:
        rows.append(note(session, space, text).id)
        return
    row = rows[which % len(rows)]
    if what == "write":
        rewrite(session, row, text)
    elif what in ("bin", "restore"):
        with session.store.unit(what, undo=what) as unit:
            (unit.delete if what == "bin" else unit.restore)(shown(session.store, row))
    else:
        with contextlib.suppress(UserError):  # nothing left to take back
            (undo.undo if what == "back" else undo.redo)(session.store)


def starts_a_word(session: Session, row: Id) -> bool:
    record = shown(session.store, row)
    return not record.deleted and any(word.startswith("a") for word in words(record.text or ""))


def test_queries_order_limit_and_leave_out_the_bin(session: Session, space: Id) -> None:
    made = [note(session, space, text) for text in ("b", "c", "a")]
    with session.store.unit() as unit:
        unit.delete(made[1])
    found = queries.find(session.store, Statement, space=space, order="text")
    assert [record.text for record in found] == ["a", "b"]
    assert [r.text for r in queries.find(session.store, Statement, order="-text", limit=1)] == ["b"]
    with pytest.raises(ValueError, match="no column"):
        queries.find(session.store, Statement, order="text; DROP TABLE log")
