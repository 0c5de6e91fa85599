"""Questions to the index, and what is answered: only what the reader may open, counted under the same filter."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tantivy import Occur, Order, Query

from mobee_pyr.content.node import Node
from mobee_pyr.content.site import Site
from mobee_pyr.search.counting import FACETS, counts
from mobee_pyr.search.index import Index, View
from mobee_pyr.search.visibility import filtering, one_of, visible_to
from mobee_pyr.search.wording import placed, worded
from mobee_pyr.workflows import access
from mobee_pyr.workflows.access import Reader

LARGEST_PAGE = 100
FARTHEST = 10_000
"""No list goes on beyond so many hits; nobody reads that far, and each page costs as much as all before it."""


@dataclass(frozen=True)
class Question:
    """What somebody looks for.

    ``words``: what they typed (``prefix``: the last word may be half). ``types``: the content types. ``network``, ``organisation``: oids.
    ``means``, ``domain``, ``mode``, ``state``: one value or several. ``place``: a town, postcode or département. ``places``: ``left`` for
    what still has room. ``facets``: what to count. ``sort``: ``relevance`` (``date`` when nothing was typed) or ``date``, the latest first.
    """

    words: str = ""
    types: tuple[str, ...] = ("mission", "need")
    network: int | None = None
    organisation: int | None = None
    means: tuple[str, ...] = ()
    domain: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    place: str = ""
    sort: str = "relevance"
    page: int = 1
    size: int = 20
    prefix: bool = False
    facets: tuple[str, ...] = FACETS

    def __post_init__(self) -> None:
        for name in ("types", "means", "domain", "mode", "state", "places", "facets"):
            object.__setattr__(self, name, _several(getattr(self, name)))
        object.__setattr__(self, "words", self.words or "")
        object.__setattr__(self, "place", self.place or "")
        object.__setattr__(self, "size", min(max(1, self.size), LARGEST_PAGE))
        object.__setattr__(self, "page", min(max(1, self.page), FARTHEST // self.size))

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The facets by which the list is narrowed, with their values."""
        return {name: values for name in ("means", "domain", "mode", "state", "places") if (values := getattr(self, name))}


@dataclass(frozen=True)
class Results:
    """One page of an answer. ``total`` counts all pages; ``facets``: field → (value, count), the most frequent first.

    The counts of a facet that narrows the list say what each other value would give.
    """

    total: int
    nodes: list[Node]
    facets: dict[str, list[tuple[Any, int]]] = field(default_factory=dict)
    page: int = 1
    pages: int = 1


class Answer(NamedTuple):
    """What is remembered of an answer: oids, never nodes, which belong to one connection."""

    total: int
    oids: tuple[int, ...]
    facets: dict[str, list[tuple[Any, int]]]


def ask(index: Index, site: Site, reader: Reader, **question: Any) -> Results:
    """Answer ``reader``; the words are those of `Question`. Raises `TypeError` for another one."""
    return answer(index, Question(**question), reader)


def answer(index: Index, question: Question, reader: Reader) -> Results:
    """The hits that ``reader`` may open, each checked once more against the tree, and the counts."""
    view, moment = index.view(), snapshot(reader.site)
    key = (question, reader.person_id, reader.tokens, reader.inside, view.generation, moment)
    found: Answer | None = None if moment is None else index.memory.get(key)
    if found is None:
        found = _find(view, question, reader)
        if moment is not None:
            index.memory.keep(key, found)
    nodes = [node for oid in found.oids if (node := reader.site.node(oid)) is not None]
    pages = max(1, -(-min(found.total, FARTHEST) // question.size))
    facets = {name: list(values) for name, values in found.facets.items()}
    return Results(found.total, nodes, facets, question.page, pages)


def snapshot(site: Site) -> bytes | None:
    """The transaction that the site is read from; ``None`` when it holds changes of its own, and nothing may be remembered."""
    connection = site._p_jar
    if connection is None or connection._registered_objects:
        return None
    storage = connection._storage
    start: bytes | None = getattr(storage, "_start", None)
    return storage.lastTransaction() if start is None else start


def _find(view: View, question: Question, reader: Reader) -> Answer:
    text = worded(question.words, view, question.prefix)
    parts = [filtering(visible_to(reader, question.types, question.network)), *map(filtering, placed(question.place))]
    if question.organisation is not None:
        parts.append(filtering(one_of("ancestors", (str(question.organisation),))))
    if text is not None:
        parts.append(text)
    chosen = [filtering(one_of(name, values)) for name, values in question.chosen.items()]
    narrowed = _all_of([*parts, *chosen])
    found = view.searcher.search(narrowed, question.size, offset=(question.page - 1) * question.size, **_order(question, text))
    oids = view.searcher.fast_field_values("number", [address for _key, address in found.hits])
    nodes = [node for oid in oids if (node := reader.site.node(oid)) is not None]
    seen = access.visible(reader, nodes)
    total = found.count - (len(oids) - len(seen))
    facets = counts(view.searcher, _all_of(parts), narrowed, question.chosen, question.facets) if question.facets else {}
    return Answer(total, tuple(node.oid for node in seen), facets)


def _order(question: Question, text: Query | None) -> dict[str, Any]:
    if question.sort == "date" or text is None:
        return {"order_by_field": "moment", "order": Order.Desc}
    return {}


def _all_of(parts: list[Query]) -> Query:
    return Query.boolean_query([(Occur.Must, part) for part in parts])


def _several(values: str | Iterable[str] | None) -> tuple[str, ...]:
    """One value or several, in one order, so that equal questions are equal."""
    if not values:
        return ()
    return (values,) if isinstance(values, str) else tuple(sorted(set(values)))
