"""Delen en veiligheid without Qt: what is said at each turn, and what really happened."""

from __future__ import annotations

from pathlib import Path

from tests.builders import CHEAP, make_family, make_session, person_called
from tests.fakes import FakeShell, NowJobs
from tests.scenarios.two_laptops import (
    OWN_WORDS,
    START_MS,
    ServerWithoutNetwork,
    World,
    without_network,
)
from tests.ui.both import share_family
from wijkdesk.bench.forging import crafted
from wijkdesk.core.clock import FakeClock
from wijkdesk.core.commit import encode_unit
from wijkdesk.services import dossiers, invitations, joining, people, servers
from wijkdesk.services.servers import Connect, Server, over_https
from wijkdesk.services.session import Session
from wijkdesk.storage.sync_store import SyncStore
from wijkdesk.sync.codes import sentence
from wijkdesk.sync.ports import Refusal
from wijkdesk.ui.sharing.presenter import SharingPresenter
from wijkdesk.ui.sharing.state import State, Step, apart_details, gap_lines, headline, stages, waiting_lines


class Stage:
    """A presenter with fakes around it."""

    def __init__(self, session: Session, connect: Connect = over_https) -> None:
        self.shell, self.shown = FakeShell(), State()
        self.presenter = SharingPresenter(session, NowJobs(), self.shell, self.show, connect)
        self.presenter.load()

    def show(self, state: State) -> None:
        self.shown = state

    @property
    def facts(self):
        assert self.shown.facts is not None
        return self.shown.facts


