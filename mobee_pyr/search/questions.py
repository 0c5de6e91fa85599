"""Questions to the index, and what is answered: only what the reader may open, counted under the same filter."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from tantivy import FieldType, Occur, Query

from mobee_pyr.content.node import Node
from mobee_pyr.content.site import Site
from mobee_pyr.search.counting import FACETS, counts, field_of
from mobee_pyr.search.index import Index, View
from mobee_pyr.search.lanes import networks_of
from mobee_pyr.search.places import within_reach
from mobee_pyr.search.remembering import remembered
from mobee_pyr.search.schema import FOR_EVER, schema
from mobee_pyr.search.sorting import FARTHEST, hits
from mobee_pyr.search.visibility import filtering, one_of, visible_to
from mobee_pyr.search.wording import worded
from mobee_pyr.workflows import access, showcase
from mobee_pyr.workflows.access import Reader

LARGEST_PAGE = 100

AHEAD = 1000.0
"""More than the words of any request score."""

NARROWING = (
    "means", "domain", "mode", "state", "places", "format", "moments", "audiences", "goals", "skill", "time_basis", "nature", "department",
    "named_place",
)  # fmt: skip
"""The fields of which a question takes one value or several."""


OWN = "extra"
"""The field that holds the answers to the networks' own fields, ``field:value`` each: of one field any of several, of each field one."""


@dataclass(frozen=True)
class Question:
    """What somebody looks for.

    ``words``: what they typed (``prefix``: the last word may be half; ``any_word``: one of them is enough). ``types``: the content types.
    ``network``, ``organisation``: oids. `NARROWING`: one value or several (``places``: ``left`` for what still has room); ``extra``: see
    `OWN`; ``open``: only what can be answered now. ``place``: a town, postcode, département or position, with ``within`` some kilometres
    of it (0: there) and, with ``online``, what is done from anywhere. ``after``, ``before``: what goes on at some time between two days.
    ``facets``: what to count. ``sort``: ``relevance`` (``date`` when nothing was typed), ``date``, the latest first, ``distance``,
    ``urgency`` as of ``today``.
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
    format: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    skill: tuple[str, ...] = ()
    time_basis: tuple[str, ...] = ()
    nature: tuple[str, ...] = ()
    department: tuple[str, ...] = ()
    named_place: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    open: bool = False
    place: str = ""
    within: int = 0
    online: bool = False
    after: date | None = None
    before: date | None = None
    sort: str = "relevance"
    today: date | None = None
    page: int = 1
    size: int = 20
    prefix: bool = False
    any_word: bool = False
    facets: tuple[str, ...] = FACETS

    def __post_init__(self) -> None:
        for name in ("types", *NARROWING, "extra", "facets"):
            object.__setattr__(self, name, _several(getattr(self, name)))
        object.__setattr__(self, "words", self.words or "")
        object.__setattr__(self, "place", self.place or "")
        object.__setattr__(self, "within", max(0, self.within))
        object.__setattr__(self, "size", min(max(1, self.size), LARGEST_PAGE))
        object.__setattr__(self, "page", min(max(1, self.page), FARTHEST // self.size))

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The facets by which the list is narrowed, with their values."""
        own: dict[str, tuple[str, ...]] = {}
        for term in self.extra:
            name = f"{OWN}.{term.partition(':')[0]}"
            own[name] = (*own.get(name, ()), term)
        return {name: values for name in NARROWING if (values := getattr(self, name))} | own

    @property
    def counted(self) -> tuple[str, ...]:
        """What is to be counted: of the networks' own fields, each one that narrows apart from all others."""
        return (*self.facets, *(name for name in self.chosen if OWN in self.facets and name.startswith(f"{OWN}.")))

    def without(self, name: str) -> "Question":
        """The same question without one of its chosen facets."""
        if not name.startswith(f"{OWN}."):
            return replace(self, **{name: ()})
        return replace(self, extra=tuple(term for term in self.extra if term not in self.chosen[name]))


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


