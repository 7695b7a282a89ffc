"""Blobs: taken part by part, whole or not at all, only where a statement names them and only for who may."""

import os
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sync.world import Laptop, World
from wijkdesk.core.commit import sha256
from wijkdesk.core.errors import Refused
from wijkdesk.core.ids import Id, new_id
from wijkdesk.server.api import Options
from wijkdesk.server.blobs import Blob, FolderBlobs
from wijkdesk.sync import protocol as p

DATA = random.Random(1).randbytes(2 * p.BLOB_PART + 500)


def parts_of(space: Id, blob: Id, data: bytes) -> list[p.BlobPut]:
    pieces = [data[at : at + p.BLOB_PART] for at in range(0, len(data), p.BLOB_PART)]
    return [
        p.BlobPut(space=space, blob=blob, part=n, parts=len(pieces), sha=sha256(piece), data=piece)
        for n, piece in enumerate(pieces)
    ]


def named(laptop: Laptop, space: Id, data: bytes = DATA, **fields: object) -> Id:
    blob = new_id()
    laptop.store.write(laptop.world.org.blob(laptop.who, space, blob, data, **fields))
    laptop.sync()
    return blob


def code_of(call: object, message: p.Message) -> str:
    with pytest.raises(Refused) as caught:
        call(message)  # type: ignore[operator]
    return caught.value.code


def test_parts_in_any_order_make_the_blob(world: World) -> None:
    space, way = world.org.team_space, world.boss.transport
    blob = named(world.boss, space)
    puts = parts_of(space, blob, DATA)
    assert [way.blob_put(puts[n]).have for n in (2, 0, 0)] == [1, 2, 2]
    assert way.blob_have(p.BlobHave(space=space, blob=blob)) == p.BlobHaveReply(parts=(0, 2), whole=False)
    assert code_of(way.blob_get, p.BlobGet(space=space, blob=blob, part=0)) == "no_blob"
    assert way.blob_put(puts[1]).have == 3
    assert way.blob_have(p.BlobHave(space=space, blob=blob)).whole
    colleague = world.hire()
    replies = [colleague.transport.blob_get(p.BlobGet(space=space, blob=blob, part=n)) for n in range(3)]
    assert b"".join(reply.data for reply in replies) == DATA
    assert {reply.parts for reply in replies} == {3}
    assert way.blob_put(puts[0]).have == 3


def test_nothing_is_taken_that_no_statement_names(world: World) -> None:
    put = parts_of(world.org.team_space, new_id(), DATA)[0]
    assert code_of(world.boss.transport.blob_put, put) == "no_blob"


def test_the_name_counts_in_its_own_space_only(world: World) -> None:
    blob = named(world.boss, world.org.team_space)
    put = parts_of(world.org.space, blob, DATA)[0]
    assert code_of(world.boss.transport.blob_put, put) == "no_blob"


def test_a_statement_about_another_space_is_refused(world: World) -> None:
    elsewhere = world.org.control(
        world.boss.who, world.org.space, "BLOB",
        {"space": world.org.team_space, "blob": new_id(), "size": 3, "hash": bytes(32)},
    )  # fmt: skip
    world.boss.store.write(elsewhere)
    assert [item.code for item in world.boss.sync().refused] == ["wrong_space"]


def test_one_id_never_means_two_files(world: World) -> None:
    space = world.org.team_space
    blob = named(world.boss, space)
    world.boss.store.write(world.org.blob(world.boss.who, space, blob, b"other"))
    assert [item.code for item in world.boss.sync().refused] == ["id_collision"]
    world.boss.store.write(world.org.blob(world.boss.who, space, blob, DATA))
    assert world.boss.sync().refused == []


@pytest.mark.parametrize("size", [0, -1, 1 << 63, "3", None])
def test_a_size_that_is_none_is_refused(world: World, size: object) -> None:
    world.boss.store.write(world.org.blob(world.boss.who, world.org.team_space, new_id(), DATA, size=size))
    assert [item.code for item in world.boss.sync().refused] == ["unreadable"]


def test_who_may_not_read_the_space_learns_nothing(world: World) -> None:
    space = world.dossier(world.boss)
    blob = named(world.boss, space)
    way = world.hire().transport
    for where, which in ((space, blob), (space, new_id()), (new_id(), blob)):
        assert code_of(way.blob_put, parts_of(where, which, DATA)[0]) == "no_access"
        assert code_of(way.blob_have, p.BlobHave(space=where, blob=which)) == "no_access"
        assert code_of(way.blob_get, p.BlobGet(space=where, blob=which, part=0)) == "no_access"


