"""Counts arrivals beside the requests: no cookie, no address, nothing written while somebody waits for a page.

A link says how it travels (``?via=poster``). The word is taken off the address before the page is asked for, so that a page is
kept once for all ways and leads on without it. What was counted stays in the process and is written once a minute, each mission's
numbers beside the mission: a process that is killed loses a minute of them, which is tolerable.
"""

import re
import threading
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from mobee_pyr.content import arrivals
from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.site import Site
from mobee_pyr.database import with_site
from mobee_pyr.rounds import Rounds
from mobee_pyr.workflows import access

EVERY = 60.0
"""Seconds between two writings: each one empties the shelf of kept pages, so it should be rare."""

MOST = 10_000
"""Different numbers that wait; beyond that nothing new is counted until they are written."""

ATTEMPTS = 3

MACHINE = re.compile(r"bot|crawl|spider|preview|facebookexternalhit|whatsapp|mastodon|curl|wget|python-", re.IGNORECASE)
"""Programs that fetch a link to show what is behind it, or to list it, as they call themselves."""

Key = tuple[int, date, str]
"""A mission's oid, the day, the source."""


class Arrivals:
    """What this process counted and has not written yet."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counted: Counter[Key] = Counter()

    def note(self, oid: int, day: date, source: str) -> None:
        """One more."""
        with self._lock:
            if (oid, day, source) in self._counted or len(self._counted) < MOST:
                self._counted[oid, day, source] += 1

    def write(self, database: Any) -> int:
        """Put all that was counted beside its missions, in one short transaction; give how many arrivals that were."""
        with self._lock:
            counted, self._counted = self._counted, Counter()
        return cast(int, with_site(database, lambda site: _written(site, counted), ATTEMPTS)) if counted else 0


def _written(site: Site, counted: Counter[Key]) -> int:
    for (oid, day, source), number in counted.items():
        mission = site.node(oid)
        if isinstance(mission, Mission):
            arrivals.count(mission, day, source, number)
    return counted.total()


class Writer(Rounds):
    """Writes now and then, and once more at the end; a minute that cannot be written is not counted."""

    def __init__(self, counted: Arrivals, database: Any, every: float = EVERY) -> None:
        super().__init__("arrivals", every, every)
        self._counted, self._database = counted, database

    def look(self) -> None:
        """Write what was counted."""
        self._counted.write(self._database)

    def run(self) -> None:
        """Until `stop`."""
        super().run()
        self.looked()


def tween(handler: Callable[[Request], Response], registry: Any) -> Callable[[Request], Response]:
    """Take the word off the address, let the page be answered, then count."""

    def counting(request: Request) -> Response:
        source = _taken_off(request) if request.method == "GET" and f"{arrivals.VIA}=" in request.query_string else None
        response = handler(request)
        if source in arrivals.SOURCES and response.status_code in (200, 304) and _counts(request):
            registry.arrivals.note(request.context.oid, request.today, source)
        return response

    return counting


def _taken_off(request: Request) -> str:
    said = parse_qsl(request.query_string, keep_blank_values=True)
    request.environ["QUERY_STRING"] = urlencode([(name, value) for name, value in said if name != arrivals.VIA])
    return dict(said).get(arrivals.VIA, "")


def _counts(request: Request) -> bool:
    """A mission's own page, read by people who do not run it themselves."""
    mission = getattr(request, "context", None)
    if not isinstance(mission, Mission) or request.view_name or MACHINE.search(request.user_agent or ""):
        return False
    return request.person is None or not access.permits(request.reader, Permission.EDIT, mission)


def includeme(config: Configurator) -> None:
    """Within the request's transaction, which reads who asks, and around the page."""
    config.registry.arrivals = Arrivals()
    config.add_tween("mobee_pyr.arrivals.tween", under="pyramid_tm.tm_tween_factory")
