"""REDACT and SHRED: content goes from the server, whatever the order, and does not come back."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.server.test_blobs import DATA, code_of, parts_of
from tests.sync.world import Laptop, World
from wijkdesk.core.commit import Commit, decode_control, decode_header, encode_unit, signing_message
from wijkdesk.core.ids import Id, new_id
from wijkdesk.server import commands, erasing
from wijkdesk.server import tables as t
from wijkdesk.server.auth import signed_by
from wijkdesk.server.blobs import Blob
from wijkdesk.server.database import Place
from wijkdesk.sync import protocol as p
from wijkdesk.sync.receive import read_unit

SECRET = b"sealed words of a dossier"


def push(laptop: Laptop, *units: list[Commit]) -> list[str]:
    reply = laptop.transport.push(p.Push(units=tuple(encode_unit(unit) for unit in units)))
    return [item.code for item in reply.rejected]


def id_of(commit: Commit) -> Id:
    return Id(decode_header(commit.header).id)


def everything(laptop: Laptop) -> list[Commit]:
    """All that a fresh laptop of this user is handed out."""
    way, found, since, granted = laptop.transport, [], 0, []
    while True:
        page = way.pull(p.Pull(since=since))
        found += page.units
        granted += page.granted
        since = page.next
        if not page.more:
            break
    for task in granted:
        found += way.backfill(p.Backfill(space=task.space, after=0, upto=task.upto)).units
    return [item.commit for raw in found for item in read_unit(raw)]


def stored(world: World, text: bytes) -> int:
    with world.database.reading() as connection:
        bodies = connection.scalars(sa.select(t.log.c.body)).all()
    return sum(text in (body or b"") for body in bodies)


def test_a_redacted_body_is_gone_and_the_chain_still_holds(world: World) -> None:
    colleague = world.hire()
    space = world.org.team_space
    note, other = (world.org.note(world.boss.who, space, SECRET) for _n in range(2))
    assert push(world.boss, [note, other], [world.org.redact(colleague.who, space, id_of(note))]) == []
    assert stored(world, SECRET) == 1
    handed = {id_of(commit): commit for commit in everything(colleague)}
    assert handed[id_of(note)].body is None
    assert handed[id_of(note)].hash == note.hash
    assert signed_by(world.boss.who.key.public, signing_message(note.hash), handed[id_of(note)].signature)
    assert handed[id_of(other)].body == SECRET


def test_a_body_that_comes_after_its_redact_is_refused(world: World) -> None:
    space = world.org.team_space
    note = world.org.note(world.boss.who, space, SECRET)
    assert push(world.boss, [world.org.redact(world.boss.who, space, id_of(note))]) == []
    assert push(world.boss, [note]) == ["redacted"]
    assert push(world.boss, [note.without_body()]) == []
    assert stored(world, SECRET) == 0


def test_what_came_with_an_erased_body_in_one_unit_is_kept(world: World) -> None:
    space = world.org.team_space
    erased, kept = (
        world.org.note(world.boss.who, space, SECRET),
        world.org.note(world.boss.who, space, b"kept"),
    )
    push(world.boss, [world.org.redact(world.boss.who, space, id_of(erased))])
    assert push(world.boss, [erased, kept]) == []
    assert (stored(world, SECRET), stored(world, b"kept")) == (0, 1)


def test_a_stub_before_its_redact_waits_within_the_push(world: World) -> None:
    space = world.org.team_space
    note = world.org.note(world.boss.who, space, SECRET)
    units = [[note.without_body()], [world.org.redact(world.boss.who, space, id_of(note))]]
    assert push(world.boss, *units) == []


def test_a_redact_reaches_its_own_space_only(world: World) -> None:
    space = world.dossier(world.boss)
    note = world.org.note(world.boss.who, space, SECRET)
    push(
        world.boss,
        *[[read_unit(raw)[n].commit for n in range(2)] for raw in world.boss.store.waiting.values()],
    )
    world.boss.store.waiting.clear()
    push(world.boss, [note])
    push(world.boss, [world.org.redact(world.boss.who, world.org.team_space, id_of(note))])
    assert stored(world, SECRET) == 1


def test_who_does_not_hold_the_space_erases_nothing(world: World) -> None:
    space = world.sealed_dossier(world.boss)
    note = world.org.note(world.boss.who, space, SECRET)
    push(world.boss, [note])
    colleague = world.hire()
    assert push(colleague, [world.org.redact(colleague.who, space, id_of(note))]) == ["no_access"]
    assert push(colleague, [world.org.grant(colleague.who, space)]) == []
    assert push(colleague, [world.org.redact(colleague.who, space, id_of(note))]) == ["no_access"]
    assert stored(world, SECRET) == 1


def test_statements_cannot_be_redacted(world: World) -> None:
    space = world.dossier(world.boss)
    claim = read_unit(next(iter(world.boss.store.waiting.values())))[0].commit
    world.boss.sync()
    assert push(world.boss, [world.org.redact(world.boss.who, space, id_of(claim))]) == []
    handed = {id_of(commit): commit for commit in everything(world.boss)}
    assert decode_control(handed[id_of(claim)].body or b"").op == "ASSIGN"


def test_redacting_a_blob_takes_the_file_away(world: World) -> None:
    space, blob = world.org.team_space, new_id()
    named = world.org.blob(world.boss.who, space, blob, DATA)
    push(world.boss, [named])
    for put in parts_of(space, blob, DATA):
        world.boss.transport.blob_put(put)
    place = Blob(world.org.id, space, blob, len(DATA), b"")
    assert world.blobs.whole(place)
    assert push(world.boss, [world.org.redact(world.boss.who, space, id_of(named))]) == []
    assert not world.blobs.whole(place)
    assert code_of(world.boss.transport.blob_get, p.BlobGet(space=space, blob=blob, part=0)) == "no_blob"
    assert code_of(world.boss.transport.blob_put, parts_of(space, blob, DATA)[0]) == "no_blob"
    assert push(world.boss, [named]) == []
    assert code_of(world.boss.transport.blob_put, parts_of(space, blob, DATA)[0]) == "no_blob"


def shredded_dossier(world: World) -> tuple[Id, Id]:
    space, blob = world.sealed_dossier(world.boss), new_id()
    push(
        world.boss,
        [world.org.note(world.boss.who, space, SECRET), world.org.blob(world.boss.who, space, blob, DATA)],
    )
    for put in parts_of(space, blob, DATA):
        world.boss.transport.blob_put(put)
    assert push(world.boss, [world.org.shred(world.boss.who, space)]) == []
    return space, blob


def test_a_shredded_space_keeps_no_word_and_no_key(world: World) -> None:
    space, blob = shredded_dossier(world)
    found = [commit for commit in everything(world.boss) if decode_header(commit.header).space == space]
    ops = [decode_control(commit.body).op for commit in found if commit.body is not None]
    assert (sorted(ops), len(found)) == (["ASSIGN", "BLOB", "SHRED"], 6)
    assert stored(world, SECRET) == 0
    assert not world.blobs.whole(Blob(world.org.id, space, blob, len(DATA), b""))
    assert code_of(world.boss.transport.blob_put, parts_of(space, blob, DATA)[0]) == "shredded"
    assert code_of(world.boss.transport.blob_get, p.BlobGet(space=space, blob=blob, part=0)) == "no_blob"


def test_nothing_comes_into_a_shredded_space(world: World) -> None:
    space, _blob = shredded_dossier(world)
    assert push(world.boss, [world.org.note(world.boss.who, space)]) == ["shredded"]
    assert push(world.boss, [world.org.keywrap(world.boss.who, space, world.org.team)]) == ["shredded"]
    colleague = world.hire()
    assert push(colleague, [world.org.note(colleague.who, space)]) == ["no_access"]
    assert push(colleague, [world.org.grant(colleague.who, space)]) == ["no_access"]


def test_the_shred_of_a_space_it_does_not_stand_in_is_refused(world: World) -> None:
    space = world.sealed_dossier(world.boss)
    fields = {"space": space, "ground": "expired"}
    stray = world.org.control(world.boss.who, world.org.team_space, "SHRED", fields)
    assert push(world.boss, [stray]) == ["wrong_space"]


@pytest.mark.parametrize(
    ("whose", "code"),
    [("own", []), ("granted", ["not_allowed"]), ("strange", ["no_access"]), ("team", ["not_allowed"])],
)
def test_only_who_holds_it_in_person_or_an_administrator_shreds(
    world: World, whose: str, code: list[str]
) -> None:
    colleague = world.hire()
    space = world.sealed_dossier(colleague if whose == "own" else world.boss)
    if whose == "granted":
        assert push(colleague, [world.org.grant(colleague.who, space)]) == []
    space = world.org.team_space if whose == "team" else space
    assert push(colleague, [world.org.shred(colleague.who, space)]) == code


def test_an_administrator_shreds_what_he_cannot_read(world: World) -> None:
    colleague = world.hire()
    space = world.sealed_dossier(colleague)
    assert push(world.boss, [world.org.note(world.boss.who, space)]) == ["no_access"]
    assert push(world.boss, [world.org.shred(world.boss.who, space)]) == []
    assert push(colleague, [world.org.note(colleague.who, space)]) == ["shredded"]
    assert push(world.boss, [world.org.shred(world.boss.who, world.org.space)]) == ["not_allowed"]


@pytest.mark.parametrize("what", ["redact", "shred"])
def test_a_restored_backup_forgets_again(world: World, tmp_path: Path, spare: Place, what: str) -> None:
    space = world.sealed_dossier(world.boss)
    note = world.org.note(world.boss.who, space, SECRET)
    push(world.boss, [note])
    commands.backup(world.path, tmp_path / "copy.db")
    make: Callable[[], Commit] = (
        (lambda: world.org.redact(world.boss.who, space, id_of(note)))
        if what == "redact"
        else (lambda: world.org.shred(world.boss.who, space))
    )
    erasure = make()
    assert push(world.boss, [erasure]) == []
    world.put_back(tmp_path / "copy.db", spare)
    boss = Laptop(world, world.org.founder)
    assert stored(world, SECRET) == 1
    assert push(boss, [note.without_body()], [erasure]) == []
    assert stored(world, SECRET) == 0
    assert push(boss, [world.org.note(boss.who, space, SECRET, id=id_of(note))]) == ["id_collision"]


def test_what_a_dying_server_left_is_swept_at_the_next_start(world: World) -> None:
    space, blob = shredded_dossier(world)
    place = Blob(world.org.id, space, blob, 4, b"")
    world.blobs.put(place, 1, b"left")
    erasing.sweep(world.database, world.blobs)
    assert world.blobs.have(place) == ()