def test_a_blob_beyond_the_limit_is_refused_before_it_comes(tmp_path: Path) -> None:
    small = World(tmp_path / "s.db", Options(open_=True, blob_bytes=len(DATA) - 1)).founded()
    space = small.org.team_space
    put = parts_of(space, named(small.boss, space), DATA)[0]
    assert code_of(small.boss.transport.blob_put, put) == "too_big"
    small.close()


def test_a_part_that_does_not_fit_is_refused(world: World) -> None:
    space = world.org.team_space
    blob = named(world.boss, space)
    first, *_rest, last = parts_of(space, blob, DATA)
    bad = [
        p.BlobPut(space=space, blob=blob, part=0, parts=9, sha=first.sha, data=first.data),
        p.BlobPut(space=space, blob=blob, part=0, parts=3, sha=last.sha, data=last.data),
        p.BlobPut(space=space, blob=blob, part=7, parts=3, sha=last.sha, data=last.data),
    ]
    assert [code_of(world.boss.transport.blob_put, put) for put in bad] == ["bad_request"] * 3
    swapped = p.BlobPut(space=space, blob=blob, part=0, parts=3, sha=bytes(32), data=first.data)
    assert code_of(world.boss.transport.blob_put, swapped) == "unreadable"


def test_a_whole_that_is_not_the_named_file_starts_anew(world: World) -> None:
    space, way = world.org.team_space, world.boss.transport
    blob = named(world.boss, space)
    forged = DATA[:-1] + bytes([DATA[-1] ^ 1])
    *puts, last = parts_of(space, blob, forged)
    for put in puts:
        way.blob_put(put)
    assert code_of(way.blob_put, last) == "unreadable"
    assert way.blob_have(p.BlobHave(space=space, blob=blob)) == p.BlobHaveReply(parts=(), whole=False)
    assert [way.blob_put(put).have for put in parts_of(space, blob, DATA)] == [1, 2, 3]


def test_who_may_not_write_may_not_bring(world: World) -> None:
    space = world.org.team_space
    blob = named(world.boss, space)
    colleague = world.hire()
    world.clock.advance(1)
    world.boss.store.write(world.org.member(colleague.who, "out"))
    world.boss.sync()
    assert code_of(colleague.transport.blob_put, parts_of(space, blob, DATA)[0]) == "not_member"


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.integers(1, 2 * p.BLOB_PART + 9), order=st.randoms(use_true_random=False))
def test_any_size_in_any_order_comes_back_as_it_was(tmp_path: Path, size: int, order: random.Random) -> None:
    data = DATA[:size]
    store, blob = FolderBlobs(tmp_path), Blob(new_id(), new_id(), new_id(), size, sha256(data))
    numbers = list(range(blob.parts)) * 2
    order.shuffle(numbers)
    for n in numbers:
        store.put(blob, n, data[n * p.BLOB_PART : (n + 1) * p.BLOB_PART])
    assert b"".join(store.get(blob, n) or b"" for n in range(blob.parts)) == data
    store.drop(blob.organisation, blob.space, blob.blob)
    assert (store.have(blob), store.get(blob, 0)) == ((), None)


def test_what_broke_half_way_is_no_part(tmp_path: Path) -> None:
    store, blob = FolderBlobs(tmp_path), Blob(new_id(), new_id(), new_id(), len(DATA), sha256(DATA))
    store.put(blob, 1, DATA[p.BLOB_PART : 2 * p.BLOB_PART])
    folder = next(tmp_path.rglob("*.parts"))
    (folder / f"0.{new_id().hex()}.new").write_bytes(b"half")
    assert store.have(blob) == (1,)
    assert oct(os.stat(folder / "1").st_mode)[-3:] == "600"


def test_a_space_goes_whole(tmp_path: Path) -> None:
    store, space, organisation = FolderBlobs(tmp_path), new_id(), new_id()
    mine, other = (Blob(organisation, where, new_id(), 4, sha256(b"data")) for where in (space, new_id()))
    for blob in (mine, other):
        store.put(blob, 0, b"data")
    store.drop(organisation, space)
    assert (store.whole(mine), store.whole(other)) == (False, True)
