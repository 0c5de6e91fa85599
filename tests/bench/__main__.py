"""Prints one line a figure, ``bench: NAME VALUE target TARGET ok|short``; exits 1 if any is short.

    python -m tests.bench [SIZE…]      sizes in missions, 1,000 and 10,000 unless said otherwise; then, if none is said, 100,000 in part

Lines that begin with ``also:`` have no target: they tell what the figures rest on.
"""

import gzip
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.bench import announcing, contents, deciding, disk, matching, opening, reading, rights, scale, served, writing
from tests.bench.client import Client

SIZES = (1_000, 10_000)
SCALE = 100_000
STARTS = 3
OPEN = 10_000
"""Things that wait for whoever answers from À traiter."""
CHILDREN = 10_000
"""What stands in one organisation, whose référent looks through its table."""
AT_LEAST = {
    "page": 0.40,
    "page_signed_in": 0.30,
    "listing": 0.25,
    "search": 0.20,
    "sharing_rendered": 0.125,
    "contents": 0.125,
    "apply_1": 100.0,
    "apply_4": 100.0,
    "decide_1": 100.0,
    "decide_4": 100.0,
}
AT_SCALE = {"search": 0.10}
"""With a hundred thousand missions: half of what is asked with ten thousand."""

AT_MOST = {
    "demo_s": 900.0,
    "rebuild_s": 180.0,
    "beside_ms": 250.0,
    "weight_kb": 20.0,
    "match": 50.0,
    "open_network_ms": 1000.0,
    "cold_start_s": 2.5,
    "memory_mb": 200.0,
}
LEVEL = 0.95
"""Four clients in sum are no slower than one: so much of its rate at least, measured in turns with it."""


def measure(size: int, folder: Path, floor_port: int) -> dict[str, float]:
    """All figures at one size."""
    data = folder / f"site-{size}"
    served.grow(data, size)
    for mail in writing.VOLUNTEERS:
        served.add_person(data, mail)
    starts = [served.start_seconds(data) for _start in range(STARTS)]
    before = writing.applications(data)
    with served.mobee(data) as (port, _seconds, process):
        figures = reading.figures(port, floor_port) | rights.figures(port, floor_port)
        figures["weight_kb"] = weight_kb(port)
        figures["match"] = matching.milliseconds(port)
        figures["open_network_ms"] = opening.milliseconds(port)
        written, made = writing.figures(port)
        figures |= written
        figures["memory_mb"] = served.most_memory_mb(process)
    figures["cold_start_s"] = median(starts)
    kept = writing.applications(data) - before
    assert kept == made, f"{made} applications were acknowledged, {kept} are in the tree"
    served.check(data)
    print(f"also: applications@{size} {made} acknowledged, {kept} in the tree afterwards", flush=True)
    return figures


def weight_kb(port: int) -> float:
    """The heaviest of the pages that everybody meets, compressed."""
    visitor = Client(port)
    mission = reading.missions(visitor, pages=1)[0]
    paths = ("/", "/bourse", "/bourse?words=musee", "/culture", mission.rpartition("/")[0], mission)
    return max(len(gzip.compress(visitor.page(path))) for path in paths) / 1000


def tell(size: int, figures: dict[str, float]) -> bool:
    """Print; was any short?"""
    short = False
    targets = AT_LEAST | (AT_SCALE if size >= SCALE else {}) | AT_MOST
    if "apply_1" in figures:
        targets = targets | {"apply_4": max(AT_LEAST["apply_4"], LEVEL * figures["apply_1"])}
    for name, value in sorted(figures.items(), key=lambda figure: [*targets, figure[0]].index(figure[0])):
        if name not in targets:
            print(f"also: {name}@{size} {value:.2f}", flush=True)
            continue
        well = value <= targets[name] if name in AT_MOST else value >= targets[name]
        short = short or not well
        print(f"bench: {name}@{size} {value:.2f} target {targets[name]:.4g} {'ok' if well else 'short'}", flush=True)
    return short


def main() -> int:
    """Measure, print, judge."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    with tempfile.TemporaryDirectory(prefix="mobee-bench-") as name, served.floor(Path(name)) as floor_port:
        print(f"also: fsync {disk.fsync_ms(Path(name)):.2f} ms", flush=True)
        short = [tell(size, measure(size, Path(name), floor_port)) for size in sizes]
        short.append(tell(OPEN, deciding.measure(Path(name), OPEN)))
        short.append(tell(CHILDREN, contents.measure(Path(name), CHILDREN, floor_port)))
        if not sys.argv[1:]:
            short.append(tell(SCALE, scale.measure(Path(name) / "scale", SCALE, floor_port)))
            short.append(tell(SCALE, announcing.measure(Path(name) / "announcing", SCALE)))
    return int(any(short))


if __name__ == "__main__":
    sys.exit(main())
