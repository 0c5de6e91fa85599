"""Where something is, as a query: at a place, or within some kilometres of it (decision 23)."""

from bisect import bisect_left, bisect_right

from tantivy import Occur, Query

from mobee_pyr.content.communes import distance_km
from mobee_pyr.content.whereabouts import Point, Whereabouts, whereabouts
from mobee_pyr.search.documents import place_terms, spot_term
from mobee_pyr.search.index import Index, View
from mobee_pyr.search.visibility import filtering, one_of
from mobee_pyr.search.wording import LONGEST, MOST_WORDS

DEGREE = 111.0
"""Kilometres of a degree of latitude, a little less than the least."""


def within_reach(index: Index, view: View, said: str, within: int, online: bool) -> Query | None:
    """The documents at the place that was written or near to it, and with ``online`` what is done from anywhere; ``None``: everywhere."""
    there = whereabouts(said[:LONGEST])
    if there is None:
        return None
    found = _there(index, view, said, there, within)
    return _either(found, one_of("mode", ("online",))) if online and found is not None else found


def placed(typed: str) -> Query | None:
    """The documents at a place as it is written: ``Lyon``, ``69003``, ``69``, ``69003 Lyon``."""
    parts = [_at(word) for word in place_terms(typed[:LONGEST])[:MOST_WORDS]]
    return Query.boolean_query([(Occur.Must, filtering(part)) for part in parts]) if parts else None


def _there(index: Index, view: View, said: str, there: Whereabouts, within: int) -> Query | None:
    if there.department:
        return one_of("department", (there.department,))
    if there.point is None or (within == 0 and there.name):
        return placed(said)
    near = one_of("spot", map(spot_term, _near(_spots(index, view), there.point, max(1, within))))
    here = placed(there.name)
    return near if here is None else _either(near, here)


def _spots(index: Index, view: View) -> list[Point]:
    """Every place that the index knows, from south to north."""
    key = ("spots", view.generation)
    found: list[Point] | None = index.memory.get(key)
    if found is None:
        terms = view.searcher.terms_with_prefix("spot", "")
        found = sorted((float(latitude), float(longitude)) for term, _count in terms for latitude, longitude in (term.split(","),))
        index.memory.keep(key, found)
    return found


def _near(spots: list[Point], start: Point, within: int) -> list[Point]:
    north, south = start[0] + within / DEGREE, start[0] - within / DEGREE
    band = spots[bisect_left(spots, (south, -181.0)) : bisect_right(spots, (north, 181.0))]
    return [spot for spot in band if distance_km(start, spot) <= within]


def _at(word: str) -> Query:
    if word.isdigit() and len(word) == 5:
        return one_of("postcode", (word,))
    if word in ("2a", "2b") or (word.isdigit() and len(word) in (2, 3)):
        return one_of("department", (word.upper(),))
    return one_of("place_words", (word,))


def _either(first: Query, second: Query) -> Query:
    return Query.boolean_query([(Occur.Should, first), (Occur.Should, second)])
