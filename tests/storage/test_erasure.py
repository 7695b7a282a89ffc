"""Erasing: the same heads on every laptop, whatever came first and in which form; nothing legible stays anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import CHEAP, WORDS, make_family, make_session, person_called
from tests.scenarios.two_laptops import ServerWithoutNetwork, World, digest, join_two, without_network
from tests.storage.sample import note, rewrite, shown
from tests.storage.test_intake import of_space, take
from wijkdesk.core.commit import CONTROL, FORMAT, Commit, Control, Header, Patch, decode_header
from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.ids import ZERO, Id, new_id
from wijkdesk.models.dossier import IndexCard
from wijkdesk.models.erasure import Ground
from wijkdesk.models.person import Person
from wijkdesk.services import backups, dossiers, erasing, restoring, undoing
from wijkdesk.services.dossiers import NewHousehold
from wijkdesk.services.session import Session
from wijkdesk.storage import erasure, queries, rebuild
from wijkdesk.storage.patches import stub_of
from wijkdesk.storage.store import ERASED
from wijkdesk.vault.commits import encode


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world")
    server = ServerWithoutNetwork(folder / "server")
    world = join_two(folder, server, connect=without_network(server))
    yield world
    world.close()
    server.database.close()


steps = st.lists(
    st.tuples(st.sampled_from(("make", "write", "bin", "erase", "redact")), st.integers(0, 3)), max_size=14
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=steps, order=st.randoms(use_true_random=False))
def test_a_laptop_that_gets_it_late_shows_what_the_eraser_shows(world: World, steps, order) -> None:  # type: ignore[no-untyped-def]
    """It never sees what was erased; commits come in any order, keys before or after them."""
    noor, abrehet = world.noor, world.abrehet
    space = dossiers.open_dossier(noor, NewHousehold("Yıldız")).space
    rows: list[Id] = []
    for number, (what, which) in enumerate(steps):
        act(noor, space, rows, what, which, f"tekst {number}")
    commits = of_space(noor, space)
    order.shuffle(commits)
    assert take(abrehet, commits) == []
    assert digest(abrehet, space) == digest(noor, space)
    before = rebuild.digest(abrehet.store)
    rebuild.everything(abrehet.store)
    assert rebuild.digest(abrehet.store) == before


def act(session: Session, space: Id, rows: list[Id], what: str, which: int, text: str) -> None:
    if what == "make" or not rows:
        rows.append(note(session, space, text).id)
        return
    row = rows[which % len(rows)]
    record = shown(session.store, row)
    if what == "write":
        rewrite(session, row, text)
    elif what == "bin":
        with session.store.unit() as unit:
            unit.delete(record)
    elif what == "erase":
        erasing.erase_record(session, record, Ground.MISTAKE)
    else:
        found = session.store.execute(
            "SELECT id FROM log WHERE space = ? AND op IS NULL AND body IS NOT NULL ORDER BY no", (space,)
        )
        if found:
            erasure.redact(session.store, [Id(found[which % len(found)][0])], Ground.MISTAKE)


def test_the_same_when_the_words_were_seen_before_they_were_erased(world: World) -> None:
    space = make_family(world.noor).space
    take(world.abrehet, of_space(world.noor, space))
    samira = person_called(world.noor, dossiers.households_of(world.noor, space)[0], "Samira")
    erasing.erase_record(world.noor, samira, Ground.REQUEST)
    known = {row[0] for row in world.abrehet.store.execute("SELECT id FROM log")}
    fresh = [one for one in of_space(world.noor, space) if decode_header(one.header).id not in known]
    assert take(world.abrehet, fresh) == []
    assert digest(world.abrehet, space) == digest(world.noor, space)
    found = queries.get(world.abrehet.store, Person, samira.id)
    assert found is None or not found.values()


def test_what_stood_in_the_same_commit_stays(world: World) -> None:
    """A dossier is opened in one commit: erasing one person leaves the four others, and the address."""
    home = make_family(world.noor)
    erasing.erase_record(world.noor, person_called(world.noor, home, "Samira"), Ground.MISTAKE)
    left = queries.find(world.noor.store, Person, space=home.space)
    assert sorted(person.calling_name or "" for person in left) == ["Jeroen", "Lina", "Sami", "Yassin"]
    sql = "SELECT count(*) FROM log WHERE space = ? AND redacted IS NOT NULL"
    assert world.noor.store.execute(sql, (home.space,)) == [(1,)]


def test_a_whole_dossier_goes_on_both_laptops(world: World) -> None:
    home = make_family(world.noor)
    dossiers.assign(world.noor, home.space, world.abrehet.user)
    take(world.abrehet, of_space(world.noor, home.space))
    erasing.erase_dossier(world.noor, home.space, Ground.TERM)
    late = crafted_after(world.abrehet, home.space)
    (shred,) = [one for one in of_space(world.noor, home.space) if b"SHRED" in (one.body or b"")]
    assert take(world.abrehet, [shred, late]) == []
    for session in (world.noor, world.abrehet):
        assert gone(session, home.space)
    assert queries.find(world.noor.store, IndexCard, dossier=home.space) == []


def crafted_after(session: Session, space: Id) -> Commit:
    """A commit of a colleague who had not heard of it."""
    note(session, space, "nog iets over Samira")
    return of_space(session, space)[-1]


def gone(session: Session, space: Id) -> bool:
    """No body, key, row, word or line of a space is left."""
    store = session.store
    tables = ("row", "search", "clash", "draft", "content_key", "kind_person", "kind_statement")
    left = [store.execute(f"SELECT count(*) FROM {name} WHERE space = ?", (space,))[0][0] for name in tables]
    bodies = store.execute(
        "SELECT count(*) FROM log WHERE space = ? AND body IS NOT NULL AND (op IS NULL OR op = 'KEYWRAP')",
        (space,),
    )
    return not any(left) and bodies == [(0,)] and store.keyring.newest(space) is None


def test_a_colleague_who_does_not_hold_the_space_erases_nothing(world: World) -> None:
    home = make_family(world.noor)
    commits = [decode_header(one.header).id for one in of_space(world.noor, home.space)]
    me = world.abrehet.store.identity
    for op, fields in (
        ("REDACT", {"commits": commits, "ground": "mistake"}),
        ("SHRED", {"space": home.space, "ground": "mistake"}),
    ):
        header = Header(FORMAT, CONTROL, new_id(), me.organisation, home.space, me.device,
                        world.abrehet.store.hlc.tick(), ZERO)  # fmt: skip
        bad = encode(header, Control(op, fields), None, me.device_key)
        assert [code for _commit, code in take(world.noor, [bad])] == ["not_holder"]
    assert len(queries.find(world.noor.store, Person, space=home.space)) == 5


def test_who_is_not_in_the_dossier_may_not_erase_it(world: World) -> None:
    home = make_family(world.noor)
    take(world.abrehet, of_space(world.noor, home.space))
    with pytest.raises(Refused, match="Je werkt niet in dit dossier"):
        erasing.erase_dossier(world.abrehet, home.space, Ground.TERM)


def test_a_stub_of_another_space_is_not_believed(world: World) -> None:
    """Whoever may write in one dossier cannot make up what stood in another."""
    noor = world.noor
    mine, other = (dossiers.open_dossier(noor, NewHousehold(name)).space for name in ("Een", "Twee"))
    record = note(noor, other, "blijft")
    target = Id(decode_header(of_space(noor, other)[-1].header).id)
    with noor.store.unit() as unit:
        false = stub_of([Patch("statement", record.id, {})])
        unit.attach(mine, erasure.STUBS, [[target, false]])
    before = digest(noor, other)
    take(world.abrehet, of_space(noor, mine))
    take(world.abrehet, of_space(noor, other))
    assert digest(world.abrehet, other) == before


def test_an_erased_step_cannot_be_undone(session: Session, space: Id) -> None:
    record = note(session, space, "niet bedoeld")
    erasing.erase_record(session, record, Ground.MISTAKE)
    undoing.undo(session)  # that the dossier was opened
    with pytest.raises(UserError):
        undoing.undo(session)
    assert shown(session.store, record.id).text is None


def test_a_backup_that_is_put_back_does_not_bring_it_back(
    session: Session, space: Id, tmp_path: Path
) -> None:
    keep, lose = note(session, space, "dit blijft"), note(session, space, "dit gaat weg")
    whole = make_family(session).space
    copy = backups.make(session, tmp_path / "kopie.wdb")
    erasing.erase_record(session, lose, Ground.REQUEST)
    erasing.erase_dossier(session, whole, Ground.TERM)
    assert (session.folder.parent / ERASED).read_text("ascii")
    restored = restoring.restore(
        copy, WORDS, home=session.folder.parent, clock=session.store.clock, strain=CHEAP
    )
    try:
        assert shown(restored.session.store, keep.id).text == "dit blijft"
        assert shown(restored.session.store, lose.id).text is None
        assert queries.find(restored.session.store, Person, space=whole) == []
    finally:
        restored.session.close()


def test_the_notes_for_a_restore_hold_ids_only(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    try:
        home = make_family(session)
        erasing.erase_dossier(session, home.space, Ground.TERM)
        words = (session.folder.parent / ERASED).read_text("ascii").split()
        assert all(word == "*" or len(bytes.fromhex(word)) == 16 for word in words)
    finally:
        session.close()
