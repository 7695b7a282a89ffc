"""Which threads did a test leave running?"""

import threading
import time

GRACE_SECONDS = 1.0


class ThreadLeaks:
    """Remembers the threads there were; `found` names newer ones that do not end within the grace."""

    def __init__(self) -> None:
        self._before = set(threading.enumerate())

    def found(self) -> list[str]:
        end = time.monotonic() + GRACE_SECONDS
        for thread in self._newer():
            thread.join(max(0.0, end - time.monotonic()))
        return [thread.name for thread in self._newer()]

    def _newer(self) -> list[threading.Thread]:
        return [t for t in threading.enumerate() if t not in self._before and not t.name.startswith("Dummy-")]
