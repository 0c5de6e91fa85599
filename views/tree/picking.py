"""A place in the tree, picked step by step: the places that lead on, searched and paged, and only those that the reader sees."""

from collections.abc import Iterable
from typing import Any

from pyramid.request import Request

from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.types import TYPES
from mobee_pyr.views import phrases
from mobee_pyr.views.paging import page_number, pages
from mobee_pyr.views.tree.chosen import by_number, kind

SIZE = 20


def leading(kinds: Iterable[str]) -> frozenset[str]:
    """The types that take something of these kinds, and those through which one comes to them."""
    found: set[str] = set()
    ahead = {parent for name in kinds for parent in TYPES[name].parents}
    while ahead:
        found |= ahead
        ahead = {parent for name in ahead for parent in TYPES[name].parents} - found
    return frozenset(found)


def looked_at(request: Request, nodes: list[Node]) -> Node:
    """The place that the page shows: the one asked for; at first the network of what is to be placed, or the site."""
    asked = by_number(request, request.params.get("into", ""))
    if asked is not None:
        return asked
    networks = {network.oid: network for node in nodes if (network := _home(request, node)) is not None}
    return next(iter(networks.values())) if len(networks) == 1 else request.site


def _home(request: Request, node: Node) -> Node | None:
    """Its network; what lies in the bin remembers from where it came."""
    told = node.binned
    found = (request.site.node(oid) for oid in (() if told is None else told.owners))
    binned = next((owner for owner in found if owner is not None and owner.type_name == "network"), None)
    return network_of(node) or (binned if binned is None else by_number(request, str(binned.oid)))


def picker(request: Request, nodes: list[Node], place: Node) -> dict[str, Any]:
    """The variables of ``parts/pick.pt``."""
    number, words = page_number(request), request.params.get("words", "")[:200].strip()
    within = leading(node.type_name for node in nodes)
    found = request.contents(place, number, SIZE, words=words, kinds=tuple(sorted(within)))
    steps = [step for step in reversed(list(lineage(place))) if by_number(request, str(step.oid)) is not None]
    return {
        "crumbs": [(_into(request, step), phrases.named(request, step), step is place) for step in steps],
        "places": [
            (_into(request, node), phrases.named(request, node), kind(request, node.type_name), TYPES[node.type_name].icon)
            for node in found.nodes
        ],
        "words": words,
        "place": place,
        "kept": [(name, value) for name, value in request.GET.items() if name not in ("words", "page", "into")],
        "pages": pages(request, found.page, found.pages),
        "searchable": bool(words) or found.pages > 1,
    }


def _into(request: Request, place: Node) -> str:
    return str(request.same_page(into=place.oid, words=None, page=None))
