"""One profile in two organisations, two servers, one unlock: nothing passes between them (architecture.md §3)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.builders import make_family, make_session, person_called
from tests.scenarios.two_laptops import START_MS, ServerWithoutNetwork, _Direct
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.ids import Id
from wijkdesk.models.dossier import Household
from wijkdesk.services import (
    admitting,
    break_glass,
    dossiers,
    expiring,
    invitations,
    joining,
    people,
    profiles,
    reading,
    servers,
    syncing,
)
from wijkdesk.services.servers import Server
from wijkdesk.services.session import Session
from wijkdesk.storage.identity import Identity
from wijkdesk.sync.transport import SignedTransport

DAY = 24 * 3_600_000
REASON = "Vader belt; Noor is met verlof."


@dataclass
class Two:
    """Abrehet works for her own organisation `first` and for Noor's, `second`; Noor for hers alone."""

    servers: dict[str, ServerWithoutNetwork]
    noor: Session
    abrehet: Session
    first: Id
    second: Id
    clocks: list[FakeClock]

    @contextmanager
    def connect(self, identity: Identity, server: Server) -> Iterator[SignedTransport]:
        """By the address that this laptop knows for that organisation."""
        api = self.servers[server.url].api
        yield SignedTransport(_Direct(api), identity.organisation, identity.device, identity.device_key)

    def sync(self, *sessions: Session) -> None:
        for session in sessions or (self.noor, self.abrehet, self.noor):
            result = syncing.sync_now(session, connect=self.connect)
            assert result.trouble is None, result.trouble
            assert (result.offline, result.apart) == (False, 0)

    def spaces_on(self, server: str) -> set[Id]:
        """The spaces of which a server holds anything."""
        with self.servers[server].database.reading() as connection:
            rows = connection.exec_driver_sql("SELECT DISTINCT space FROM log")
            return {Id(row[0]) for row in rows}


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    made = {f"https://127.0.0.1:{port}": ServerWithoutNetwork(tmp_path / str(port)) for port in (8, 9)}
    for url, server in made.items():
        server.url = url
    urls = list(made)
    clocks = [FakeClock(START_MS), FakeClock(START_MS)]
    abrehet = make_session(tmp_path / "abrehet", clock=clocks[0])
    noor = make_session(tmp_path / "noor", clock=clocks[1])
    two = Two(made, noor, abrehet, abrehet.organisation, noor.organisation, clocks)
    servers.keep_server(abrehet, Server(urls[0], bytes(32)))
    servers.keep_server(noor, Server(urls[1], bytes(32)))
    two.sync(abrehet, noor)
    raw = invitations.invite(noor, "Abrehet", connect=two.connect)
    joining.start(abrehet, replace(invitations.read_invitation(raw), url=urls[1]), "Abrehet Tesfay")
    syncing.sync_now(abrehet, connect=two.connect)
    two.sync(noor)
    admitting.admit(noor, admitting.pending(noor)[0])
    two.sync()
    yield two
    noor.close()
    two.abrehet.close()
    for server in made.values():
        server.database.close()


def pass_day(two: Two) -> None:
    for clock in (*two.clocks, *(server.api.clock for server in two.servers.values())):
        assert isinstance(clock, FakeClock)
        clock.advance(DAY)


def spaces_of(session: Session, organisation: Id) -> set[Id]:
    rows = session.store.execute("SELECT DISTINCT space FROM log WHERE organisation = ?", (organisation,))
    return {Id(row[0]) for row in rows}


def assert_apart(two: Two) -> None:
    """No space is of both; no server and no colleague holds a commit of the other organisation."""
    mine, theirs = spaces_of(two.abrehet, two.first), spaces_of(two.abrehet, two.second)
    assert mine
    assert theirs
    assert not mine & theirs
    one, other = two.servers
    assert not two.spaces_on(one) & theirs
    assert not two.spaces_on(other) & mine
    assert spaces_of(two.noor, two.first) == set()
    store = two.abrehet.store
    assert len({me.device for me in store.identities.values()}) == 2
    assert len({me.user for me in store.identities.values()}) == 2


def test_one_unlock_and_two_servers_that_know_nothing_of_each_other(two: Two) -> None:
    own, hers = make_family(two.abrehet), make_family(two.noor)
    dossiers.assign(two.noor, hers.space, two.abrehet.store.identities[two.second].user)
    two.sync()
    assert dossiers.household_of(two.abrehet, hers.id) is not None
    assert dossiers.household_of(two.noor, own.id) is None
    assert_apart(two)
    folder, opened = two.abrehet.folder, two.abrehet.opened
    two.abrehet.close()
    two.abrehet = profiles._open(folder, opened, two.clocks[0])
    assert {two.first, two.second} == set(two.abrehet.store.identities)
    for home in (own, hers):
        assert isinstance(dossiers.household_of(two.abrehet, home.id), Household)


def test_what_is_written_in_a_dossier_goes_to_its_own_server(two: Two) -> None:
    hers = make_family(two.noor)
    dossiers.assign(two.noor, hers.space, two.abrehet.store.identities[two.second].user)
    two.sync()
    people.change(two.abrehet, person_called(two.abrehet, hers, "Lina"), alias="Lien")
    two.sync(two.abrehet, two.noor)
    assert person_called(two.noor, hers, "Lina").alias == "Lien"
    own = make_family(two.abrehet)
    reading.note_rows(two.abrehet, [own.id, hers.id])  # both in one unit of work
    assert reading.write(two.abrehet) == 2
    two.sync(two.abrehet, two.noor)
    (entry,) = reading.entries(two.noor, hers.space)
    assert entry.user == two.abrehet.store.identities[two.second].user
    assert_apart(two)


def test_break_glass_in_the_second_organisation(two: Two) -> None:
    hers = make_family(two.noor)
    two.sync()
    (card,) = break_glass.cards(two.abrehet)
    assert (card.dossier, card.responsible) == (hers.space, "Noor de Bruin")
    break_glass.break_glass(two.abrehet, hers.space, REASON, two.connect)
    two.sync(two.noor)
    for session, mine in ((two.abrehet, True), (two.noor, False)):
        (glass,) = break_glass.running(session)
        assert (glass.who, glass.reason, glass.mine) == ("Abrehet Tesfay", REASON, mine)
    assert expiring.is_lent(two.abrehet, hers.space)
    assert_apart(two)
    pass_day(two)
    two.sync(two.abrehet)
    assert dossiers.household_of(two.abrehet, hers.id) is None
