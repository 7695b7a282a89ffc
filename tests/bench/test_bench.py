"""The measuring itself: stores are real, pairs are fair, verdicts are right. No timing is judged here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.postgres import Cluster
from wijkdesk.bench import drawing, fill, listing, main, paging, plain, pulling, rebuilding, saving, searching
from wijkdesk.bench.family import Sizes
from wijkdesk.bench.figures import Aim, Figure, medians, p95, pairs
from wijkdesk.bench.words import Writer
from wijkdesk.services import household_list
from wijkdesk.storage import rebuild
from wijkdesk.storage.search import search
from wijkdesk.storage.verify import verify


def test_a_filled_store_is_a_real_one(tmp_path: Path) -> None:
    session = fill.make(tmp_path)
    try:
        before = session.store.execute("SELECT count(*) FROM row")[0][0]
        made = fill.households(session, Sizes(3, people=2, moments=2, notes=5, words=8))
        assert session.store.execute("SELECT count(*) FROM row") == [(before + made,)]
        assert verify(session.store).whole
        assert len(household_list.ids(session)) == 3
        assert session.store.execute("SELECT count(*) FROM kind_statement") == [(15,)]
    finally:
        session.close()


def test_patches_change_what_is_there_and_conflict_with_nothing(tmp_path: Path) -> None:
    session = fill.make(tmp_path)
    try:
        rows = fill.patches(session, 500)
        assert session.store.execute("SELECT count(*) FROM kind_statement") == [(0,)]
        rebuild.everything(session.store)
        assert session.store.execute("SELECT count(*), sum(conflicts) FROM kind_statement") == [(rows, 0)]
        assert rows < 300
    finally:
        session.close()


def test_the_twin_holds_the_same_and_finds_the_same(tmp_path: Path) -> None:
    session = fill.make(tmp_path)
    fill.households(session, Sizes(2))
    twin = plain.twin(session.store, tmp_path / "plain.db")
    try:
        for table in ("log", "row", "kind_statement", "outbox"):
            sql = f"SELECT * FROM {table} ORDER BY 1, 2"
            assert twin.execute(sql).fetchall() == session.store.execute(sql)
        word = Writer(1).words[3]
        found = twin.execute("SELECT row FROM search WHERE search MATCH ?", (f'"{word}"*',)).fetchall()
        assert {row[0] for row in found} == {hit.row for hit in search(session.store, word, limit=1000)}
        assert found
    finally:
        twin.close()
        session.close()


def test_the_baseline_writes_what_was_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "SAVES", 5)
    session = fill.make(tmp_path)
    fill.households(session, Sizes(1))
    twin = plain.twin(session.store, tmp_path / "plain.db")
    try:
        work = saving.Saving(session, twin)
        assert len(work.ours(0)) == len(work.base(0)) == 5
        for table in ("log", "row", "kind_statement", "undo_step WHERE 0"):
            sql = f"SELECT * FROM {table} ORDER BY 1, 2"
            assert twin.execute(sql).fetchall() == session.store.execute(sql)
    finally:
        twin.close()
        session.close()


def test_the_whole_of_a_part(tmp_path: Path) -> None:
    (figure,) = searching.measure(tmp_path, 400)
    assert len(figure.ours) == len(figure.base) == 9
    assert any("plain FTS5" in line for line in figure.lines())


def test_a_rebuild_in_a_child(tmp_path: Path) -> None:
    seconds, memory = rebuilding.measure(tmp_path, 2_000)
    assert seconds.ours[0] > 0
    assert memory.ours[0] > 10


def test_a_window_that_pulls_in_a_child(tmp_path: Path) -> None:
    late, took = pulling.measure(tmp_path, 40, spaces=2, runs=1)
    assert len(late.ours) == len(late.base) == 1
    assert "40 records in 2 dossiers" in late.note
    assert took.ours[0] > 0


def test_pairs_take_turns() -> None:
    order: list[str] = []

    def ours(run: int) -> list[float]:
        order.append(f"a{run}")
        return [2.0, 4.0, 3.0]

    def base(run: int) -> list[float]:
        order.append(f"b{run}")
        return [1.0]

    mine, other = pairs(ours, base, runs=3)
    assert order == ["a0", "b0", "b1", "a1", "a2", "b2"]
    assert medians(mine) == (3.0, 3.0, 3.0)
    assert p95([range(100)]) == 95
    figure = Figure("Iets", "ms", "plain", medians(mine), medians(other), (Aim("ratio", 3.0, 2.0),))
    assert figure.ratio == 3.0
    assert "NOT MET" in figure.lines()[-1]
    assert Aim("ratio", 2.0, 2.0).holds


def test_an_unknown_part_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main.main(["koffie"])
    assert "koffie" in capsys.readouterr().err


def test_the_verdict_is_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    figure = Figure("Iets", "ms", "plain", (1.0,), (1.0,), (Aim("ratio", 1.0, 2.0),))
    monkeypatch.setattr(main, "PARTS", {"iets": lambda _folder: [figure]})
    assert main.main(["iets"]) == 0
    assert "0 of 1 aims not met" in capsys.readouterr().out


def test_a_member_of_few_spaces_gets_all_pages_on_either_database(
    tmp_path: Path, postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.database()
    monkeypatch.setenv(paging.DATABASE, url)
    figures = paging.measure(tmp_path, rows=3000, spaces=20)
    assert [figure.title.rpartition(" ")[2] for figure in figures] == ["SQLite", "PostgreSQL"]
    assert all("2 pages" in figure.note and len(figure.ours) == 9 for figure in figures)
    postgres.take_back(url)


def test_the_list_is_drawn_on_both_sides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "STEPS", 2)
    monkeypatch.setattr(listing, "STEPS", 2)
    read_, sorted_, drawn, redrawn = listing.measure(tmp_path, 300, runs=1)
    for figure in (read_, sorted_, drawn, redrawn):
        assert len(figure.ours) == len(figure.base) == 1
        assert figure.ratio > 0
