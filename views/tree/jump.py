"""From a step of the path to any page beneath it: what the reader may open there, searched and paged; made only when it is asked for."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content import order
from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.types import TYPES
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.page import Page
from mobee_pyr.views.paging import page_number, pages
from mobee_pyr.views.tree.chosen import kind

SIZE = 30


@view_config(context=Node, name="jump", permission=Permission.VIEW, request_method="GET", renderer="mobee_pyr.views:templates/jump.pt")
def jump(node: Node, request: Request) -> dict[str, Any]:
    """In the order in which they stand."""
    words = request.GET.get("words", "")[:200].strip()
    sort = "order" if order.may_be_put(node) else "title"
    found = request.contents(node, page_number(request), SIZE, words=words, sort=sort)
    title = _("Aller ailleurs dans « ${title} »", mapping={"title": phrases.named(request, node)})
    return {
        "page": Page(request, title),
        "back": (request.node_url(node), phrases.named(request, node)),
        "words": words,
        "searchable": bool(words) or found.pages > 1,
        "places": [
            (request.node_url(each), phrases.named(request, each), kind(request, each.type_name), TYPES[each.type_name].icon)
            for each in found.nodes
        ],
        "pages": pages(request, found.page, found.pages),
    }
