"""How often one laptop, and one address, may ask: token buckets in the memory of this process.

They guard against a laptop gone wild and against strangers, not against a determined crowd. Nothing right depends on
them, so each server process has its own; what one address or laptop does is forgotten once its bucket is full again.
"""

from __future__ import annotations

import ipaddress
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BURST_S: Final = 10  # a bucket holds as many requests as come in at its rate in these seconds
MOST: Final = 20_000  # buckets kept; beyond it the one used longest ago goes


class Buckets:
    """A bucket for each key, filled at `rate` a second; rate 0 = no limit. For one thread (the server's loop)."""

    def __init__(self, rate: float, most: int = MOST, now: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._most = most
        self._now = now
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # key -> requests left, and when

    def wait(self, key: str) -> float:
        """Take one request of this key's: 0 when it may go on, else the seconds until it may."""
        if not self._rate:
            return 0.0
        now, full = self._now(), self._rate * BURST_S
        left, at = self._left.pop(key, (full, now))
        left = min(full, left + (now - at) * self._rate)
        short = max(0.0, 1 - left)
        self._left[key] = (left if short else left - 1, now)
        if len(self._left) > self._most:
            self._left.popitem(last=False)
        return short / self._rate

    def __len__(self) -> int:
        return len(self._left)


class Limits:
    """The limits of a server: `device` and `address` in requests a second, 0 = none."""

    def __init__(self, device: float, address: float, now: Callable[[], float] = time.monotonic) -> None:
        self._devices = Buckets(device, now=now)
        self._addresses = Buckets(address, now=now)

    def wait(self, address: str, headers: Mapping[str, str], query: Mapping[str, str]) -> float:
        """Seconds to wait, 0 = go on. Nobody is known yet: a laptop is its id at its address, so that a stranger
        who names it elsewhere cannot use up its turn."""
        place = network(address)
        named = headers.get("wijkdesk-device") or query.get("device", "")
        return self._addresses.wait(place) or self._devices.wait(f"{place} {named[:32]}")


def network(address: str) -> str:
    """What counts as one address: with IPv6 the /64 that one line gets."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False))
