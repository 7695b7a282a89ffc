"""A server that lies about order, time and what it has: it gains nothing, and is noticed where that can be.

What it may slip in or bend within a commit stands in test_planted_attacks.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest

from tests.builders import make_family, person_called
from tests.scenarios.two_laptops import World, digest
from wijkdesk.core.errors import Refused
from wijkdesk.models.dossier import Household
from wijkdesk.services import conflicts, dossiers, people, quarantine, syncing
from wijkdesk.services.session import Session
from wijkdesk.sync import protocol as p

Lie = Callable[[Any], Any]


class Liar:
    """The real way to the server, on which some answers are bent; `sent` keeps the pages that came by."""

    def __init__(self, real: Any, lies: dict[str, Lie], kept: list[p.PullReply]) -> None:
        self._real, self._lies, self._kept = real, lies, kept

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def hello(self, message: p.Hello) -> p.HelloReply:
        return self._bent("hello", self._real.hello(message))

    def pull(self, message: p.Pull) -> p.PullReply:
        reply = self._real.pull(message)
        self._kept.append(reply)
        return self._bent("pull", reply)

    def push(self, message: p.Push) -> p.PushReply:
        swallow = self._lies.get("push")
        return swallow(message) if swallow else self._real.push(message)

    def _bent(self, name: str, reply: Any) -> Any:
        return self._lies.get(name, lambda honest: honest)(reply)


@pytest.fixture
def family(world: World) -> Household:
    household = make_family(world.noor)
    dossiers.assign(world.noor, household.space, world.abrehet.user)
    world.sync(world.noor, world.abrehet, world.noor)
    return household


def share(
    world: World, session: Session, kept: list[p.PullReply] | None = None, **lies: Lie
) -> syncing.SyncResult:
    """One round with a server that lies so."""

    @contextmanager
    def connect(identity: Any, server: Any) -> Iterator[Liar]:
        with world.connect(identity, server) as real:
            yield Liar(real, lies, kept if kept is not None else [])

    return syncing.sync_now(session, connect=connect)


def call(session: Session, family: Household, old: str, new: str) -> None:
    people.change(session, person_called(session, family, old), calling_name=new)


def alike(world: World, family: Household) -> bool:
    return digest(world.noor, family.space) == digest(world.abrehet, family.space)


def test_pages_in_another_order_make_the_same_tables(world: World, family: Household) -> None:
    for name in ("Een", "Twee", "Drie"):
        call(world.abrehet, family, {"Een": "Lina", "Twee": "Een", "Drie": "Twee"}[name], name)
    world.sync(world.abrehet)
    turned = lambda page: msgspec.structs.replace(page, units=page.units[::-1])  # noqa: E731
    assert share(world, world.noor, pull=turned).trouble is None
    assert alike(world, family)
    assert conflicts.count(world.noor) == 0
    assert quarantine.apart(world.noor) == []
    assert quarantine.gaps(world.noor) == []


def test_old_pages_handed_out_again_bring_nothing_back(world: World, family: Household) -> None:
    """A value that was replaced, a deletion that was undone: a replay of the past changes nothing."""
    kept: list[p.PullReply] = []
    call(world.abrehet, family, "Lina", "Lientje")
    world.sync(world.abrehet)
    share(world, world.noor, kept)
    call(world.noor, family, "Lientje", "Lina B.")
    world.sync(world.noor, world.abrehet)
    call(world.abrehet, family, "Sami", "Samir")
    world.sync(world.abrehet)
    old = tuple(unit for page in kept for unit in page.units)
    assert old
    result = share(
        world, world.noor, pull=lambda page: msgspec.structs.replace(page, units=(*page.units, *old))
    )
    assert result.trouble is None
    assert person_called(world.noor, family, "Lina B.")
    assert conflicts.count(world.noor) == 0
    assert alike(world, family)


def swallowed(head: int) -> Lie:
    """The server says that it has a push, and throws it away."""

    def swallow(message: p.Push) -> p.PushReply:
        return p.PushReply(epoch=1, head=head, accepted=len(message.units), known=0)

    return swallow


def cursor(session: Session) -> int:
    ((seq,),) = session.store.execute("SELECT seq FROM cursor WHERE space = ?", (b"",))
    return int(seq)


def test_a_push_that_was_thrown_away_is_offered_again(world: World, family: Household) -> None:
    """As soon as the server's own head tells less than it said before, everything goes to it once more."""
    call(world.abrehet, family, "Lina", "Lientje")
    assert share(world, world.abrehet, push=swallowed(cursor(world.abrehet) + 1)).pushed == 1
    assert syncing.sharing_state(world.abrehet).waiting == 0
    world.sync(world.abrehet, world.noor)
    assert person_called(world.noor, family, "Lientje")
    assert alike(world, family)


