"""All that answers to a question, as oids: for whoever compares what is found today with what was found before."""

from collections.abc import Collection

from mobee_pyr.search.index import Index
from mobee_pyr.search.questions import Question, all_of, parts
from mobee_pyr.search.sorting import FARTHEST
from mobee_pyr.search.visibility import filtering, one_of
from mobee_pyr.workflows.access import Reader


def numbers(index: Index, question: Question, reader: Reader, among: Collection[int] = ()) -> list[int]:
    """The oids of what the reader may see of it, whatever its page; only those ``among`` some, if any are given.

    The index may lag behind the tree: whoever shows one of them asks the tree once more.
    """
    view = index.view()
    query = parts(index, view, question, reader).narrowed
    if among:
        query = all_of([filtering(one_of("oid", map(str, among))), query])
    hits = view.searcher.search(query, FARTHEST, count=False).hits
    return [oid for oid in view.searcher.fast_field_values("number", [address for _score, address in hits]) if oid is not None]
