"""Which pages lead to this one: read before it is withdrawn, archived or deleted."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.publication import Publication
from mobee_pyr.content.words import _
from mobee_pyr.views.leading import leading
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page


@view_config(
    context=Publication, name="linked", permission=Permission.EDIT, request_method="GET", renderer="mobee_pyr.views:templates/linked.pt"
)
def show(node: Publication, request: Request) -> dict[str, Any]:
    """Each page that names it, as far as the reader may open it; the others are counted."""
    return {
        "page": Page(request, _("Ce qui mène à « ${title} »", mapping={"title": node.title})),
        "managing": managing(request, node),
        "leading": leading(request, node),
    }
