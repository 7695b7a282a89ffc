"""What still counts of a device that is out: the last commit its removal names, and what that hangs on.

The removal names commits per space (`last`, docs/formats.md §1). Of a space that it does not name the administrator
could not read it: there whoever brings the commit has judged it. Without `last` nothing counts that comes late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkdesk.core.commit import signing_message
from wijkdesk.core.ids import ZERO, Id
from wijkdesk.server.auth import signed_by
from wijkdesk.sync.receive import Unfit, read_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wijkdesk.server.roster import Device, Roster
    from wijkdesk.sync.ports import Arrived


class Chains:
    """Ancestors of the commits that removals name, out of the log and the push under judgement."""

    def __init__(self, roster: Roster, units: Sequence[bytes]) -> None:
        self._roster = roster
        self._units = units
        self._known: dict[tuple[Id, Id], set[bytes]] = {}

    def counts(self, device: Device, item: Arrived) -> bool:
        """Whether a commit of a device that is out counts, when someone else brings it."""
        if device.last is None:
            return False
        space = Id(item.header.space)
        last = dict(device.last).get(space)
        if last is None:
            return True
        place = (Id(item.header.device), space)
        if place not in self._known:
            self._known[place] = set() if last == ZERO else self._ancestors(device, place, last)
        return item.commit.hash in self._known[place]

    def _ancestors(self, device: Device, place: tuple[Id, Id], last: Id) -> set[bytes]:
        """Hashes from the last one back. A link needs no signature, as hashes prove it; the end of the chain does."""
        before, start = {}, b""
        for commit, digest, prev in self._roster.chain(place):
            before[digest] = prev
            start = digest if commit == last else start
        for item in self._offered(place):
            before.setdefault(item.commit.hash, item.header.prev)
            if not start and item.header.id == last and _signed(device, item):
                start = item.commit.hash
        found: set[bytes] = set()
        while start in before and start not in found:
            found.add(start)
            start = before[start]
        return found

    def _offered(self, place: tuple[Id, Id]) -> Iterable[Arrived]:
        for raw in self._units:
            try:
                unit = read_unit(raw)
            except Unfit:
                continue  # the judge says so, in its turn
            for item in unit:
                if (item.header.device, item.header.space) == place:
                    yield item


def _signed(device: Device, item: Arrived) -> bool:
    return signed_by(device.sign, signing_message(item.commit.hash), item.commit.signature)
