"""A laptop that brings an administrator's statement about itself: one put back from a backup (docs/protocol.md §6)."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from wijkdesk.core.commit import Malformed
from wijkdesk.server.judge import read_control
from wijkdesk.server.statements import apply_attested
from wijkdesk.sync.receive import Unfit, check_place, read_unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wijkdesk.core.ids import Id
    from wijkdesk.server.roster import Roster

MOST = 8  # units looked at: a laptop introduces itself once


@contextmanager
def introduced(roster: Roster, device: Id, units: Sequence[bytes]) -> Iterator[None]:
    """Within, the roster knows this laptop if these units introduce it; the judge weighs them anew afterwards.

    A laptop that is known, in or out, is not touched: whoever was put out stays out.
    """
    try:
        if roster.devices.get(device) is None:
            for raw in units[:MOST]:
                with suppress(Unfit, Malformed):  # the judge says so, in its turn
                    _introduce(roster, device, raw)
        yield
    finally:
        roster.drop()


def _introduce(roster: Roster, device: Id, raw: bytes) -> None:
    unit = read_unit(raw)
    check_place(unit, roster.organisation)
    for item in unit:
        if item.header.control and item.header.device == device:
            control = read_control(item)
            if control.op == "DEVICE" and control.fields.get("device") == device:
                apply_attested(roster, control, 0)
