"""A wrong clock orders nothing wrongly: the hybrid clock goes on after what it saw (I10)."""

from __future__ import annotations

from tests.builders import reopen
from tests.storage.sample import note, rewrite, text_of
from wijkdesk.core.clock import FakeClock, hlc_ms
from wijkdesk.core.ids import Id
from wijkdesk.services.session import Session
from wijkdesk.storage import history

YEAR_MS = 365 * 24 * 3600 * 1000


def test_a_clock_set_back_a_year_still_orders(session: Session, space: Id, clock: FakeClock) -> None:
    record = note(session, space, "eerst")
    clock.advance(-YEAR_MS)
    rewrite(session, record.id, "daarna")
    again = reopen(session)
    try:
        rewrite(again, record.id, "het laatst")
        assert text_of(again, record.id) == "het laatst"
        stamps = [row[0] for row in again.store.execute("SELECT hlc FROM log ORDER BY no")]
        assert stamps == sorted(stamps)
        assert len(set(stamps)) == len(stamps)
    finally:
        again.close()


def test_a_clock_ahead_is_gone_on_from(session: Session, space: Id, clock: FakeClock) -> None:
    clock.advance(YEAR_MS)
    record = note(session, space, "volgend jaar")
    clock.advance(-YEAR_MS)
    rewrite(session, record.id, "nu")
    assert text_of(session, record.id) == "nu"
    assert hlc_ms(session.store.hlc.last) >= clock.ms + YEAR_MS


def test_shown_time_is_the_wall_clock_not_the_order(session: Session, space: Id, clock: FakeClock) -> None:
    record = note(session, space, "toen")
    clock.advance(-YEAR_MS)
    rewrite(session, record.id, "terug in de tijd")
    walls = [version.wall for version in history.versions(session.store, record.id)]
    assert walls == [clock.ms + YEAR_MS, clock.ms]
