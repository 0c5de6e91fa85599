"""A network's home: what it is, what is asked for in it, who takes part."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.views import cards
from mobee_pyr.views.markdown import markdown
from mobee_pyr.views.page import Page

LATEST = 6
SHOWN = 12


@view_config(context=Network, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/network.pt", kept=True)
def show(network: Network, request: Request) -> dict[str, Any]:
    """The latest requests and the organisations, as this reader may see them."""
    latest = request.search(network=network.oid, sort="date", state="published", size=LATEST, facets=())
    members = request.search(types=("organisation",), network=network.oid, state="active", size=SHOWN, facets=())
    return {
        "page": Page(request, network.title, description=network.summary),
        "network_summary": network.summary,
        "text": markdown(network.description),
        "latest": [cards.request_card(request, node, of_network=False) for node in latest.nodes],
        "total": latest.total,
        "all_requests": f"{request.urls['bourse']}?network={network.oid}",
        "organisations": [cards.organisation_card(request, node) for node in members.nodes if isinstance(node, Organisation)],
        "organisations_total": members.total,
    }
