"""What the bourse and a network's list of organisations show, as files."""

from collections.abc import Iterator, Sequence
from functools import partial

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.request import Request as MeansRequest
from mobee_pyr.content.site import Site
from mobee_pyr.content.vocabulary import BODIES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, phrases
from mobee_pyr.views.bourse import asked as asking
from mobee_pyr.views.exporting import own, sheet
from mobee_pyr.views.exporting.asked import REQUESTS, address, asked
from mobee_pyr.views.exporting.sheet import Cell
from mobee_pyr.workflows import access

ORGANISATIONS = (_("Organisation"), _("Nature"), _("Rôle dans le réseau"), _("Où"), _("Ce qu’elle fait"), _("Site web"), _("Page"))


@view_config(context=Site, name="bourse", permission=Permission.VIEW, request_method="GET", request_param="export")
def bourse(site: Site, request: Request) -> Response:
    """The same question as the page asks, all its pages."""
    networks = [node for node in access.visible(request.reader, site.inside("network")) if isinstance(node, Network)]
    question = asking.question(asking.read(request, networks)) | {"size": sheet.SIZE, "facets": ()}

    def found() -> Iterator[MeansRequest]:
        nodes = sheet.whole(lambda number: request.find_widely(page=number, **question).results)
        return (node for node in nodes if isinstance(node, MeansRequest))

    return own.answer(request, _("La bourse"), REQUESTS, found, partial(asked, request))


@view_config(context=Network, name="organisations", permission=Permission.VIEW, request_method="GET", request_param="export")
def organisations(network: Network, request: Request) -> Response:
    """Everybody whom the page finds by the same words (M48)."""
    words = request.GET.get("words", "").strip()[:200]
    question = {"words": words, "types": ("organisation",), "network": network.oid, "state": "active", "size": sheet.SIZE, "facets": ()}

    def found() -> Iterator[Organisation]:
        nodes = sheet.whole(lambda number: request.search(page=number, **question))
        return (node for node in nodes if isinstance(node, Organisation))

    return own.answer(request, _("Les organisations du réseau"), ORGANISATIONS, found, partial(_organisation, request))


def _organisation(request: Request, node: Organisation) -> Sequence[Cell]:
    entity = node.entity
    return (
        node.title,
        "" if entity is None else request.translate(BODIES.get(entity.body, entity.body)),
        cards.capacities(request, node),
        "" if entity is None else phrases.city(entity.place),
        node.summary,
        node.website,
        address(request, node),
    )
