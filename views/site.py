"""The home page: which networks there are for this reader, and what is asked for now (M01, M09, M10, M38)."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access, showcase

LATEST = 6

MATCHED = ("accepted", "completed")
"""The states of an application that brought somebody and an organisation together."""

DESCRIPTION = _(
    "Associations, écoles et communes demandent des compétences, du matériel ou un coup de main ; bénévoles et entreprises y répondent."
)


@view_config(context=Site, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/site.pt", kept=True)
def home(site: Site, request: Request) -> dict[str, Any]:
    """Counts and cards are those of the reader: nobody learns that a dedicated network exists."""
    networks = [node for node in access.visible(request.reader, site.inside("network")) if isinstance(node, Network)]
    open_states = showcase.open_states(networks)
    latest = request.search(state=open_states, sort="date", size=LATEST, facets=("network",))
    counts = dict(latest.facets.get("network", ()))
    return {
        "page": Page(
            request, _("Donner ce que l’on sait faire"), request.translate(DESCRIPTION), canonical=f"{request.registry.mobee.url}/"
        ),
        "networks": [cards.network_card(request, network, counts.get(network.oid, 0)) for network in networks],
        "latest": [cards.request_card(request, node) for node in latest.nodes],
        "counters": _counters(request, open_states),
    }


def _counters(request: Request, open_states: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each figure with its noun; what is still nought goes without saying."""
    plural = request.words.plural
    missions = request.search(types=("mission",), state=open_states, size=1, facets=()).total
    organisations = request.search(types=("organisation",), state="active", size=1, facets=()).total
    volunteers = showcase.count_volunteers(request.reader, request.today)
    matches = request.tally("application", *MATCHED)
    figures = (
        (missions, plural(_("mission ouverte"), _("missions ouvertes"), missions)),
        (organisations, plural(_("organisation"), _("organisations"), organisations)),
        (volunteers, plural(_("bénévole"), _("bénévoles"), volunteers)),
        (matches, plural(_("mise en relation"), _("mises en relation"), matches)),
    )
    return [(request.words.number(number), noun) for number, noun in figures if number]
