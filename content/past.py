"""What a node said before, rebuilt backwards from its journal: the only memory there is (decision 31).

An edit keeps, for each answer that changed, what stood there before and what stands there since: a list of two; two long texts
as one compressed whole. Who keeps names alone (``names``: a volunteer's profile) keeps nothing that could be rebuilt.
"""

import zlib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from mobee_pyr.content import journal
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.merging import merge
from mobee_pyr.content.node import Node

EDITS = frozenset(("edited", "imported"))
"""The deeds that tell of answers."""

UNDOES, BACK_TO = "undoes", "back_to"
"""What a deed says when it takes another one back, or puts back what stood there after another one: its number."""

LONG = 400
"""Characters of two texts together beyond which they are compressed: what both share is then kept once."""

BETWEEN = "\N{NULL}"


def kept(before: Any, after: Any) -> Any:
    """A change as the journal keeps it: plain data that can be read years later, and exactly."""
    if isinstance(before, str) and isinstance(after, str) and len(before) + len(after) > LONG and BETWEEN not in before + after:
        return zlib.compress(f"{before}{BETWEEN}{after}".encode(), 9)
    return [told(before), told(after)]


def pair(change: Any) -> tuple[Any, Any] | None:
    """What stood there before, and after; ``None`` for a detail that is no change."""
    if isinstance(change, bytes):
        before, _between, after = zlib.decompress(change).decode().partition(BETWEEN)
        return before, after
    return (change[0], change[1]) if isinstance(change, list | tuple) and len(change) == 2 else None


def changes(deed: Deed) -> dict[str, tuple[Any, Any]]:
    """The answers that an edit changed, where the journal keeps them."""
    return {name: both for name, change in deed.details.items() if (both := pair(change)) is not None}


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The details of an edit: each answer that changed."""
    return {name: kept(before.get(name), value) for name, value in after.items() if before.get(name) != value}


def as_of(node: Node, now: Mapping[str, Any], number: int) -> dict[str, Any]:
    """The answers as they stood once deed ``number`` was done, from what they are ``now``."""
    then = dict(now)
    for _number, deed in after(node, number):
        if deed.what in EDITS:
            then |= {name: as_answer(now[name], before) for name, (before, _after) in changes(deed).items() if name in now}
    return then


def without(node: Node, now: Mapping[str, Any], number: int) -> tuple[dict[str, Any], list[str]]:
    """The answers as they would stand if one edit had not been made, and the names of those that later edits do not let go of."""
    wanted, held = dict(now), []
    for name, (former, made) in changes(node.journal[number]).items():
        if name not in now:
            continue
        former, made = (as_answer(now[name], value) for value in (former, made))
        if now[name] == made:
            wanted[name] = former
            continue
        prose = all(isinstance(value, str) and " " in value for value in (made, now[name], former))
        merged = merge(made, now[name], former) if prose else None
        if merged is not None and merged.clean:
            wanted[name] = merged.text
        elif now[name] != former:
            held.append(name)
    return wanted, held


def after(node: Node, number: int) -> Iterator[tuple[int, Deed]]:
    """What was done since a deed, the latest first."""
    for later, deed in journal.numbered(node.journal):
        if later <= number:
            return
        yield later, deed


def undone(node: Node) -> frozenset[int]:
    """The numbers of the deeds that later ones took back."""
    return frozenset(deed.details[UNDOES] for _number, deed in journal.numbered(node.journal) if UNDOES in deed.details)


def found(node: Node, number: int) -> Deed | None:
    """The deed of that number."""
    deed: Deed | None = node.journal.get(number)
    return deed


def state_at(node: Node, number: int) -> str:
    """The state of its workflow in which a deed left it."""
    state = node.state
    for _number, deed in after(node, number):
        state = deed.details.get("source", state)
    return state


def as_answer(now: Any, then: Any) -> Any:
    """A value of the journal as its answer is given: a set where there is a set."""
    return set(then) if isinstance(now, set | frozenset) and isinstance(then, list | tuple) else then


def told(value: Any) -> Any:
    """An answer as plain data."""
    if isinstance(value, set | frozenset):
        return sorted(value)
    return value if value is None or isinstance(value, str | int | float | Decimal | date) else str(value)
