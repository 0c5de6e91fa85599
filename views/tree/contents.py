"""What stands in a node, as a table: sorted, narrowed, paged; added to, and arranged one by one or several at once (M03)."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import view_execution_permitted
from pyramid.view import view_config

from mobee_pyr.content import order
from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.types import TYPES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, phrases
from mobee_pyr.views.answers.ticking import ticking
from mobee_pyr.views.links import exists
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.paging import page_number, pages
from mobee_pyr.views.tree.chosen import by_number, kind
from mobee_pyr.workflows import access, arranging, library
from mobee_pyr.workflows.model import WITH_WORKFLOW

SIZE = 25

NARROWED = _("Essayez d’autres mots, ou une autre nature.")
EMPTY = _("Ce qui est ajouté ici se range dans ce tableau : on l’y retrouve, le trie, le déplace.")

COLUMNS = {"kind": _("Nature"), "state": _("État"), "change": _("Modifié"), "author": _("Par")}
SORTS = {"title": _("Titre"), **COLUMNS}
DOWN_FIRST = ("change",)
"""The columns of which one first wants the last."""


class Deed(NamedTuple):
    """What may be done to a row, on a page of its own."""

    href: str
    text: str
    icon: str


class Row(NamedTuple):
    """One line; ``when`` in words and exactly; ``inside``: the table of what stands in it; ``up``, ``down``: positions, or ``None``."""

    item: str
    href: str
    title: str
    icon: str
    kind: str
    state: tuple[str, str] | None
    when: str
    exact: str
    who: str
    inside: str | None
    deeds: list[Deed]
    up: int | None
    down: int | None


class Heading(NamedTuple):
    """A column; ``sorted``: ``ascending``, ``descending`` or ``None``."""

    name: str
    text: str
    href: str
    sorted: str | None


@view_config(
    context=Node, name="contents", permission=Permission.HISTORY, request_method="GET", renderer="mobee_pyr.views:templates/contents.pt"
)
def show(node: Node, request: Request) -> dict[str, Any]:
    """``?words=&kind=&stage=`` narrow it, ``&sort=&down=1`` sort it, ``&column=`` (several) says what is shown of each, ``&page=`` goes on."""
    if not holds(node):
        raise HTTPNotFound
    asked = request.GET
    sort = asked.get("sort", "")
    by_hand = order.may_be_put(node)
    sort = sort if sort in SORTS else "order" if by_hand and (sort == "order" or node.arranged) else "title"
    words, kinds, stage = asked.get("words", "")[:200].strip(), asked.get("kind", ""), asked.get("stage", "")
    found = request.contents(
        node,
        page_number(request),
        SIZE,
        words=words,
        kinds=(kinds,) if kinds in TYPES else (),
        stages=(stage,) if stage else (),
        sort=sort,
        down="down" in asked,
    )
    narrowed = bool(words or kinds or stage)
    may_put = by_hand and not narrowed and access.permits(request.reader, Permission.EDIT, node)
    movable = may_put and sort == "order"
    columns = [name for name in COLUMNS if name in asked.getall("column")] or list(COLUMNS)
    return {
        "page": Page(request, _("Contenu")),
        "about": phrases.named(request, node),
        "back": request.node_url(node),
        "managing": managing(request, node),
        "added": list(additions(request, node)),
        "words": words,
        "kinds": _kinds(request, found.stages, kinds),
        "stages": _stages(request, node, found.stages, stage, kinds),
        "columns": [(name, request.translate(text), name in columns) for name, text in COLUMNS.items()],
        "headings": [_heading(request, name, sort) for name in SORTS if name == "title" or name in columns],
        "shown": columns,
        "rows": list(_rows(request, node, found.nodes, movable)),
        "movable": movable,
        "arrange": request.same_page(sort="order", down=None, page=None) if may_put and not movable else None,
        "count": request.words.number(found.total),
        "narrowed": narrowed,
        "here": request.node_url(node, "contents"),
        "all": bool(asked.get("all")),
        "tick_all": request.same_page(all="1"),
        "several": {name: request.node_url(node, name) for name in ("move", "copy", "delete")},
        "bulk": _bulk(request, node, found.nodes),
        "order": request.node_url(node, "order"),
        "deleted": request.node_url(node, "deleted") if _opens(request, node, "deleted") else None,
        "deeds": deeds(request, node),
        "pages": pages(request, found.page, found.pages),
        "empty_title": request.translate(_("Rien ne répond à ce choix") if narrowed else _("Rien ne se trouve encore ici")),
        "empty_text": request.translate(NARROWED if narrowed else EMPTY),
        "all_words": request.translate(_("Tout voir")),
    }


@view_config(context=Node, name="order", permission=Permission.EDIT, request_method="POST")
def put(node: Node, request: Request) -> Response:
    """One of its children to another position among them."""
    number, _dash, at = request.POST.get("to", "").partition("-")
    child = by_number(request, number)
    if child is None or child.__parent__ is not node or not at.isascii() or not at.isdigit() or not order.may_be_put(node):
        raise HTTPForbidden
    order.put(node, child, int(at[:4]))
    node.record(request.act.who, "ordered", when=request.act.now)
    return HTTPSeeOther(f"{request.node_url(node, 'contents', sort='order')}#row-{child.oid}")


def holds(node: Node) -> bool:
    """Can anything stand in it?"""
    return any(node.type_name in each.parents for each in TYPES.values()) and node.type_name != "folder"


def additions(request: Request, node: Node) -> Iterator[Deed]:
    """The pages by which the reader may add something here: by type, wherever this site has one."""
    for name, each in TYPES.items():
        view = f"{name}-new"
        fits = node.type_name in each.parents and each.copied and exists(request, node, view)
        if fits and (name not in ("mission", "need", "programme") or "asks" in getattr(node, "capacities", ("asks",))):
            if view_execution_permitted(node, request, view):
                yield Deed(request.node_url(node, view), request.translate(each.label), each.icon)


def deeds(request: Request, node: Node) -> list[Deed]:
    """What the reader may do to a node as a whole."""
    translate, found = request.translate, []
    if access.permits(request.reader, Permission.EDIT, node) and exists(request, node, "edit"):
        found.append(Deed(request.node_url(node, "edit"), translate(_("Modifier")), "pencil"))
    if arranging.may_arrange(request.reader, node):
        found.append(Deed(request.node_url(node, "rename"), translate(_("Renommer")), "tag"))
        if "site" not in TYPES[node.type_name].parents:
            found.append(Deed(request.node_url(node, "move"), translate(_("Déplacer")), "arrow-right"))
            found.append(Deed(request.node_url(node, "copy"), translate(_("Copier")), "copy"))
        found.append(Deed(request.node_url(node, "delete"), translate(_("Mettre à la corbeille")), "trash"))
    return found


def _rows(request: Request, parent: Node, nodes: list[Node], movable: bool) -> Iterator[Row]:
    at = {child.oid: number for number, child in enumerate(order.in_order(parent))} if movable else {}
    last = len(at) - 1
    for node in nodes:
        position = at.get(node.oid)
        inside = holds(node) and access.permits(request.reader, Permission.HISTORY, node)
        yield Row(
            item=str(node.oid),
            href=request.node_url(node),
            title=phrases.named(request, node),
            icon=TYPES[node.type_name].icon,
            kind=kind(request, node.type_name),
            state=cards.state_of(request, node) if node.type_name in WITH_WORKFLOW else None,
            when=request.words.ago(node.modified),
            exact=request.words.date(node.modified),
            who=name_of(request.site, node.author),
            inside=request.node_url(node, "contents") if inside else None,
            deeds=deeds(request, node),
            up=position - 1 if position else None,
            down=position + 1 if position is not None and position < last else None,
        )


def _heading(request: Request, name: str, sort: str) -> Heading:
    """Followed once it sorts by this column, once more the other way round."""
    now, down = name == sort, "down" in request.GET
    turned = not down if now else name in DOWN_FIRST
    href = request.same_page(sort=name, down="1" if turned else None, page=None)
    return Heading(name, request.translate(SORTS[name]), href, ("descending" if down else "ascending") if now else None)


def _kinds(request: Request, stages: dict[str, int], chosen: str) -> list[tuple[str, str, bool]]:
    counted: dict[str, int] = {}
    for stage, count in stages.items():
        name = stage.partition(".")[0]
        counted[name] = counted.get(name, 0) + count
    return [(name, f"{kind(request, name)} ({request.words.number(count)})", name == chosen) for name, count in sorted(counted.items())]


def _stages(request: Request, node: Node, stages: dict[str, int], chosen: str, only: str) -> list[tuple[str, str, bool]]:
    """By the words of their workflow here; with the type where several are in the list."""
    found = []
    several = len({stage.partition(".")[0] for stage in stages}) > 1
    for stage, count in stages.items():
        name, _dot, state = stage.partition(".")
        if name in WITH_WORKFLOW and state and only in ("", name):
            known = library.applied(network_of(node), name).workflow.states.get(state)
            word = state if known is None else request.words.label(known.label)
            text = f"{kind(request, name)} : {word[:1].lower()}{word[1:]}" if several else word
            found.append((stage, f"{text} ({request.words.number(count)})", stage == chosen))
    return sorted(found, key=lambda each: each[1])


def _bulk(request: Request, node: Node, nodes: list[Node]) -> str | None:
    """Where transitions are fired for several, if there is any to fire."""
    offered = ticking(request, node, nodes) if exists(request, node, "bulk") else None
    return None if offered is None else offered.href


def _opens(request: Request, node: Node, view: str) -> bool:
    return exists(request, node, view) and bool(view_execution_permitted(node, request, view))
