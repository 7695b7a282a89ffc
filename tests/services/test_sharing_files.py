"""Documents between two real laptops over a real server: whole or not at all, whatever the line or the server does."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import make_family
from tests.scenarios.two_laptops import ServerWithoutNetwork, World, join_two, without_network
from wijkdesk.core.errors import Cancelled, EnvironmentFault
from wijkdesk.core.ids import Id
from wijkdesk.models.attachment import Attachment, Purpose
from wijkdesk.models.dossier import Household
from wijkdesk.models.erasure import Ground
from wijkdesk.services import attachments, dossiers, erasing, syncing
from wijkdesk.services.session import Session
from wijkdesk.services.sharing_files import Where
from wijkdesk.storage import queries
from wijkdesk.storage.store import BLOBS
from wijkdesk.sync import protocol as p
from wijkdesk.sync.ports import Cut

BIG = b"%PDF-1.7\n" + random.Random(7).randbytes(2 * p.BLOB_PART + 4711)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("files")
    server = ServerWithoutNetwork(folder / "server")
    made = join_two(folder, server, connect=without_network(server))
    yield made
    made.close()
    server.database.close()


@pytest.fixture(scope="module")
def home(world: World) -> Household:
    made = make_family(world.noor)
    dossiers.assign(world.noor, made.space, world.abrehet.user)
    world.sync(world.noor, world.abrehet)
    return made


def add(world: World, home: Household, name: str, data: bytes = BIG, thumb: bytes = b"") -> Attachment:
    attachments.add(world.noor, home, attachments.taken(name, data), Purpose.OTHER, thumb)
    (made,) = queries.find(world.noor.store, Attachment, name=name)
    return made


def state(session: Session, home: Household, row: Id) -> Where:
    return {item.record.id: item.where for item in attachments.of_dossier(session, home.space)}[row]


class Line:
    """The real way, with a fault per request: "cut" before it, "lost" reply, or what a server might hand out."""

    def __init__(self, world: World, faults: list[str]) -> None:
        self.world = world
        self.faults = faults
        self.asked: list[str] = []

    @contextmanager
    def __call__(self, identity, server):
        with self.world.connect(identity, server) as real:
            self.real = real
            yield self

    def __getattr__(self, name: str):
        if not name.startswith("blob_"):
            return getattr(self.real, name)

        def ask(message: p.Message) -> object:
            self.asked.append(name)
            fault = self.faults.pop(0) if self.faults else ""
            if fault == "cut":
                raise Cut("Afgebroken.")
            reply = getattr(self.real, name)(message)
            if fault == "lost":
                raise Cut("Afgebroken.")
            return bent(reply, fault) if isinstance(reply, p.BlobGetReply) else reply

        return ask


def bent(reply: p.BlobGetReply, fault: str) -> p.BlobGetReply:
    data = reply.data
    if fault == "flip":
        data = data[:-1] + bytes([data[-1] ^ 1])
    elif fault == "short":
        data = data[:-1]
    elif fault == "swap":
        data = random.Random(len(data)).randbytes(len(data))
    return msgspec.structs.replace(reply, data=data)


def test_a_document_reaches_a_colleague_after_the_text(world: World, home: Household) -> None:
    made = add(world, home, "brief.pdf", thumb=b"small")
    assert state(world.noor, home, made.id) is Where.ALONE
    world.sync(world.noor)
    assert state(world.noor, home, made.id) is Where.SHARED
    (result,) = world.sync(world.abrehet)
    assert result.changes.touches("attachment")
    assert state(world.abrehet, home, made.id) is Where.SHARED
    assert attachments.content(world.abrehet, made) == BIG
    assert attachments.thumbnail(world.abrehet, made) == b"small"


def test_the_text_comes_before_the_file_and_says_so(world: World, home: Household) -> None:
    made = add(world, home, "later.pdf")
    assert syncing.sync_now(world.noor, connect=Line(world, ["cut"])).offline
    (result,) = world.sync(world.abrehet)
    assert not result.offline
    assert state(world.noor, home, made.id) is Where.ALONE
    assert state(world.abrehet, home, made.id) is Where.COMING
    with pytest.raises(EnvironmentFault, match="onderweg"):
        attachments.content(world.abrehet, made)
    world.sync(world.noor, world.abrehet)
    assert attachments.content(world.abrehet, made) == BIG


def test_a_cut_goes_on_where_it_was(world: World, home: Household) -> None:
    add(world, home, "half.pdf")
    first = Line(world, ["", "", "lost"])  # have, part 0, part 1 of which the reply is lost
    assert syncing.sync_now(world.noor, connect=first).offline
    again = Line(world, [])
    syncing.sync_now(world.noor, connect=again)
    assert again.asked == ["blob_have", "blob_put", "blob_have"]
    down = Line(world, ["", "", "cut"])
    assert syncing.sync_now(world.abrehet, connect=down).offline
    rest = Line(world, [])
    syncing.sync_now(world.abrehet, connect=rest)
    assert rest.asked == ["blob_get"]
    assert syncing.sync_now(world.noor, connect=(idle := Line(world, []))).trouble is None
    assert idle.asked == []


class Impatient:
    """Cancels at the second report about documents."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, int]] = []

    def report(self, done: int, total: int, text: str = "") -> None:
        if text == "Documenten delen":
            self.seen.append((done, total))
            if len(self.seen) == 2:
                raise Cancelled


