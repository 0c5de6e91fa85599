"""A turn of the bench: people who each do their share of so many deeds at once."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Protocol


class Doer(Protocol):
    """Counts what it got through."""

    made: int


def rate(people: Sequence[Doer], deeds: Sequence[Callable[[int], None]], times: int) -> float:
    """Deeds a second, all of them acknowledged: each of ``deeds`` is one person's, and is asked for their share of ``times``."""
    threads = [threading.Thread(target=deed, args=(times // len(deeds),)) for deed in deeds]
    before, begun = sum(person.made for person in people), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    assert sum(person.made for person in people) - before == times, "a client failed"
    return times / seconds
