"""What stands in a node, as a table: sorted, narrowed, paged; added to, and arranged one by one or several at once (M03)."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from mobee_pyr.content import order
from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.types import TYPES
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.administration.tabs import tabs
from mobee_pyr.views.exporting import sheet
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.paging import page_number, pages
from mobee_pyr.views.tree import table
from mobee_pyr.views.tree.chosen import by_number
from mobee_pyr.workflows import access

SIZE = 20
MANY = 500
"""Rows of a file that are looked for at a time."""

HEADS = (_("Titre"), _("Nature"), _("État"), _("Modifié"), _("Par"), _("Page"))

NARROWED = _("Essayez d’autres mots, ou une autre nature.")
EMPTY = _("Ce qui est ajouté ici se range dans ce tableau : on l’y retrouve, le trie, le déplace.")


class Asked(NamedTuple):
    """``?words=&kind=&stage=`` narrow the table, ``&sort=&down=1`` sort it, ``&column=`` (several) says what is shown of each row."""

    words: str
    kind: str
    stage: str
    sort: str
    down: bool
    columns: list[str]

    @property
    def narrowed(self) -> bool:
        """Is anything left out?"""
        return bool(self.words or self.kind or self.stage)


def _asked(node: Node, request: Request) -> Asked:
    query, sort = request.GET, request.GET.get("sort", "")
    by_hand = order.may_be_put(node) and (sort == "order" or bool(node.arranged))
    return Asked(
        words=query.get("words", "")[:200].strip(),
        kind=query.get("kind", "") if query.get("kind", "") in TYPES else "",
        stage=query.get("stage", ""),
        sort=sort if sort in table.SORTS else "order" if by_hand else "title",
        down="down" in query,
        columns=[name for name in table.COLUMNS if name in query.getall("column")] or list(table.COLUMNS),
    )


@view_config(
    context=Node,
    name="contents",
    permission=Permission.HISTORY,
    request_method="GET",
    renderer="mobee_pyr.views:templates/contents.pt",
    kept=True,
)
def show(node: Node, request: Request) -> dict[str, Any]:
    """One page of it, ``?page=``."""
    if not table.holds(node):
        raise HTTPNotFound
    asked = _asked(node, request)
    found = request.contents(node, page_number(request), SIZE, **_question(asked))
    may_put = order.may_be_put(node) and not asked.narrowed and access.permits(request.reader, Permission.EDIT, node)
    movable = may_put and asked.sort == "order"
    return {
        "page": Page(request, _("Contenu")),
        "about": phrases.named(request, node),
        "back": request.node_url(node),
        "managing": tabs(request) if node.type_name == "site" else managing(request, node),
        "rows": list(table.rows(request, node, found.nodes, movable)),
        "movable": movable,
        "arrange": request.same_page(sort="order", down=None, page=None) if may_put and not movable else None,
        "count": request.words.number(found.total),
        "words": asked.words,
        "kinds": table.kinds(request, found.stages, asked.kind),
        "stages": table.stages(request, node, found.stages, asked.stage, asked.kind),
        "pages": pages(request, found.page, found.pages),
        "export": sheet.export(request) if found.nodes else None,
        **_columns(request, asked),
        **_deeds(request, node, found.nodes),
        **_empty(request, asked),
    }


@view_config(context=Node, name="contents", permission=Permission.HISTORY, request_method="GET", request_param="export")
def export(node: Node, request: Request) -> Response:
    """All rows of the table, in its order."""
    if not table.holds(node):
        raise HTTPNotFound
    question = _question(_asked(node, request))
    found = sheet.whole(lambda number: request.contents(node, number, MANY, **question))
    return sheet.answer(request, f"{request.translate(_('Contenu'))} {phrases.named(request, node)}", HEADS, _written(request, node, found))


def _written(request: Request, node: Node, found: Iterator[Node]) -> Iterator[Sequence[sheet.Cell]]:
    nodes = list(found)
    for one, row in zip(nodes, table.rows(request, node, nodes, False), strict=True):
        yield row.title, row.kind, row.state[1] if row.state else "", one.modified, row.who, request.registry.mobee.url + row.href


def _question(asked: Asked) -> dict[str, Any]:
    """What the address asks for, as the index is asked."""
    kinds, stages = tuple(filter(None, (asked.kind,))), tuple(filter(None, (asked.stage,)))
    return {"words": asked.words, "kinds": kinds, "stages": stages, "sort": asked.sort, "down": asked.down}


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


def _columns(request: Request, asked: Asked) -> dict[str, Any]:
    words = {name: request.translate(text) for name, text in table.COLUMNS.items()}
    return {
        "shown": asked.columns,
        "columns": [(name, text, name in asked.columns) for name, text in words.items()],
        "columns_words": words,
        "headings": [table.heading(request, name, asked.sort) for name in table.SORTS if name == "title" or name in asked.columns],
        "actions": request.translate(_("Actions :")),
        "inside_word": request.translate(_("Son contenu")),
    }


def _deeds(request: Request, node: Node, nodes: list[Node]) -> dict[str, Any]:
    """What may be done: here, to the page itself, to what is ticked."""
    return {
        "added": list(table.additions(request, node)),
        "deeds": table.deeds(request, node),
        "several": {name: request.node_url(node, name) for name in ("move", "copy", "delete")},
        "bulk": table.bulk(request, node, nodes),
        "order": request.node_url(node, "order"),
        "deleted": request.node_url(node, "deleted") if table.opens(request, node, "deleted") else None,
        "all": bool(request.GET.get("all")),
        "tick_all": request.same_page(all="1"),
    }


def _empty(request: Request, asked: Asked) -> dict[str, Any]:
    return {
        "narrowed": asked.narrowed,
        "here": request.path,
        "empty_title": request.translate(_("Rien ne répond à ce choix") if asked.narrowed else _("Rien ne se trouve encore ici")),
        "empty_text": request.translate(NARROWED if asked.narrowed else EMPTY),
        "all_words": request.translate(_("Tout voir")),
    }
