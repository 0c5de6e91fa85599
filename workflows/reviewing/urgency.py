"""What presses among the things that a team qualifies, and why: read from facts, never set by hand."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from mobee_pyr.content.network import network_of
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.workflows.procedures import working_days
from mobee_pyr.workflows.reviewing import claims, eyes, rounds, settings
from mobee_pyr.workflows.todo import waiting_since

RANKS = {"begun": 0, "begins": 0, "long": 1, "idle": 1, "completed": 2, "second": 2}
"""The reasons, and how much each presses: 0 the most."""


class Reason(NamedTuple):
    """Why it presses: a key of `RANKS`; ``days``: in how many it begins, or for how many worked ones at least it has waited."""

    name: str
    days: int = 0


def reasons(node: Qualified, day: date) -> list[Reason]:
    """All that makes it press, the most pressing first."""
    return sorted(_reasons(node, day), key=lambda reason: RANKS[reason.name])


def most_pressing_first(nodes: Iterable[Qualified], day: date) -> list[Qualified]:
    """By what presses, then by how long it has waited."""
    calm = max(RANKS.values()) + 1
    return sorted(nodes, key=lambda node: (min((RANKS[r.name] for r in _reasons(node, day)), default=calm), waiting_since(node)))


def _reasons(node: Qualified, day: date) -> Iterator[Reason]:
    network = network_of(node)
    desk, starts = settings.of(network), getattr(node, "starts", None)
    if starts is not None and starts < day:
        yield Reason("begun")
    elif starts is not None and (starts - day).days <= desk.soon_days:
        yield Reason("begins", (starts - day).days)
    if working_days.after(network, waiting_since(node).date(), desk.long_days) < day:
        yield Reason("long", desk.long_days)
    if claims.idle(node, day):
        yield Reason("idle")
    if rounds.of(node).returned is not None:
        yield Reason("completed")
    if eyes.first(node) is not None:
        yield Reason("second")
