"""Which nodes a page of *Gérer* is about: the one it belongs to, or those that were ticked in its table; and what came of each."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.request import Request
from translationstring import TranslationString

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.types import TYPES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, phrases, rows
from mobee_pyr.workflows import access, library
from mobee_pyr.workflows.arranging import GONE, ArrangingRefused

MOST = 200
"""Ticked at a time."""

TICK_FIRST = _("Cochez d’abord ce dont il s’agit.")
LAGGING = _("La recherche de ce qui mène à cette page n’est pas finie : rechargez la page dans un instant.")
TOO_MANY = _("Deux cents à la fois au plus : cochez-en moins.")


class Result(NamedTuple):
    """What came of one; ``why`` it did not go, empty when it did. No row: the reader may not know of it."""

    row: rows.Row | None
    done: str
    why: str


class Chosen(NamedTuple):
    """``several``: they were ticked; ``unknown``: how many are gone, or not the reader's to know of."""

    nodes: list[Node]
    several: bool
    unknown: int
    back: str


def chosen(context: Node, request: Request) -> Chosen:
    """The nodes. Raises `HTTPForbidden` for a visitor, `HTTPSeeOther` back to the table when nothing, or too much, was ticked."""
    if request.person is None:
        raise HTTPForbidden
    if "several" not in request.params:
        return Chosen([context], False, 0, request.node_url(context))
    items, back = list(dict.fromkeys(request.params.getall("item"))), str(request.node_url(context, "contents"))
    refusal = TICK_FIRST if not items else TOO_MANY if len(items) > MOST else None
    if refusal is not None:
        request.session.flash(("warning", request.translate(refusal)))
        raise HTTPSeeOther(back)
    found = [node for item in items if (node := by_number(request, item)) is not None and node.__parent__ is context]
    return Chosen(found, True, len(items) - len(found), back)


def by_number(request: Request, number: str) -> Node | None:
    """The node of that oid, if the reader may open it."""
    node = request.site.node(int(number)) if number.isascii() and number.isdigit() and len(number) < 20 else None
    return node if node is not None and access.permits(request.reader, Permission.VIEW, node) else None


def each(request: Request, about: Chosen, done: str, deed: Callable[[Node], Any]) -> list[Result]:
    """Do something to each node: it goes or not by itself."""
    results = []
    for node in about.nodes:
        before = request.tm.savepoint()
        try:
            deed(node)
            results.append(Result(row(request, node), done, ""))
        except ArrangingRefused as refused:
            before.rollback()
            results.append(Result(row(request, node), "", request.translate(refused.message)))
    return results + [Result(None, "", request.translate(GONE))] * about.unknown


def pointing_at(request: Request, node: Node) -> list[Node]:
    """What points at a node or beneath it from elsewhere. Raises `ArrangingRefused` while that is not known for certain."""
    found: list[Node] | None = request.referring([node])
    if found is None:
        raise ArrangingRefused(LAGGING)
    return found


def row(request: Request, node: Node) -> rows.Row:
    """A node as one line: what it is called, what it is, in which state."""
    state = cards.state_of(request, node) if node.type_name in library.WITH_WORKFLOW else None
    return rows.Row(request.node_url(node), phrases.named(request, node), kind(request, node.type_name), state)


def kind(request: Request, type_name: str) -> str:
    """« Mission »."""
    return str(request.translate(TYPES[type_name].label))


def staying(request: Request, nodes: Iterable[Node], why: Callable[[Node], TranslationString | None]) -> list[tuple[rows.Row, str]]:
    """Those to which nothing will be done, each with the reason."""
    return [(row(request, node), request.translate(refusal)) for node in nodes if (refusal := why(node)) is not None]


def undoing(request: Request, deed: str, nodes: Iterable[Node], **more: Any) -> tuple[str, str]:
    """What a message offers: the address that takes a deed back, and the word for it."""
    return request.node_url(request.site, "undo-arranging", deed=deed, item=[node.oid for node in nodes], **more), request.translate(
        _("Revenir en arrière")
    )
