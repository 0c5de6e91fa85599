"""Everything that a network publishes, for those who write it: what stands where, in which state, and what may be added."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.views import published
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.publications.adding import adding
from mobee_pyr.views.publications.tabs import tabs
from mobee_pyr.workflows import publishing


@view_config(
    context=Network,
    name="publications",
    permission=Permission.EDIT,
    request_method="GET",
    renderer="mobee_pyr.views:templates/publications.pt",
)
def show(network: Network, request: Request) -> dict[str, Any]:
    """What stands in the network itself, then in each section."""
    return {
        "page": Page(request, _("Pages et documents")),
        "managing": managing(request, network),
        "tabs": tabs(request, network),
        "adding": adding(request, network),
        "look_for": request.node_url(network, "search"),
        "shelves": _shelves(request, network),
    }


def _shelves(request: Request, within: Node, above: tuple[str, ...] = ()) -> list[tuple[str, str, list[published.Listed]]]:
    """Heading, address of the form that adds, and lines of the network and of each section beneath it."""
    found = publishing.listed(request.reader, within)
    heading = " › ".join(above) or request.translate(_("Directement dans le réseau"))
    lines = [published.listed(request, node)._replace(href=request.node_url(node)) for node in found]
    shelves = [(heading, request.node_url(within, "publication-new"), lines)]
    for node in found:
        if node.type_name == "section":
            shelves += _shelves(request, node, (*above, node.title))
    return shelves
