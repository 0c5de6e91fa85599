"""The history of any node, for whoever may read it (M32)."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content import past
from mobee_pyr.content.access import Permission
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.views import paging, phrases, undoing
from mobee_pyr.views.journal.entries import Entry, entry, readable
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page

LINES = 25


@view_config(
    context=Node, name="history", permission=Permission.HISTORY, request_method="GET", renderer="mobee_pyr.views:templates/history.pt"
)
def history(node: Node, request: Request) -> dict[str, Any]:
    """Who did what, when and why, the latest first; what differs, and what may be taken back."""
    deeds = list(readable(request, node))
    total = max(1, -(-len(deeds) // LINES))
    page = min(paging.page_number(request), total)
    undone = past.undone(node)
    return {
        "page": Page(request, _("Historique")),
        "about": phrases.named(request, node),
        "back": request.node_url(node),
        "managing": managing(request, node),
        "entries": [_line(request, node, number, deed, undone) for number, deed in deeds[(page - 1) * LINES : page * LINES]],
        "pages": paging.pages(request, page, total),
    }


def _line(request: Request, node: Node, number: int, deed: Deed, undone: frozenset[int]) -> Entry:
    undo = undoing.link(request, node, number)
    links = [*undoing.versions(request, node, number), *([undo] if undo else [])]
    stays = "" if undo or number in undone else undoing.stays(request, node, number)
    return entry(request, node, deed)._replace(links=links, undone=number in undone, stays=stays)
