"""The home page: which networks there are for this reader, and what is asked for now."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access

LATEST = 6


@view_config(context=Site, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/site.pt", kept=True)
def home(site: Site, request: Request) -> dict[str, Any]:
    """Counts and cards are those of the reader: nobody learns that a dedicated network exists."""
    networks = [node for node in access.visible(request.reader, site.inside("network")) if isinstance(node, Network)]
    latest = request.search(sort="date", state="published", size=LATEST, facets=())
    count = request.words.plural
    found = {kind: request.search(types=(kind,), size=1, facets=()).total for kind in ("organisation", "mission", "need")}
    return {
        "page": Page(
            request,
            _("Donner ce que l’on sait faire"),
            description=request.translate(_("Réseaux de mobilisation : missions, besoins, bénévoles.")),
        ),
        "networks": [
            cards.network_card(request, network, request.search(network=network.oid, size=1, facets=()).total) for network in networks
        ],
        "latest": [cards.request_card(request, node) for node in latest.nodes],
        "counters": [
            (request.words.number(found["mission"]), count(_("mission"), _("missions"), found["mission"])),
            (request.words.number(found["need"]), count(_("besoin"), _("besoins"), found["need"])),
            (request.words.number(found["organisation"]), count(_("organisation"), _("organisations"), found["organisation"])),
        ],
    }