def test_a_worker_may_stop_it_and_go_on_later(world: World, home: Household) -> None:
    made = add(world, home, "stop.pdf")
    listener = Impatient()
    assert syncing.sync_now(world.noor, listener, world.connect).stopped
    assert listener.seen == [(0, 3), (1, 3)]
    world.sync(world.noor, world.abrehet)
    assert attachments.content(world.abrehet, made) == BIG


@settings(max_examples=25, deadline=None)
@given(
    size=st.sampled_from([1, 65_536, p.BLOB_PART - 200, p.BLOB_PART + 1, 2 * p.BLOB_PART + 9]),
    seed=st.integers(0, 2**32),
    up=st.lists(st.sampled_from(["", "", "cut", "lost"]), max_size=5),
    down=st.lists(st.sampled_from(["", "", "cut", "lost", "flip", "short", "swap"]), max_size=6),
)
def test_whole_or_not_at_all(world: World, home: Household, size, seed, up, down) -> None:
    data = b"%PDF-1.7\n" + random.Random(seed).randbytes(size)
    made = add(world, home, f"{seed}-{len(attachments.of_dossier(world.noor, home.space))}.pdf", data)
    line = Line(world, list(up))
    for _round in range(len(up) + 1):
        syncing.sync_now(world.noor, connect=line)
    line = Line(world, list(down))
    for _round in range(len(down) + 1):
        syncing.sync_now(world.abrehet, connect=line)
        if state(world.abrehet, home, made.id) is Where.SHARED:
            assert attachments.content(world.abrehet, made) == data
    world.sync(world.noor, world.abrehet)
    assert attachments.content(world.abrehet, made) == data
    assert not list((world.abrehet.folder / BLOBS).glob("*.part"))


def test_a_server_that_lost_the_file_gets_it_again_once_it_was_restored(
    world: World, home: Household
) -> None:
    made = add(world, home, "terug.pdf")
    world.sync(world.noor)
    assert made.blob is not None
    world.server.api.blobs.drop(world.noor.organisation, home.space, made.blob)  # type: ignore[union-attr]
    world.sync(world.noor, world.abrehet)
    assert state(world.abrehet, home, made.id) is Where.COMING
    world.noor.store.set_secret(f"blob/{made.blob.hex()}", b"0")  # noted with the epoch before the restore
    world.sync(world.noor, world.abrehet)
    assert attachments.content(world.abrehet, made) == BIG


def test_erasing_takes_the_file_from_every_laptop_and_the_server(world: World, home: Household) -> None:
    made = add(world, home, "weg.pdf", thumb=b"small")
    world.sync(world.noor, world.abrehet)
    assert made.blob is not None
    assert made.thumb is not None
    assert attachments.content(world.abrehet, made) == BIG
    erasing.erase_record(world.noor, made, Ground.REQUEST)
    world.sync(world.noor, world.abrehet)
    for session in (world.noor, world.abrehet):
        left = {path.name for path in (session.folder / BLOBS).iterdir()}
        assert not left & {made.blob.hex(), made.thumb.hex()}
        found = queries.get(session.store, Attachment, made.id)
        assert found is None or found.key is None
    on_server = {path.name for path in world.server.api.blobs.folder.rglob("*")}  # type: ignore[union-attr]
    assert not on_server & {made.blob.hex(), made.thumb.hex()}
