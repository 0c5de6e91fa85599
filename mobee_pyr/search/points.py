"""The places of what is found, for a map: counted, and only where the reader may look."""

from collections import Counter

from mobee_pyr.content.whereabouts import Point
from mobee_pyr.search.index import Index, View
from mobee_pyr.search.questions import Question, parts
from mobee_pyr.search.remembering import remembered
from mobee_pyr.search.sorting import FARTHEST
from mobee_pyr.workflows.access import Reader

Points = tuple[tuple[Point, int], ...]
"""Each place, and how many requests are there."""


def points(index: Index, question: Question, reader: Reader) -> Points:
    """The places of all that answers to a question, whatever its page."""
    found: Points = remembered(index, reader, ("points", question), lambda view: _points(index, view, question, reader))
    return found


def _points(index: Index, view: View, question: Question, reader: Reader) -> Points:
    found = view.searcher.search(parts(index, view, question, reader).narrowed, FARTHEST, count=False)
    addresses = [address for _score, address in found.hits]
    columns = (view.searcher.fast_field_values(name, addresses) for name in ("latitude", "longitude"))
    return tuple(Counter(spot for spot in zip(*columns, strict=True) if None not in spot).items())
