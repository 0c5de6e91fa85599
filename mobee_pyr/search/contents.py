"""What stands directly in a node, as a table shows it: sorted, narrowed and paged, only what the reader may open.

A few children are read from the tree, which is exact whatever the index does. Thousands are asked of the index: no page loads more of
them than it shows. Both give the same answer.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tantivy import Order, Query, Searcher

from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.order import counted, in_order
from mobee_pyr.search.analysis import fold, words
from mobee_pyr.search.index import Index, View
from mobee_pyr.search.lanes import KINDS
from mobee_pyr.search.questions import all_of
from mobee_pyr.search.remembering import remembered
from mobee_pyr.search.rows import KEYS, stage, title_words
from mobee_pyr.search.schema import schema
from mobee_pyr.search.visibility import filtering, one_of, visible_to
from mobee_pyr.workflows import access
from mobee_pyr.workflows.access import Reader

FEW = 100
"""Up to so many children are read from the tree."""

NEAR = 20
"""Rows from either end up to which the index sorts no more than it shows; farther in, the whole order is worked out once and remembered."""

STAGES = 200
MOST_WORDS = 8


@dataclass(frozen=True)
class Wanted:
    """``parent``: an oid. ``words``: each begins a word of the title. ``kinds``: types. ``stages``: as `rows.stage` writes them.

    ``sort``: a key of `rows.KEYS`, or ``order``: as somebody put them (only where they are few). ``down``: the last first.
    """

    parent: int
    words: str = ""
    kinds: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    sort: str = "title"
    down: bool = False

    @property
    def begun(self) -> tuple[str, ...]:
        """The beginnings of words that a title must have."""
        return tuple(fold(word) for word in words(self.words)[:MOST_WORDS])


class Contents(NamedTuple):
    """One page. ``stages``: stage → how many there are of it, whatever types and stages were chosen."""

    total: int
    nodes: list[Node]
    stages: dict[str, int]
    page: int
    pages: int


class _Told(NamedTuple):
    total: int
    oids: tuple[int, ...]
    page: int


def contents(index: Index, reader: Reader, wanted: Wanted, page: int, size: int, few: int = FEW) -> Contents:
    """The rows of a page; one beyond the last is the last."""
    parent = reader.site.node(wanted.parent)
    if parent is None or parent.children is None:
        return Contents(0, [], {}, 1, 1)
    if counted(parent, few + 1) <= few:
        return _from_tree(reader, parent, wanted, page, size)
    asked, named = ("contents", wanted, page, size), ("stages", wanted.parent, wanted.begun)
    stages: dict[str, int] = remembered(index, reader, named, lambda view: _stages(view.searcher, _broad(reader, parent, wanted)))
    told: _Told = remembered(index, reader, asked, lambda view: _from_index(index, view, reader, parent, wanted, page, size, stages))
    nodes = [node for oid in told.oids if (node := reader.site.node(oid)) is not None]
    return Contents(told.total, nodes, dict(stages), told.page, _pages(told.total, size))


def _from_tree(reader: Reader, parent: Node, wanted: Wanted, page: int, size: int) -> Contents:
    standing = (node for node in in_order(parent) if node.type_name != "folder" or parent.type_name != "site")
    named = [node for node in access.visible(reader, standing) if _is_named(node, wanted)]
    found = [node for node in named if _is_wanted(stage(node), wanted)]
    if wanted.sort in KEYS:
        found.sort(key=KEYS[wanted.sort], reverse=wanted.down)
    page = min(page, _pages(len(found), size))
    return Contents(len(found), found[(page - 1) * size : page * size], Counter(map(stage, named)), page, _pages(len(found), size))


def _is_named(node: Node, wanted: Wanted) -> bool:
    return all(any(word.startswith(begun) for word in title_words(node)) for begun in wanted.begun)


def _from_index(
    index: Index, view: View, reader: Reader, parent: Node, wanted: Wanted, page: int, size: int, stages: Mapping[str, int]
) -> _Told:
    narrowed = all_of([_broad(reader, parent, wanted), *_chosen(wanted)])
    total = sum(count for stage, count in stages.items() if _is_wanted(stage, wanted))
    page = min(page, _pages(total, size))
    oids = _page(index, view, reader, narrowed, wanted, total, (page - 1) * size, size)
    seen = access.visible(reader, (node for oid in oids if (node := reader.site.node(oid)) is not None and node.__parent__ is parent))
    return _Told(total, tuple(node.oid for node in seen), page)


def _stages(searcher: Searcher, query: Query) -> dict[str, int]:
    counted = searcher.aggregate(query, {"stages": {"terms": {"field": "stage", "size": STAGES}}})
    return {bucket["key"]: bucket["doc_count"] for bucket in counted["stages"]["buckets"]}


def _is_wanted(stage: str, wanted: Wanted) -> bool:
    return (not wanted.kinds or stage.partition(".")[0] in wanted.kinds) and (not wanted.stages or stage in wanted.stages)


def _broad(reader: Reader, parent: Node, wanted: Wanted) -> Query:
    network = network_of(parent)
    seen = visible_to(reader, KINDS, None if network is None else network.oid)
    begun = [filtering(Query.regex_query(schema(), "titled", f"{re.escape(word)}.*")) for word in wanted.begun]
    return all_of([filtering(seen), filtering(one_of("parent", (str(wanted.parent),))), *begun])


def _chosen(wanted: Wanted) -> list[Query]:
    chosen = (("kind", wanted.kinds), ("stage", wanted.stages))
    return [filtering(one_of(name, values)) for name, values in chosen if values]


def _page(index: Index, view: View, reader: Reader, query: Query, wanted: Wanted, total: int, first: int, size: int) -> Iterable[int]:
    """The oids of a page: from the nearer end of the order, or out of all of it."""
    size = min(size, total - first)
    field = f"by_{wanted.sort if wanted.sort in KEYS else 'title'}"
    if size <= 0:
        return []
    if first <= NEAR:
        return _slice(view.searcher, query, field, wanted.down, first, size)
    if total - first - size <= NEAR:
        return reversed(_slice(view.searcher, query, field, not wanted.down, total - first - size, size))
    ordered: array[int] = remembered(index, reader, ("all contents", wanted), lambda seen: _all(seen.searcher, query, field, wanted.down))
    return ordered[first : first + size]


def _slice(searcher: Searcher, query: Query, field: str, down: bool, first: int, size: int) -> list[int]:
    order = Order.Desc if down else Order.Asc
    found = searcher.search(query, size, offset=first, count=False, order_by_field=field, order=order)
    return list(searcher.fast_field_values("number", [address for _key, address in found.hits]))


def _all(searcher: Searcher, query: Query, field: str, down: bool) -> "array[int]":
    """Every oid, in order: each value of the field ends with the oid of the only document that has it."""
    asked = {"all": {"terms": {"field": field, "size": searcher.num_docs, "order": {"_key": "desc" if down else "asc"}}}}
    found = searcher.aggregate(query, asked)["all"]["buckets"]
    return array("q", (int(bucket["key"][-20:]) for bucket in found))


def _pages(total: int, size: int) -> int:
    return max(1, -(-total // size))
