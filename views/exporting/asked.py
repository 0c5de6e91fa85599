"""One request as a row of a file."""

from collections.abc import Sequence

from pyramid.request import Request

from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import network_of
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.request import Request as MeansRequest
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, phrases
from mobee_pyr.views.exporting.sheet import Cell

REQUESTS = (
    _("Titre"),
    _("Nature"),
    _("Organisation"),
    _("Réseau"),
    _("Où"),
    _("Début"),
    _("Fin"),
    _("Places"),
    _("Places libres"),
    _("Quantité demandée"),
    _("Unité"),
    _("État"),
    _("Page"),
)


def asked(request: Request, node: MeansRequest) -> Sequence[Cell]:
    """One request."""
    organisation, network, state = organisation_of(node), network_of(node), cards.state_of(request, node)
    mission, need = node if isinstance(node, Mission) else None, node if isinstance(node, Need) else None
    return (
        node.title,
        phrases.kind(request, node),
        organisation.title if organisation else "",
        network.title if network else "",
        phrases.where(request, node),
        node.starts,
        node.ends,
        mission.places if mission else None,
        mission.places_left if mission else None,
        need.quantity if need else None,
        need.unit if need else "",
        state[1] if state else "",
        address(request, node),
    )


def address(request: Request, node: MeansRequest | Organisation) -> str:
    """In full: a file travels."""
    return str(request.registry.mobee.url + request.node_url(node))
