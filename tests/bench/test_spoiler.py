"""A server that lies: only a page is spoiled, only once, and a real server may stand behind it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.scenarios.two_laptops import join_two
from wijkdesk.bench.spoiler import Spoiler
from wijkdesk.core.clock import FakeClock
from wijkdesk.server.api import Options
from wijkdesk.server.running import LocalServer
from wijkdesk.services import quarantine
from wijkdesk.sync.envelope import pack, unpack
from wijkdesk.sync.protocol import PullReply

START_MS = 1_795_093_200_000


@dataclass(frozen=True)
class Asked:
    path: str


@dataclass(frozen=True)
class Answered:
    status: int
    body: bytes


class Honest:
    def __init__(self, reply: Answered) -> None:
        self.reply = reply

    def handle(self, _request: Asked) -> Answered:
        return self.reply


def page(*units: bytes) -> Answered:
    return Answered(200, pack(PullReply(epoch=1, next=2, more=False, units=units)))


def test_the_next_page_with_something_in_it_is_spoiled_once() -> None:
    spoiler = Spoiler().before(Honest(page(b"een")))
    spoiler.slip_in([b"vals"])
    assert spoiler.left() == 1
    assert spoiler.handle(Asked("/v1/hello")) == page(b"een")
    assert unpack(PullReply, spoiler.handle(Asked("/v1/pull")).body).units == (b"een", b"vals")
    assert spoiler.left() == 0
    assert spoiler.handle(Asked("/v1/pull")) == page(b"een")


def test_an_empty_page_and_a_refusal_pass_as_they_are() -> None:
    for honest in (page(), Answered(403, b"")):
        spoiler = Spoiler().before(Honest(honest))
        spoiler.slip_in([b"vals"])
        assert spoiler.handle(Asked("/v1/pull")) == honest
        assert spoiler.left() == 1


def test_before_a_real_server_it_reaches_a_real_laptop(tmp_path: Path) -> None:
    spoiler = Spoiler()
    path = tmp_path / "server" / "server.db"
    path.parent.mkdir()
    options = Options(open_=True)
    with LocalServer(path, options=options, clock=FakeClock(START_MS), front=spoiler.before) as server:
        spoiler.slip_in([b"geen commit"])
        world = join_two(tmp_path, server)
        assert spoiler.left() == 0
        assert [one.code for one in quarantine.apart(world.noor)] == ["unreadable"]
        world.close()
