"""The bourse: every request that this reader may answer, found by words and by what decides (M06, M38, L17)."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import Network
from mobee_pyr.content.request import Request as MeansRequest
from mobee_pyr.content.site import Site
from mobee_pyr.content.whereabouts import kilometres
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.views.bourse import asked as asking
from mobee_pyr.views.bourse import filters, mapping, wider
from mobee_pyr.views.bourse.asked import Asked
from mobee_pyr.views.exporting import sheet
from mobee_pyr.views.feeds import following
from mobee_pyr.views.page import Page
from mobee_pyr.views.paging import page_number, pages
from mobee_pyr.workflows import access

DESCRIPTION = _(
    "Toutes les demandes ouvertes : compétences, financement, dons en nature, logistique et technologie, sur place ou en ligne."
)


@view_config(context=Site, name="bourse", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/bourse.pt", kept=True)
def bourse(site: Site, request: Request) -> dict[str, Any]:
    """A plain form in the address: it can be shared, and works without a script."""
    networks = [node for node in access.visible(request.reader, site.inside("network")) if isinstance(node, Network)]
    asked = asking.read(request, networks)
    finding = request.find_widely(page=page_number(request), **asking.question(asked))
    counts, chosen = finding.asked.facets, list(filters.chosen(request, asked))
    in_network = dict(counts.get("network", ()))
    page = Page(request, _("La bourse"), request.translate(DESCRIPTION), canonical=f"{request.registry.mobee.url}/bourse")
    return {
        "page": page,
        "follow": following.follow(request, page, site),
        "asked": asked,
        "count": request.words.plural(_("${count} demande"), _("${count} demandes"), finding.asked.total),
        "networks": [
            (node.__name__, node.title, filters.count(request, in_network.get(node.oid)), node is asked.network) for node in networks
        ],
        "facets": filters.facets(request, asked, counts),
        "distances": filters.distances(request, asked),
        "unknown_place": asked.there is not None and not asked.there.known,
        "sorts": filters.sorts(request, asked),
        "chosen": chosen,
        "wider": wider.told(request, asked, finding),
        "meant": wider.meant(request, finding),
        "cards": [_card(request, node, asked) for node in finding.results.nodes],
        "pages": pages(request, finding.results.page, finding.results.pages),
        "drawn": mapping.drawn(request, asked, finding.results.facets, request.places_of(finding)) if asked.on_map else None,
        "other_view": request.same_page(page=None, view=None if asked.on_map else "map"),
        "export": sheet.export(request),
        "save": request.same_page(page=None, view=None).replace("/bourse", "/save-search", 1),
        "all": request.urls["bourse"] if chosen or asked.words else None,
    }


def _card(request: Request, node: MeansRequest, asked: Asked) -> cards.RequestCard:
    """With how far it is, when there is a place to measure from."""
    card = cards.request_card(request, node, of_network=asked.network is None)
    if asked.there is None or asked.there.point is None or (isinstance(node, Mission) and node.mode == "online"):
        return card
    far = kilometres(node.place, asked.there.point)
    return card if far is None else card._replace(distance=_far(request, far))


def _far(request: Request, kilometres: float) -> str:
    """« à 12 km »."""
    if kilometres < 1:
        return str(request.translate(_("à moins d’un km")))
    return str(request.translate(_("à ${km} km"), km=request.words.number(round(kilometres))))