class Parts(NamedTuple):
    """A question as queries: all but its chosen facets, and all; ``text``: the words alone, ``None`` if none count."""

    broad: Query
    narrowed: Query
    text: Query | None


def ask(index: Index, site: Site, reader: Reader, **question: Any) -> Results:
    """Answer ``reader``; the words are those of `Question`. Raises `TypeError` for another one."""
    return answer(index, Question(**question), reader)


def answer(index: Index, question: Question, reader: Reader) -> Results:
    """The hits that ``reader`` may open, each checked once more against the tree, and the counts."""
    found: Answer = remembered(index, reader, question, lambda view: _find(index, view, question, reader))
    nodes = [node for oid in found.oids if (node := reader.site.node(oid)) is not None]
    pages = max(1, -(-min(found.total, FARTHEST) // question.size))
    facets = {name: list(values) for name, values in found.facets.items()}
    return Results(found.total, nodes, facets, question.page, pages)


def offered(question: Question, reader: Reader) -> list[Query]:
    """What is there for this reader before anything is looked for: what they may see, and what can be answered if that is asked."""
    parts = [filtering(visible_to(reader, question.types, question.network))]
    if question.open:
        opened, _closed = access.closed_to(reader)
        states = showcase.open_states(network for network in networks_of(reader.site) if network.oid in opened)
        parts.append(filtering(one_of("state", states)))
    return parts


def parts(index: Index, view: View, question: Question, reader: Reader) -> Parts:
    """The question, as the index takes it."""
    text = worded(question.words, view, question.prefix, question.any_word)
    found = [*offered(question, reader), *_when(question)]
    where = within_reach(index, view, question.place, question.within, question.online)
    if where is not None:
        found.append(filtering(where))
    if question.organisation is not None:
        found.append(filtering(one_of("ancestors", (str(question.organisation),))))
    if text is not None:
        found.append(text)
    chosen = [filtering(one_of(field_of(name), values)) for name, values in question.chosen.items()]
    return Parts(all_of(found), all_of([*found, *chosen]), text)


def all_of(queries: list[Query]) -> Query:
    """The documents that answer to every one."""
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _find(index: Index, view: View, question: Question, reader: Reader) -> Answer:
    made = parts(index, view, question, reader)
    count, addresses = hits(view.searcher, _ranked(made), question, made.text is not None)
    oids = view.searcher.fast_field_values("number", addresses)
    nodes = [node for oid in oids if (node := reader.site.node(oid)) is not None]
    seen = access.visible(reader, nodes)
    total = count - (len(oids) - len(seen))
    facets = counts(view.searcher, made.broad, made.narrowed, question.chosen, question.counted) if question.facets else {}
    return Answer(total, tuple(node.oid for node in seen), facets)


def _ranked(made: Parts) -> Query:
    """By relevance, what anybody may answer comes before what stands under a scheme with conditions of its own (Service Civique)."""
    if made.text is None:
        return made.narrowed
    ahead = Query.const_score_query(one_of("scheme", ("none",)), AHEAD)
    return Query.boolean_query([(Occur.Must, made.narrowed), (Occur.Should, ahead)])


def _when(question: Question) -> list[Query]:
    """What has not ended before the first day, and has begun by the last one."""
    found = []
    if question.after is not None:
        found.append(_between("ends", question.after.toordinal(), FOR_EVER))
    if question.before is not None:
        found.append(_between("starts", 0, question.before.toordinal()))
    return found


def _between(name: str, low: int, high: int) -> Query:
    return filtering(Query.range_query(schema(), name, FieldType.Integer, low, high))


def _several(values: str | Iterable[str] | None) -> tuple[str, ...]:
    """One value or several, in one order, so that equal questions are equal."""
    if not values:
        return ()
    return (values,) if isinstance(values, str) else tuple(sorted(set(values)))
