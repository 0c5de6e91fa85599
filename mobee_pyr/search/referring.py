"""What points at a node from elsewhere: found for a warning before it is deleted, and to be let go of before it is gone for good."""

from collections.abc import Iterable

from mobee_pyr.content.node import Node
from mobee_pyr.content.site import Site
from mobee_pyr.search.index import Index
from mobee_pyr.search.rows import referred
from mobee_pyr.search.visibility import one_of


def referring(index: Index, site: Site, oids: Iterable[int]) -> list[Node]:
    """The nodes outside a set that point into it, whoever may open them; as far as the index has followed."""
    wanted = set(oids)
    searcher = index.view().searcher
    query = one_of("refers", map(str, wanted))
    hits = searcher.search(query, max(1, searcher.num_docs), count=False).hits
    found = searcher.fast_field_values("number", [address for _score, address in hits])
    nodes = (node for oid in found if oid not in wanted and (node := site.node(oid)) is not None)
    return sorted((node for node in nodes if wanted.intersection(referred(node))), key=lambda node: node.title)
