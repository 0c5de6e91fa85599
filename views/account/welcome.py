"""The next step: the networks that one may join, as a volunteer or with an organisation."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission, Role, token
from mobee_pyr.content.network import Network
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access


@view_config(
    context=Site, name="welcome", permission=Permission.ACCOUNT, renderer="mobee_pyr.views:templates/welcome.pt", request_method="GET"
)
def welcome(site: Site, request: Request) -> dict[str, Any]:
    """The networks that are open to this reader; those already joined say so."""
    networks = [
        node for node in site.inside("network") if isinstance(node, Network) and access.permits(request.reader, Permission.JOIN, node)
    ]
    return {
        "page": Page(request, _("Rejoindre un réseau")),
        "said": request.person.profile.said,
        "networks": [
            {
                "title": node.title,
                "summary": node.summary,
                "accent": f"accent-{node.accent}",
                "href": request.node_url(node, "join"),
                "joined": token(Role.MEMBER, node.oid) in request.reader.tokens,
            }
            for node in networks
        ],
    }