def test_without_a_server_all_stays_here(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    stage = Stage(session)
    assert headline(stage.facts) == "Er is nog geen server. Alles staat op deze laptop."
    assert [one.step for one in stages(stage.facts)] == [Step.DONE, Step.OPEN, Step.OPEN]
    stage.presenter.share()
    assert stage.shown.busy == ""
    assert stage.facts.escrow_missing
    session.close()


def test_an_address_that_is_none_is_said_beside_the_field(tmp_path: Path) -> None:
    session = make_session(tmp_path)
    stage = Stage(session)
    stage.presenter.typed("geen adres", "")
    stage.presenter.find_server()
    assert "geen adres van een server" in stage.shown.error("url")
    stage.presenter.typed("server.example", "x")
    stage.presenter.find_server()
    assert "toegangscode" in stage.shown.error("founding")
    assert servers.server_of(session) is None
    session.close()


def test_a_server_is_kept_only_after_its_number_was_compared(
    tmp_path: Path, server: ServerWithoutNetwork
) -> None:
    session = make_session(tmp_path)
    stage = Stage(session, without_network(server))
    found = Server(server.url, server.pin)
    stage.presenter._on_found(found)
    assert stage.shown.found == found
    stage.presenter.forget_found()
    assert stage.shown.found is None
    assert servers.server_of(session) is None
    stage.presenter._on_found(found)
    stage.presenter.take_server()
    assert servers.server_of(session) == found
    assert stage.shown.said.endswith("verstuurd, 0 ontvangen.")
    assert headline(stage.facts) == "Alles van jou is gedeeld."
    session.close()


def test_what_waits_is_counted_named_and_sent(world: World) -> None:
    family = make_family(world.noor)
    world.noor_clock.advance(2 * 3_600_000 + 60_000)
    people.change(world.noor, person_called(world.noor, family, "Lina"), alias="L.")
    stage = Stage(world.noor, world.connect)
    assert headline(stage.facts) == (
        "2 wijzigingen staan nog niet op de server. De oudste is van 2 uur geleden."
    )
    assert [(line.what, line.age) for line in waiting_lines(stage.facts)] == [
        ("Huishouden: El Amrani-Vermeer", "2 uur"),
        ("Persoon: Lina Vermeer", "minder dan 1 minuut"),
    ]
    assert stages(stage.facts)[2].words == "2 wachten"
    stage.presenter.share()
    assert stage.shown.said == "2 wijzigingen verstuurd, 0 ontvangen."
    assert waiting_lines(stage.facts) == ()
    stage.presenter.share()
    assert stage.shown.said == "Er was niets nieuws. Alles is gedeeld."


def test_being_offline_is_no_trouble(world: World) -> None:
    stage = Stage(world.noor)
    stage.presenter.share()
    assert stage.shown.said == "Geen verbinding met de server. Alles staat veilig op deze laptop."
    assert stage.shell.troubles == []
    assert stage.shown.busy == ""


def test_a_colleague_is_invited_and_let_in(world: World, tmp_path: Path) -> None:
    stage = Stage(world.noor, world.connect)
    stage.presenter.invite("Marit", tmp_path / "voor marit")
    path = tmp_path / ("voor marit" + invitations.ENDING)
    assert stage.shown.said == f"Uitnodiging bewaard als {path.name}. Geef dit bestand aan Marit."
    assert [one.name for one in stage.facts.invited] == ["Marit"]
    marit, _code = joining.join(
        tmp_path / "marit", OWN_WORDS, "Marit", invitations.read_file(path, START_MS),
        clock=FakeClock(START_MS), strain=CHEAP,
    )  # fmt: skip
    newcomer = Stage(marit, world.connect)
    assert not newcomer.facts.admitted
    newcomer.presenter.share()
    assert newcomer.shown.said == "De beheerder moet je nog toelaten."

    stage.presenter.share()
    (found,) = stage.facts.newcomers
    assert (found.name, found.fingerprint) == ("Marit", newcomer.facts.own_fingerprint)
    stage.presenter.admit(found.key)
    assert stage.shell.toasts == ["Marit is toegelaten."]
    assert stage.facts.newcomers == ()
    assert stage.facts.invited == ()
    newcomer.presenter.share()
    assert newcomer.facts.admitted
    assert newcomer.facts.members[0].name == "Marit (jij)"
    stage.presenter.share()
    assert "Marit" in [one.name for one in stage.facts.members]
    marit.close()


def test_a_stranger_is_refused(world: World, tmp_path: Path) -> None:
    raw = invitations.invite(world.noor, "Marit", connect=world.connect)
    marit, _code = joining.join(
        tmp_path / "marit", OWN_WORDS, "Iemand anders", invitations.read_invitation(raw),
        clock=FakeClock(START_MS), strain=CHEAP,
    )  # fmt: skip
    world.share(marit)
    stage = Stage(world.noor, world.connect)
    stage.presenter.share()
    stage.presenter.turn_away(stage.facts.newcomers[0].key)
    assert stage.shell.toasts == ["Deze laptop is niet toegelaten."]
    assert stage.facts.newcomers == ()
    refused = Stage(marit, world.connect)
    refused.presenter.share()
    assert "niet toegelaten" in refused.shown.said
    assert not refused.facts.admitted
    marit.close()


def test_what_was_set_apart_can_be_looked_at_again_and_saved(world: World, tmp_path: Path) -> None:
    family = make_family(world.noor)
    dossiers.assign(world.noor, family.space, world.abrehet.user)
    world.sync(world.noor, world.abrehet)
    row = person_called(world.noor, family, "Samira").id
    forged = encode_unit([crafted(world.abrehet, family.space, row, actor=world.noor.user)])
    people.change(world.abrehet, person_called(world.abrehet, family, "Sami"), alias="S")
    world.sync(world.abrehet)
    world.share(world.noor, lambda unit: [unit, forged])
    stage = Stage(world.noor, world.connect)
    (item,) = stage.facts.apart
    stage.presenter.offer_again(item.id)
    assert stage.shell.toasts == ["Het klopt nog steeds niet. Het blijft apart staan."]
    stage.presenter.save_apart(item.id, tmp_path / "bewijs")
    assert (tmp_path / "bewijs").read_bytes() == forged
    assert stage.shown.waits == 1
    assert gap_lines(stage.facts) == ()


def test_the_conflicts_are_one_step_away(world: World) -> None:
    stage = Stage(world.noor, world.connect)
    stage.presenter.open_conflicts()
    assert stage.shell.opened == [("conflicts", {})]


def test_a_share_that_is_asked_before_the_first_look_is_not_lost(world: World) -> None:
    people.change(world.noor, person_called(world.noor, make_family(world.noor), "Lina"), calling_name="Lien")
    shell = FakeShell()
    states: list[State] = []
    presenter = SharingPresenter(world.noor, NowJobs(), shell, states.append, world.connect)
    presenter.share()
    assert "verstuurd" in states[-1].said


def test_what_the_server_refused_is_named_and_goes_again_while_the_rest_went(world: World) -> None:
    home = share_family(world)
    people.change(world.noor, person_called(world.noor, home, "Yassin"), alias="Yas")
    store, mine = SyncStore(world.noor.store), world.noor.organisation
    (unit,) = store.outbox(mine, 1, 1 << 20)
    store.refused(mine, unit.key, Refusal((), "too_big", sentence("too_big"), unit.raw))
    people.change(world.noor, person_called(world.noor, home, "Lina"), alias="Lien")
    presenter = SharingPresenter(world.noor, NowJobs(), FakeShell(), lambda _state: None, world.connect)
    presenter.load()
    facts = presenter.state.facts
    assert facts is not None
    (item,) = facts.apart
    assert ("Wat", "Persoon: Yassin Vermeer") in apart_details(facts, item)
    presenter.share()
    assert [line.id for line in presenter.state.facts.apart] == [item.id]
    presenter.offer_again(item.id)
    assert presenter.state.facts.apart == ()
    world.sync(world.abrehet)
    assert person_called(world.abrehet, home, "Yassin").alias == "Yas"
    assert person_called(world.abrehet, home, "Lina").alias == "Lien"


def test_what_a_server_withheld_is_said(world: World) -> None:
    home = share_family(world)
    lina = person_called(world.abrehet, home, "Lina")
    people.change(world.abrehet, lina, alias="Lien")
    world.sync(world.abrehet)
    world.share(world.noor, lambda _unit: [])
    people.change(world.abrehet, lina.with_(alias="Lien"), alias="Lientje")
    world.sync(world.abrehet, world.noor)
    presenter = SharingPresenter(world.noor, NowJobs(), FakeShell(), lambda _state: None, world.connect)
    presenter.load()
    assert presenter.state.facts is not None
    assert gap_lines(presenter.state.facts) == (
        "Er ontbreekt iets van de laptop van Abrehet Tesfay bij El Amrani-Vermeer.",
    )
