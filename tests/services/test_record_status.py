"""Typed, saved, at the server: true for a record and a dossier, also after the server was put back or said no."""

from __future__ import annotations

from tests.builders import make_family, person_called
from tests.scenarios.two_laptops import World
from tests.ui.both import share_family
from wijkdesk.services import drafts, people, practice, record_status
from wijkdesk.services.record_status import Status
from wijkdesk.storage.sync_store import SyncStore
from wijkdesk.sync.codes import sentence
from wijkdesk.sync.ports import Refusal


def test_from_typing_to_the_server(world: World) -> None:
    home = share_family(world)
    lina = person_called(world.noor, home, "Lina")
    assert record_status.of_dossier(world.noor, home.space) is Status.SHARED
    drafts.keep(world.noor, home.space, "person", lina.id, "alias", "L", shown=lina)
    assert record_status.of_row(world.noor, lina.id) is Status.HERE
    assert record_status.of_dossier(world.noor, home.space) is Status.HERE
    people.change(world.noor, lina, alias="Lien")
    drafts.drop(world.noor, [lina.id], "alias")
    assert record_status.of_row(world.noor, lina.id) is Status.SAVED
    assert record_status.of_dossier(world.noor, home.space) is Status.SAVED
    assert record_status.of_row(world.noor, person_called(world.noor, home, "Sami").id) is Status.SHARED
    world.sync(world.noor)
    assert record_status.of_row(world.noor, lina.id) is Status.SHARED
    assert [Status.HERE.words, Status.SAVED.words, Status.SHARED.words] == [
        "Op deze laptop", "Opgeslagen", "Gesynchroniseerd",
    ]  # fmt: skip


def test_after_the_server_was_put_back(world: World) -> None:
    """What a colleague wrote may be gone there as well, until one of both gave it back."""
    home = share_family(world)
    sami = person_called(world.abrehet, home, "Sami")
    people.change(world.abrehet, sami, alias="Sam")
    world.sync(world.abrehet, world.noor)
    assert record_status.of_row(world.noor, sami.id) is Status.SHARED
    store, mine = SyncStore(world.noor.store), world.noor.organisation
    store.reoffer(mine, store.cursor(mine).epoch, 0)
    assert record_status.of_row(world.noor, sami.id) is Status.SAVED
    world.sync(world.noor)
    assert record_status.of_row(world.noor, sami.id) is Status.SHARED


def test_what_the_server_refused_is_not_there(world: World) -> None:
    home = share_family(world)
    lina = person_called(world.noor, home, "Lina")
    people.change(world.noor, lina, alias="Lien")
    store, mine = SyncStore(world.noor.store), world.noor.organisation
    (unit,) = store.outbox(mine, 1, 1 << 20)
    store.refused(mine, unit.key, Refusal((), "too_big", sentence("too_big"), unit.raw))
    world.sync(world.noor)
    assert record_status.of_row(world.noor, lina.id) is Status.SAVED
    assert record_status.of_dossier(world.noor, home.space) is Status.SAVED
    store.offer_again(unit.key)
    world.sync(world.noor)
    assert record_status.of_dossier(world.noor, home.space) is Status.SHARED


def test_what_never_goes_is_saved(world: World) -> None:
    home = practice.make(world.noor)[0]
    assert record_status.of_dossier(world.noor, home.space) is Status.SAVED
    assert record_status.of_row(world.noor, home.id) is Status.SAVED
    assert make_family(world.noor).space != home.space
