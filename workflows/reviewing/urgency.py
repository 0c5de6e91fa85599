"""What presses among the things that a team qualifies, and why: read from facts, never set by hand."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from mobee_pyr.content.network import Network, network_of
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


def of_dates(network: Network | None, starts: date | None, since: date, day: date) -> Iterator[Reason]:
    """What presses by dates alone: when it begins, and since when it has waited. Lists of things to do ask this too."""
    desk = settings.of(network)
    if starts is not None and starts < day:
        yield Reason("begun")
    elif starts is not None and (starts - day).days <= desk.soon_days:
        yield Reason("begins", (starts - day).days)
    if working_days.after(network, since, desk.long_days) < day:
        yield Reason("long", desk.long_days)


def _reasons(node: Qualified, day: date) -> Iterator[Reason]:
    yield from of_dates(network_of(node), getattr(node, "starts", None), waiting_since(node).date(), day)
    if claims.idle(node, day):
        yield Reason("idle")
    if rounds.of(node).returned is not None:
        yield Reason("completed")
    if eyes.first(node) is not None:
        yield Reason("second")
