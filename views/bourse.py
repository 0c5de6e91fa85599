"""The bourse: every request that this reader may answer, found by words and by what decides (M06, M38, L17)."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import path
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.site import Site
from mobee_pyr.content.vocabulary import DOMAINS, MEANS, MODES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.views.page import Page
from mobee_pyr.views.paging import page_number, pages
from mobee_pyr.workflows import access, showcase

SIZE = 20
LONGEST = 200
"""Characters of a question that are read."""

MEANT = {"on_site": ("on_site", "both"), "online": ("online", "both")}
"""What somebody who asks for one of these modes can answer."""

FACETS = {
    "means": (_("Moyens demandés"), MEANS),
    "mode": (_("Sur place ou en ligne"), {mode: MODES[mode] for mode in MEANT}),
    "domain": (_("Domaine"), DOMAINS),
}
DESCRIPTION = _(
    "Toutes les demandes ouvertes : compétences, financement, dons en nature, logistique et technologie, sur place ou en ligne."
)
SORTS = {"relevance": _("Les plus pertinentes"), "date": _("Les plus récentes")}


class Choice(NamedTuple):
    """One value of a facet."""

    id: str
    value: str
    label: str
    count: str
    chosen: bool


class Asked(NamedTuple):
    """What the address asks for, with all that makes no sense, or is hidden from the reader, left out."""

    words: str
    place: str
    network: Network | None
    organisation: Organisation | None
    facets: dict[str, tuple[str, ...]]
    sort: str
    everything: bool
    room: bool


@view_config(context=Site, name="bourse", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/bourse.pt", kept=True)
def bourse(site: Site, request: Request) -> dict[str, Any]:
    """A plain form in the address: it can be shared, and works without a script."""
    networks = [node for node in access.visible(request.reader, site.inside("network")) if isinstance(node, Network)]
    asked = _asked(request, networks)
    results = _found(request, asked, networks)
    counts = dict(results.facets.get("network", ()))
    chosen = list(_chosen(request, asked))
    return {
        "page": Page(request, _("La bourse"), request.translate(DESCRIPTION), canonical=f"{request.registry.mobee.url}/bourse"),
        "asked": asked,
        "organisation_path": "" if asked.organisation is None else path(asked.organisation).strip("/"),
        "count": request.words.plural(_("${count} demande"), _("${count} demandes"), results.total),
        "networks": [(node.__name__, node.title, _count(request, counts.get(node.oid)), node is asked.network) for node in networks],
        "facets": [(name, label, list(_choices(request, name, results, asked))) for name, (label, _values) in FACETS.items()],
        "sorts": [(name, label, name == asked.sort) for name, label in SORTS.items()],
        "chosen": chosen,
        "cards": [cards.request_card(request, node, of_network=asked.network is None) for node in results.nodes],
        "pages": pages(request, results.page, results.pages),
        "all": request.urls["bourse"] if chosen or asked.words else None,
    }


def _asked(request: Request, networks: list[Network]) -> Asked:
    said = request.GET
    facets = {name: tuple(value for value in values if value in said.getall(name)) for name, (_label, values) in FACETS.items()}
    return Asked(
        words=" ".join(said.get("words", "")[:LONGEST].split()),
        place=" ".join(said.get("place", "")[:LONGEST].split()),
        network=next((node for node in networks if node.__name__ == said.get("network")), None),
        organisation=_organisation(request, said.get("organisation", "")),
        facets=facets,
        sort="date" if said.get("sort") == "date" else "relevance",
        everything=said.get("state") == "all",
        room=said.get("room") == "left",
    )


def _organisation(request: Request, address: str) -> Organisation | None:
    """The organisation of that path, as long as the reader may open it."""
    node = tree.find(request.site, address[:LONGEST]) if address else None
    return node if isinstance(node, Organisation) and access.permits(request.reader, Permission.VIEW, node) else None


def _found(request: Request, asked: Asked, networks: list[Network]) -> Any:
    """The page that is asked for, or the last one there is."""
    question = {
        "words": asked.words,
        "place": asked.place,
        "network": None if asked.network is None else asked.network.oid,
        "organisation": None if asked.organisation is None else asked.organisation.oid,
        "state": () if asked.everything else showcase.open_states(networks),
        "places": ("left",) if asked.room else (),
        "sort": asked.sort,
        "size": SIZE,
        "facets": (*FACETS, "network"),
        **asked.facets,
        "mode": tuple({meant for mode in asked.facets["mode"] for meant in MEANT[mode]}),
    }
    results = request.search(page=page_number(request), **question)
    return results if results.page <= results.pages else request.search(page=results.pages, **question)


def _choices(request: Request, name: str, results: Any, asked: Asked) -> Iterator[Choice]:
    """The values that would find something, in the order of the vocabulary, and those that are chosen."""
    values, counts = FACETS[name][1], dict(results.facets.get(name, ()))
    for value, label in values.items():
        count = sum(counts.get(meant, 0) for meant in (MEANT[value] if name == "mode" else (value,)))
        if count or value in asked.facets[name]:
            yield Choice(f"{name}-{value}", value, request.translate(label), _count(request, count), value in asked.facets[name])


def _count(request: Request, count: int | None) -> str:
    return "" if count is None else str(request.words.number(count))


def _chosen(request: Request, asked: Asked) -> Iterator[tuple[str, str]]:
    """Each filter that is on, with the address of the same list without it."""
    said = {"words": asked.words, "place": asked.place}
    said["network"] = asked.network.title if asked.network else ""
    said["organisation"] = asked.organisation.title if asked.organisation else ""
    said["state"] = request.translate(_("En cours et réalisées aussi")) if asked.everything else ""
    said["room"] = request.translate(_("Avec des places libres")) if asked.room else ""
    for name, text in said.items():
        if text:
            told = request.translate(_("« ${words} »"), words=text) if name == "words" else text
            yield told, request.same_page(page=None, **{name: None})
    for name, values in asked.facets.items():
        for value in values:
            yield request.translate(FACETS[name][1][value]), _without(request, name, value)


def _without(request: Request, name: str, value: str) -> str:
    """This page's address without one of several values of a facet."""
    kept = [(key, each) for key, each in request.GET.items() if (key, each) != (name, value) and key != "page"]
    query: dict[str, list[str]] = {}
    for key, each in kept:
        query.setdefault(key, []).append(each)
    return str(request.node_url(request.site, "bourse", **query))
