"""A hundred thousand missions: made, indexed anew, searched, their rights read; in seconds, and beside the floor."""

import time
from collections.abc import Callable
from pathlib import Path

from tests.bench import reading, rights, served

SEARCHES = ("search", "search_rendered")


def measure(data: Path, size: int, floor_port: int) -> dict[str, float]:
    """What is asked at that size; for the start and the memory nothing is, so their names have no target."""
    figures = {
        "demo_s": _seconds(lambda: served.grow(data, size)),
        "rebuild_s": _seconds(lambda: served.command("index", "rebuild", "--data", str(data))),
        "start_s": served.start_seconds(data),
    }
    with served.mobee(data) as (port, _started, process):
        figures |= {name: ratio for name, ratio in reading.figures(port, floor_port).items() if name in SEARCHES}
        figures |= rights.figures(port, floor_port)
        figures["held_mb"] = served.most_memory_mb(process)
    return figures


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
