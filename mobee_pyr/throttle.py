"""Slows down whoever tries many passwords or has many mails sent: so many deeds in so many seconds, per key."""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

LIMITS = {"sign-in": (10, 300), "sign-in-address": (100, 300), "mail": (5, 3600), "mail-address": (30, 3600)} | {
    "message": (30, 3600),
    "message-address": (100, 3600),
    "share": (5, 3600),
    "share-address": (20, 3600),
    "export": (60, 3600),
    "export-address": (300, 3600),
    "upload": (40, 3600),
    "upload-address": (200, 3600),
}
"""Purpose → (how many, in how many seconds). ``…-address`` counts by network address, the others by account."""

REMEMBERED = 50_000
"""Keys. The oldest are forgotten first, so that memory is bounded."""


class Throttled(Exception):
    """Too many: try again in ``seconds``."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Throttle:
    """Counts in memory, per process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._seen: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def count(self, purpose: str, key: str) -> None:
        """Note one more. Raises `Throttled` when it is one too many."""
        most, seconds = LIMITS[purpose]
        moment = self._clock()
        with self._lock:
            times = self._seen.setdefault((purpose, key), deque())
            self._seen.move_to_end((purpose, key))
            while times and times[0] <= moment - seconds:
                times.popleft()
            if len(times) >= most:
                raise Throttled(int(times[0] + seconds - moment) + 1)
            times.append(moment)
            while len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)

    def forgive(self, purpose: str, key: str) -> None:
        """Forget what was counted: the right password was given."""
        with self._lock:
            self._seen.pop((purpose, key), None)
