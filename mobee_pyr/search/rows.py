"""What the contents of a node are told apart and sorted by: said once, for the tree and for the index alike."""

from collections.abc import Callable, Iterable

from mobee_pyr.content.node import Node
from mobee_pyr.search.analysis import fold, words

LONGEST = 60
"""Characters of a title that are compared; beyond, the oid decides."""


def title_words(node: Node) -> list[str]:
    """The words of a title, without accents."""
    return [fold(word) for word in words(node.title)]


def stage(node: Node) -> str:
    """``mission.published``: the type and the state, by which a long table is narrowed."""
    return f"{node.type_name}.{node.state}"


def referred(node: Node) -> tuple[int, ...]:
    """The oids of the nodes that it points at, those that its texts name too."""
    found: set[int] = set(node.mentions)
    for name in type(node).references:
        value = getattr(node, name, None)
        found.update(value if isinstance(value, Iterable) else () if value is None else (value,))
    return tuple(sorted(found))


def _title(node: Node) -> str:
    return f"{' '.join(title_words(node))[:LONGEST]} {node.oid:020d}"


def _after(first: Callable[[Node], str]) -> Callable[[Node], str]:
    """Sorted by something, and among equals by title; what a word ends with comes before any letter."""
    return lambda node: f"{first(node)}\t{_title(node)}"


KEYS: dict[str, Callable[[Node], str]] = {
    "title": _title,
    "kind": _after(lambda node: node.type_name),
    "state": _after(lambda node: node.state),
    "author": _after(lambda node: node.author or ""),
    "change": _after(lambda node: f"{node.modified.toordinal():07d}"),
}
"""The order → the text that is compared. A change counts by its day: the many deeds of one day do not make a document anew each time."""
