"""The home page: which networks there are for this reader, and what is asked for now (M01, M09, M10, M38)."""

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.application import TAKEN
from mobee_pyr.content.network import Network
from mobee_pyr.content.site import Site
from mobee_pyr.content.vocabulary import MEANS
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access, showcase

LATEST = {"mission": 6, "need": 3}
"""How many of each are shown: whoever comes alone can answer a mission; a need waits for an organisation."""

DESCRIPTION = _(
    "Associations, écoles et communes demandent des compétences, du matériel ou un coup de main ; bénévoles et entreprises y répondent."
)


@view_config(context=Site, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/site.pt", kept=True)
def home(site: Site, request: Request) -> dict[str, Any]:
    """Counts and cards are those of the reader: nobody learns that a dedicated network exists."""
    networks = [node for node in access.visible(request.reader, site.inside("network")) if isinstance(node, Network)]
    open_states = showcase.open_states(networks)
    latest = {kind: _latest(request, kind, open_states) for kind in LATEST}
    counts = sum((Counter(dict(found.facets.get("network", ()))) for found in latest.values()), Counter())
    return {
        "page": Page(
            request, _("Donner ce que l’on sait faire"), request.translate(DESCRIPTION), canonical=f"{request.registry.mobee.url}/"
        ),
        "networks": [cards.network_card(request, network, counts[network.oid]) for network in networks],
        "missions": [cards.request_card(request, node) for node in latest["mission"].nodes],
        "needs": [cards.request_card(request, node) for node in latest["need"].nodes],
        "all_missions": f"{request.urls['bourse']}?means=skills",
        "all_needs": f"{request.urls['bourse']}?{urlencode([('means', means) for means in MEANS if means != 'skills'])}",
        "counters": _counters(request, latest["mission"].total),
    }


def _latest(request: Request, kind: str, open_states: tuple[str, ...]) -> Any:
    """The latest that this reader may answer, with how many there are in all and in each network."""
    return request.search(types=(kind,), state=open_states, sort="date", size=LATEST[kind], facets=("network",))


def _counters(request: Request, missions: int) -> list[tuple[str, str]]:
    """Each figure with its noun; what is still nought goes without saying."""
    plural = request.words.plural
    organisations = request.search(types=("organisation",), state="active", size=1, facets=()).total
    volunteers = showcase.count_volunteers(request.reader, request.today)
    matches = request.tally("application", *TAKEN)
    figures = (
        (missions, plural(_("mission ouverte"), _("missions ouvertes"), missions)),
        (organisations, plural(_("organisation"), _("organisations"), organisations)),
        (volunteers, plural(_("bénévole"), _("bénévoles"), volunteers)),
        (matches, plural(_("mise en relation"), _("mises en relation"), matches)),
    )
    return [(request.words.number(number), noun) for number, noun in figures if number]
