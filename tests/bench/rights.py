"""*Partage* as somebody who runs a network asks for it, beside the floor; and what closing an organisation would hide, in milliseconds."""

import time
from itertools import count, cycle
from statistics import median

from mobee_pyr.passwords import DEMONSTRATION
from tests.bench.client import Client, rate
from tests.bench.reading import FLOOR_PAGE, ROUNDS, SECONDS, missions

PAGES = 2
"""Pages of the list from which missions are taken."""
TRIED = 5
"""Organisations whose closing is tried."""


def figures(port: int, floor_port: int) -> dict[str, float]:
    """``sharing``: the page asked for again; ``sharing_rendered``: each time at an address that was never asked for."""
    visitor, manager, bare = Client(port), Client(port), Client(floor_port)
    manager.sign_in("claire@example.org", DEMONSTRATION)
    pages = missions(visitor, PAGES, "network=culture")
    again, anew, floor = cycle(pages), count(), count()
    for page in pages:
        manager.page(f"{page}/sharing")
    kept, rendered = [], []
    for _round in range(ROUNDS):
        bottom = rate(lambda: bare.page(FLOOR_PAGE.format(next(floor) % 1000)), SECONDS)
        kept.append(rate(lambda: manager.page(f"{next(again)}/sharing"), SECONDS) / bottom)
        rendered.append(rate(lambda: manager.page(f"{next(again)}/sharing?n={next(anew)}"), SECONDS) / bottom)
    bodies = list(dict.fromkeys(page.rpartition("/")[0] for page in pages))[:TRIED]
    return {
        "sharing": median(kept),
        "sharing_rendered": median(rendered),
        "foresee_ms": median(_milliseconds(manager, body) for body in bodies),
    }


def _milliseconds(manager: Client, body: str) -> float:
    begun = time.perf_counter()
    assert b"notice-info" in manager.page(f"{body}/sharing-private")
    return (time.perf_counter() - begun) * 1000
