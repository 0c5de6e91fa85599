"""How many of something there are where a reader may go, whether or not each one is theirs to open: a figure, never a name."""

from collections.abc import Collection

from mobee_pyr.search.index import Index
from mobee_pyr.search.lanes import lanes, networks_of
from mobee_pyr.search.visibility import both, one_of, without
from mobee_pyr.workflows.access import Reader, closed_to


def tally(index: Index, reader: Reader, kind: str, states: Collection[str]) -> int:
    """The nodes of one type in some states, in the networks open to ``reader`` and outside what is closed to them."""
    opened, closed = closed_to(reader)
    networks = (found for found in networks_of(reader.site) if found.oid in opened)
    found = both(one_of("lane", lanes(networks, (kind,))), one_of("state", states))
    if closed:
        found = without(found, one_of("ancestors", map(str, closed)))
    return index.view().searcher.search(found, 1).count
