"""The networks of the site (M12, M13); deeper addresses lead to the other parts."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.network import Network
from mobee_pyr.content.person import name_of
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.views.administration.tabs import tabs
from mobee_pyr.views.page import Page


@view_config(
    context=Site,
    name="administration",
    path_info=r"/administration/?$",
    permission=Permission.ADMINISTER,
    request_method="GET",
    renderer="mobee_pyr.views:templates/administration.pt",
)
def networks(site: Site, request: Request) -> dict[str, Any]:
    """Each with who runs it, how large it is and where it stands."""
    return {
        "page": Page(request, _("Administration du site")),
        "tabs": tabs(request),
        "networks": [_row(request, node) for node in site.inside("network") if isinstance(node, Network)],
        "new": request.node_url(site, "network-new"),
    }


def _row(request: Request, network: Network) -> dict[str, Any]:
    managers = request.site.membership.holders(Role.MANAGER, network.oid, request.today)
    return {
        "href": request.node_url(network),
        "title": network.title,
        "dedicated": network.dedicated,
        "managers": ", ".join(sorted(name_of(request.site, each) for each in managers)),
        "people": request.node_url(network, "people"),
        "size": request.words.number(0 if network.children is None else len(network.children)),
        "state": cards.state_of(request, network),
    }
