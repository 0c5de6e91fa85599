"""A feed that a network follows: its address is data; what was read last is told with it."""

from datetime import datetime, timedelta
from typing import NamedTuple

EVERY = timedelta(hours=6)
"""Between two looks at a feed (API Engagement's own rhythm)."""

LONGEST = 2000
"""Characters of an address."""


class Followed(NamedTuple):
    """``kind`` is a form of feed. ``etag`` and ``changed`` are what its server said of what was read last; ``counts``: how many were
    created, updated, unchanged, refused, closed; ``fault``: why the last look failed (a text to translate, filled from ``about``), empty
    when it did not.
    """

    kind: str
    url: str
    who: str | None = None
    etag: str = ""
    changed: str = ""
    looked: datetime | None = None
    counts: tuple[tuple[str, int], ...] = ()
    fault: str = ""
    about: tuple[tuple[str, str], ...] = ()

    def due(self, now: datetime) -> bool:
        """Is it time to look again?"""
        return self.looked is None or now - self.looked >= EVERY
