"""The bourse: every request that this reader may answer, found by words and by what decides (M06, M38)."""

from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.site import Site
from mobee_pyr.content.vocabulary import DOMAINS, MEANS, MODES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access

SIZE = 20
LONGEST = 200
"""Characters of a question that are read."""

FACETS = {"means": (_("Moyens"), MEANS), "domain": (_("Domaine"), DOMAINS), "mode": (_("Lieu"), MODES)}


class Choice(NamedTuple):
    """One value of a facet."""

    id: str
    value: str
    label: str
    count: int
    chosen: bool


class Pages(NamedTuple):
    """For ``parts/pagination.pt``."""

    number: int
    total: int
    previous: str | None
    next: str | None
    numbers: list[tuple[int | None, str, bool]]


@view_config(context=Site, name="bourse", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/bourse.pt", kept=True)
def bourse(site: Site, request: Request) -> dict[str, Any]:
    """A plain form in the address: it can be shared, and works without a script."""
    asked = request.GET
    chosen = {name: tuple(value for value in asked.getall(name) if value in values) for name, (_label, values) in FACETS.items()}
    networks = [node for node in access.visible(request.reader, site.inside("network")) if isinstance(node, Network)]
    network = next((node for node in networks if asked.get("network") == str(node.oid)), None)
    words, place = asked.get("words", "")[:LONGEST].strip(), asked.get("place", "")[:LONGEST].strip()
    results = request.search(
        words=words,
        place=place,
        network=None if network is None else network.oid,
        sort="date" if asked.get("sort") == "date" else "relevance",
        page=_number(asked.get("page", "")),
        size=SIZE,
        **chosen,
    )
    return {
        "page": Page(request, _("La bourse des missions et des besoins")),
        "words": words,
        "place": place,
        "count": request.words.plural(_("${count} demande"), _("${count} demandes"), results.total),
        "networks": [(str(node.oid), node.title, node is network) for node in networks],
        "facets": [
            (name, request.translate(label), list(_choices(request, name, values, results, chosen)))
            for name, (label, values) in FACETS.items()
        ],
        "filters": sum(map(len, chosen.values())) + (network is not None) + bool(place),
        "cards": [cards.request_card(request, node, of_network=network is None) for node in results.nodes],
        "pages": _pages(request, results),
    }


def _choices(request: Request, name: str, values: Any, results: Any, chosen: Any) -> Any:
    for value, count in results.facets.get(name, []):
        if value in values:
            yield Choice(f"{name}-{value}", value, request.translate(values[value]), count, value in chosen[name])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _pages(request: Request, results: Any) -> Pages:
    number, total = min(results.page, results.pages), results.pages
    shown = sorted({1, total, *range(max(1, number - 1), min(total, number + 1) + 1)})
    return Pages(
        number,
        total,
        request.same_page(page=number - 1) if number > 1 else None,
        request.same_page(page=number + 1) if number < total else None,
        [(each, request.same_page(page=each), each == number) for each in shown],
    )
