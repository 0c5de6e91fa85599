"""The order of a list: by relevance or date as the index has it, by distance or urgency worked out from what it holds of each hit."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from tantivy import DocAddress, Order, Query, Searcher

from mobee_pyr.content.communes import distance_km
from mobee_pyr.content.whereabouts import Point, whereabouts
from mobee_pyr.search.schema import FOR_EVER

if TYPE_CHECKING:
    from mobee_pyr.search.questions import Question

FARTHEST = 10_000
"""No list goes on beyond so many hits; nobody reads that far, and each page costs as much as all before it."""

FEW_PLACES = 2
AHEAD = 14
"""Days by which a mission with few places left is more pressing than its date."""

FAR = float("inf")


def hits(searcher: Searcher, query: Query, question: "Question", has_words: bool) -> tuple[int, list[DocAddress]]:
    """How many there are in all, and those of the page that is asked for."""
    first, by_index = (question.page - 1) * question.size, _by_index(question.sort, has_words)
    key = _key(searcher, question)
    if key is None:
        found = searcher.search(query, question.size, offset=first, **by_index)
        return found.count, [address for _score, address in found.hits]
    found = searcher.search(query, FARTHEST, **by_index)
    addresses = [address for _score, address in found.hits]
    keys = key(addresses)
    order = sorted(range(len(addresses)), key=keys.__getitem__)
    return found.count, [addresses[number] for number in order[first : first + question.size]]


def _by_index(sort: str, has_words: bool) -> dict[str, Any]:
    """By relevance, else the latest first; among equally near or pressing ones too."""
    return {} if has_words and sort != "date" else {"order_by_field": "moment", "order": Order.Desc}


def _key(searcher: Searcher, question: "Question") -> Callable[[list[DocAddress]], list[float]] | None:
    """What the hits are sorted by, if that is none of the index's own orders."""
    if question.sort == "distance":
        there = whereabouts(question.place)
        start = None if there is None else there.point
        return None if start is None else lambda addresses: _distances(searcher, addresses, start)
    if question.sort == "urgency":
        return lambda addresses: _urgencies(searcher, addresses, question.today or date.min)
    return None


def _distances(searcher: Searcher, addresses: list[DocAddress], start: Point) -> list[float]:
    """Kilometres; what has no place comes last."""
    known: dict[Any, float] = {(None, None): FAR}
    spots = zip(*(searcher.fast_field_values(name, addresses) for name in ("latitude", "longitude")), strict=True)
    found = []
    for spot in spots:
        if spot not in known:
            known[spot] = distance_km(start, spot)  # type: ignore[arg-type]
        found.append(known[spot])
    return found


def _urgencies(searcher: Searcher, addresses: list[DocAddress], today: date) -> list[float]:
    """Days until it begins, else until it ends; sooner by some when few places are left. What has no date to come is last."""
    day = today.toordinal()
    columns = (searcher.fast_field_values(name, addresses) for name in ("starts", "ends", "room"))
    return [_days(starts or 0, ends or FOR_EVER, room, day) for starts, ends, room in zip(*columns, strict=True)]


def _days(starts: Any, ends: Any, room: Any, day: int) -> float:
    due = starts if starts >= day else ends
    if not day <= due < FOR_EVER:
        return FAR
    return due - day - (AHEAD if room is not None and 0 < room <= FEW_PLACES else 0)
