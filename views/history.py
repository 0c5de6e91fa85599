"""The history of any node, for whoever may read it (M32)."""

from itertools import islice
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.journal.entries import entries
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page

LINES = 200
"""The latest deeds; older ones stay in the tree."""


@view_config(
    context=Node, name="history", permission=Permission.HISTORY, request_method="GET", renderer="mobee_pyr.views:templates/history.pt"
)
def history(node: Node, request: Request) -> dict[str, Any]:
    """Who did what, when and why, the latest first."""
    return {
        "page": Page(request, _("Historique")),
        "about": phrases.named(request, node),
        "back": request.node_url(node),
        "managing": managing(request, node),
        "entries": list(islice(entries(request, node), LINES)),
    }
