"""The one filter that every list goes through: what a reader may see, as a query.

(A lane open to the reader, nothing above it closed to them, and one of their tokens) — or they keep sight of it for good.
"""

from collections.abc import Collection, Iterable

from tantivy import Occur, Query

from mobee_pyr.content.access import person_token
from mobee_pyr.search.lanes import lanes, networks_of
from mobee_pyr.search.schema import schema
from mobee_pyr.workflows.access import CONFIDENTIAL, Reader, answered, closed_to

FEW = 40
"""Up to so many values, single terms are faster than a set, whose price is some 200 µs however small it is."""


def visible_to(reader: Reader, kinds: Collection[str], network: int | None = None) -> Query:
    """The documents that ``reader`` may see, of some types, in one network or in all."""
    opened, closed = closed_to(reader)
    networks = (found for found in networks_of(reader.site) if found.oid in opened and network in (None, found.oid))
    seen = both(one_of("lane", lanes(networks, kinds)), one_of("viewers", reader.tokens))
    if closed:
        seen = without(seen, one_of("ancestors", map(str, closed)))
    if reader.watcher is not None:
        shown = [kind for kind in kinds if kind not in CONFIDENTIAL]
        seen = both(seen, visible_to(reader.watcher, shown, reader.within))
    if reader.person_id is None:
        return seen
    own = [(Occur.Should, one_of("keeps", (person_token(reader.person_id),))), (Occur.Should, one_of("oid", map(str, answered(reader))))]
    kept = both(Query.boolean_query(own), one_of("kind", kinds))
    if network is not None:
        kept = both(kept, one_of("ancestors", (str(network),)))
    return Query.boolean_query([(Occur.Should, seen), (Occur.Should, kept)])


def one_of(field: str, values: Iterable[str]) -> Query:
    """The documents with one of some values."""
    wanted = list(values)
    if len(wanted) > FEW:
        return Query.term_set_query(schema(), field, wanted)
    terms = [Query.term_query(schema(), field, value, "basic") for value in wanted]
    if len(terms) == 1:
        return terms[0]
    return Query.boolean_query([(Occur.Should, term) for term in terms]) if terms else Query.empty_query()


def both(first: Query, second: Query) -> Query:
    """The documents that answer to both."""
    return Query.boolean_query([(Occur.Must, first), (Occur.Must, second)])


def without(first: Query, second: Query) -> Query:
    """The documents that answer to the first only."""
    return Query.boolean_query([(Occur.Must, first), (Occur.MustNot, second)])


def filtering(query: Query) -> Query:
    """The same documents, without any weight in their order."""
    return Query.const_score_query(query, 0.0)
