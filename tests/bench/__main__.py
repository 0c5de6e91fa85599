"""Prints one line a figure, ``bench: NAME VALUE target TARGET ok|short``; exits 1 if any is short.

The floor and mobee are measured in turn, several rounds, and the medians compared.
"""

import gzip
import re
import sys
import tempfile
from itertools import cycle
from pathlib import Path
from statistics import median

from mobee_pyr.passwords import DEMONSTRATION
from tests.bench import served
from tests.bench.client import Client, rate, rate_together

SIZES = (1000, 10000)
ROUNDS = 5
SECONDS = 1.0
AT_LEAST = {"page": 0.40, "page_signed_in": 0.30, "listing": 0.25, "search": 0.20, "apply_1": 100.0, "apply_4": 100.0}
AT_MOST = {"weight_kb": 20.0, "cold_start_s": 2.5, "memory_mb": 200.0}
FLOOR_PAGE = "/network/organisation/mission-{}"
QUESTIONS = ("atelier+jardin", "velo+quartier", "musee+lyon", "riviere+planter")
FILTERS = "&domain=culture&mode=on_site"


def measure(size: int, folder: Path, floor_port: int) -> dict[str, float]:
    """All figures at one size."""
    data = folder / f"site-{size}"
    served.grow(data, size)
    with served.mobee(data) as (_port, _first, _process):
        pass
    with served.mobee(data) as (port, cold, process):
        figures = _reading(port, floor_port)
        figures["cold_start_s"] = cold
        figures |= _writing(port)
        figures["memory_mb"] = served.memory_mb(process)
    return figures


def _reading(port: int, floor_port: int) -> dict[str, float]:
    visitor, known, bare = Client(port), Client(port), Client(floor_port)
    known.sign_in("jeanne@example.org", DEMONSTRATION)
    missions = _missions(visitor)
    works = {
        "floor": lambda number: bare.get(FLOOR_PAGE.format(number % 1000)),
        "page": lambda number: visitor.get(missions[number % len(missions)]),
        "page_signed_in": lambda number: known.get(missions[number % len(missions)]),
        "listing": lambda number: visitor.get(f"/bourse?page={number % 20 + 1}"),
        "search": lambda number: visitor.get(f"/bourse?words={QUESTIONS[number % len(QUESTIONS)]}{FILTERS}&page={number % 3 + 1}"),
    }
    rates: dict[str, list[float]] = {name: [] for name in works}
    for _round in range(ROUNDS):
        for name, work in works.items():
            rates[name].append(rate(work, SECONDS))
    floor = median(rates.pop("floor"))
    print(f"floor: {floor:.0f} requests/s", flush=True)
    figures = {name: median(found) / floor for name, found in rates.items()}
    figures["weight_kb"] = max(len(gzip.compress(visitor.get(path)[1])) for path in (missions[0], "/bourse", "/")) / 1000
    return figures


def _writing(port: int) -> dict[str, float]:
    """Transitions by one client, then by four: each withdraws and renews an application of its own."""
    clients = []
    for name in ("lea", "karim", "noe", "jeanne"):
        client = Client(port)
        client.sign_in(f"{name}@example.org", DEMONSTRATION)
        clients.append(_deciding(client, _application(client)))
    return {"apply_1": rate(clients[0], SECONDS * 3), "apply_4": rate_together(clients, SECONDS * 3)}


def _application(client: Client) -> str:
    """The address of an application of the client's own that can be withdrawn."""
    pages = re.findall(r'href="(/[a-z0-9-]+/[a-z0-9-]+/[a-z0-9-]+/[a-z0-9-]+)"', client.get("/my-space")[1].decode())
    return next(
        page for page in pages if 'value="withdraw"' in client.get(page)[1].decode() or "name=withdraw" in client.get(page)[1].decode()
    )


def _deciding(client: Client, page: str):  # type: ignore[no-untyped-def]
    token, names = client.token(f"{page}/transition?name=withdraw"), cycle(("withdraw", "apply_again"))

    def work(_number: int) -> None:
        status = client.post(f"{page}/transition", csrf_token=token, name=next(names), reason="")
        assert status == 303, f"{page}: {status}"

    return work


def _missions(visitor: Client) -> list[str]:
    found: list[str] = []
    for number in range(1, 4):
        body = visitor.get(f"/bourse?page={number}")[1].decode()
        found += re.findall(r'href="(/[a-z0-9-]+/[a-z0-9-]+/[a-z0-9-]+)"', body)
    return list(dict.fromkeys(found))


def main() -> int:
    """Measure, print, judge."""
    short = False
    with tempfile.TemporaryDirectory(prefix="mobee-bench-") as name, served.floor(Path(name)) as floor_port:
        for size in SIZES:
            for figure, value in measure(size, Path(name), floor_port).items():
                target = AT_LEAST.get(figure) or AT_MOST[figure]
                well = value >= target if figure in AT_LEAST else value <= target
                short = short or not well
                print(f"bench: {figure}@{size} {value:.2f} target {target:g} {'ok' if well else 'short'}", flush=True)
    return int(short)


if __name__ == "__main__":
    sys.exit(main())