def test_a_push_that_was_thrown_away_for_one_is_a_gap_that_others_see(
    world: World, family: Household
) -> None:
    """It keeps a laptop's commit to itself, and hands out what that laptop wrote next."""
    call(world.abrehet, family, "Lina", "Lientje")
    world.sync(world.abrehet)
    share(world, world.noor, pull=lambda page: msgspec.structs.replace(page, units=()))
    call(world.abrehet, family, "Sami", "Samir")
    world.sync(world.abrehet, world.noor)
    (gap,) = quarantine.gaps(world.noor)
    assert gap.who == "Abrehet Tesfay"
    assert person_called(world.noor, family, "Lina")
    assert person_called(world.noor, family, "Samir")


def test_a_server_that_goes_back_in_time_gets_it_all_again(world: World, family: Household) -> None:
    """The same epoch with a lower head: it lost its end without saying so, or lies; both are healed."""
    call(world.noor, family, "Lina", "Lientje")
    world.sync(world.noor)
    result = share(world, world.noor, hello=lambda reply: msgspec.structs.replace(reply, head=reply.head - 1))
    assert result.trouble is None
    world.sync(world.noor, world.abrehet)
    assert alike(world, family)
    assert syncing.sharing_state(world.noor).waiting == 0


@pytest.mark.parametrize(
    "lie",
    [
        lambda page: msgspec.structs.replace(page, next=0),
        lambda page: msgspec.structs.replace(page, more=True, next=0),
    ],
)
def test_a_page_that_leads_back_or_round_is_refused(world: World, family: Household, lie: Lie) -> None:
    call(world.abrehet, family, "Lina", "Lientje")
    world.sync(world.abrehet)
    before = cursor(world.noor)
    result = share(world, world.noor, pull=lie)
    assert isinstance(result.trouble, Refused)
    assert result.trouble.code == "bad_server"
    assert cursor(world.noor) == before
    world.sync(world.noor)
    assert person_called(world.noor, family, "Lientje")


def test_a_push_that_is_half_answered_stays_in_the_outbox(world: World, family: Household) -> None:
    call(world.abrehet, family, "Lina", "Lientje")
    half = lambda _message: p.PushReply(epoch=1, head=1, accepted=0, known=0)  # noqa: E731
    result = share(world, world.abrehet, push=half)
    assert isinstance(result.trouble, Refused)
    assert syncing.sharing_state(world.abrehet).waiting == 1
    world.sync(world.abrehet, world.noor)
    assert alike(world, family)


def test_an_epoch_that_changes_in_the_midst_is_greeted_anew(world: World, family: Household) -> None:
    """A server that answers with another epoch each time is given up, and nothing is lost."""
    call(world.abrehet, family, "Lina", "Lientje")
    world.sync(world.abrehet)
    result = share(world, world.noor, pull=lambda page: msgspec.structs.replace(page, epoch=page.epoch + 1))
    assert isinstance(result.trouble, Refused)
    assert result.trouble.code == "bad_server"
    world.sync(world.noor)
    assert alike(world, family)
