"""One mission published in front of a hundred thousand people who wish to be told: how long others wait while their letters are written."""

import time
from pathlib import Path
from typing import Any

from mobee_pyr.commands.data_folder import DataFolder
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.site import Site
from mobee_pyr.passwords import DEMONSTRATION
from tests.bench import listening, served
from tests.bench.client import Client

MISSION = "/culture/pierres-vivantes/charpente-ancienne"
PATIENCE = 150
"""Seconds in which the letters must have begun to leave."""

AFTERWARDS = 15
"""Seconds for which others are still watched from then on."""


def measure(data: Path, people: int) -> dict[str, float]:
    """Milliseconds that somebody's deed takes meanwhile (a mission made a favourite, and none again): half of them, all but 5 %, all."""
    served.grow(data, 0)
    with DataFolder(data).changing() as run:
        listening.in_steps(run, people)
        run(lambda site: listening.publish(site, _body(site), "Charpente ancienne"))
    with served.mobee(data) as (port, _seconds, _process):
        taken = _watch(port, data)
    told = _told(data)
    assert told, "nobody was told"
    print(f"also: letters@{people} {told}", flush=True)
    return {"beside_median_ms": taken[len(taken) // 2], "beside_ms": taken[int(len(taken) * 0.95)], "beside_worst_ms": taken[-1]}


def _watch(port: int, data: Path) -> list[float]:
    """The times of one deed after the other, from before the first letter to some seconds after it, in order."""
    client = Client(port)
    client.sign_in("jeanne@example.org", DEMONSTRATION)
    token, taken, end = client.token("/profile-wishes"), [], time.monotonic() + PATIENCE
    before, seen = _mails(data), False
    while time.monotonic() < end:
        if not seen and _mails(data) > before:
            seen, taken, end = True, taken[-20:], time.monotonic() + AFTERWARDS
        begun = time.perf_counter()
        status = client.post(f"{MISSION}/favourite", csrf_token=token, keep="no" if len(taken) % 2 else "yes")
        taken.append((time.perf_counter() - begun) * 1000)
        assert status == 303, status
        client.page(MISSION)
    return sorted(taken)


def _mails(data: Path) -> int:
    return len(list((data / "mail").iterdir()))


def _told(data: Path) -> int:
    with DataFolder(data).reading() as site:
        return 0 if site.alerts is None else sum(told.people for told in site.alerts.told.values())


def _body(site: Site) -> Organisation:
    found: Any = site["culture"]["pierres-vivantes"]
    assert isinstance(found, Organisation)
    return found
