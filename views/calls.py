"""Calls place by place: where hands are wanted, how many still, the nearest first for whoever says where they are (M65, M66)."""

from collections import defaultdict
from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import Network
from mobee_pyr.content.place import located
from mobee_pyr.content.whereabouts import Point, kilometres, spot
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import showcase

MOST = 200
"""Calls on one page: the others are found by a search."""


class Call(NamedTuple):
    """One mission as a large target."""

    href: str
    title: str
    organisation: str
    wanted: str
    when: str


class Spot(NamedTuple):
    """One commune with its calls; ``far``: how far away, in words, or empty."""

    name: str
    far: str
    calls: list[Call]


@view_config(
    context=Network,
    name="calls",
    permission=Permission.VIEW,
    request_method="GET",
    renderer="mobee_pyr.views:templates/calls.pt",
    kept=True,
)
def calls(network: Network, request: Request) -> dict[str, Any]:
    """``?near=`` is a commune or a postcode; one that nobody knows is said to be so."""
    near = request.GET.get("near", "").strip()[:100]
    start = None if not near else spot(located("", near) if near.isdigit() else located(near))
    asked = {"types": ("mission",), "network": network.oid, "state": showcase.open_states((network,)), "sort": "date"}
    found = request.search(size=MOST, facets=(), **asked)
    return {
        "page": Page(request, _("Où aider")),
        "here": request.node_url(network, "calls"),
        "near": near,
        "unknown": bool(near) and start is None,
        "spots": _spots(request, [node for node in found.nodes if isinstance(node, Mission)], start),
        "more": request.node_url(request.site, "bourse", network=network.__name__) if found.total > MOST else None,
        "home": request.node_url(network),
    }


def _spots(request: Request, missions: list[Mission], start: Point | None) -> list[Spot]:
    """By distance from where the reader is, else by name; what is done from home comes last."""
    places: dict[str, list[Mission]] = defaultdict(list)
    for mission in missions:
        places[phrases.city(mission.place) if mission.mode != "online" else ""].append(mission)
    ordered = sorted(places.items(), key=lambda pair: (not pair[0], _away(pair[1][0], start), pair[0]))
    return [_spot(request, name, found, start) for name, found in ordered]


def _away(mission: Mission, start: Point | None) -> float:
    away = None if start is None else kilometres(mission.place, start)
    return float("inf") if away is None else away


def _spot(request: Request, name: str, missions: list[Mission], start: Point | None) -> Spot:
    away = _away(missions[0], start)
    far = "" if not name or away == float("inf") else request.translate(_("à ${km} km"), km=request.words.number(round(away)))
    return Spot(name or request.translate(_("Sans se déplacer")), far, [_call(request, mission) for mission in missions])


def _call(request: Request, mission: Mission) -> Call:
    left, organisation = mission.places_left, mission.__parent__
    wanted = request.translate(_("On cherche du monde"))
    if left is not None:
        wanted = request.words.plural(_("Il manque ${count} personne"), _("Il manque ${count} personnes"), left)
    if left == 0:
        wanted = request.translate(_("Complet : liste d’attente"))
    title = "" if organisation is None else organisation.title
    return Call(request.node_url(mission), mission.title, title, wanted, phrases.when(request, mission))
