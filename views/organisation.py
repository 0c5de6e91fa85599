"""An organisation's page: who it is, what it does here, what it asks for, what was done (M14, L02)."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.legal_entity import LegalEntity
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node, path
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.programme import Programme
from mobee_pyr.content.request import Request as MeansRequest
from mobee_pyr.content.vocabulary import BODIES, CAPACITIES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, desk, labels, phrases
from mobee_pyr.views.buttons import buttons
from mobee_pyr.views.extra import extra
from mobee_pyr.views.feeds import following
from mobee_pyr.views.links import exists
from mobee_pyr.views.managing import added, managing
from mobee_pyr.views.markdown import markdown
from mobee_pyr.views.page import Page
from mobee_pyr.views.papers.given import expected
from mobee_pyr.views.remarks import remarks
from mobee_pyr.views.verdict import verdict
from mobee_pyr.workflows import access, library

MOST = 12
"""Cards of open requests; the bourse shows the others."""

PLAIN = {
    "asks": _("Elle demande des moyens : compétences, financement, matériel, transport ou technologie."),
    "gives": _("Elle apporte des moyens aux organisations du réseau."),
    "brings": _("Elle mobilise ses bénévoles ou ses salariés."),
}
"""`vocabulary.CAPACITIES` in a sentence each."""


@view_config(context=Organisation, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/organisation.pt", kept=True)
def show(organisation: Organisation, request: Request) -> dict[str, Any]:
    """Its requests are those that this reader may open; whoever may act finds what to do first."""
    entity = organisation.entity
    under_way, done = _sorted_requests(request, organisation)
    description = phrases.in_short(organisation.summary, organisation.description, 160)
    page = Page(request, organisation.title, description, request.full_url(organisation))
    return {
        "page": page,
        "follow": following.follow(request, page, organisation),
        "body": "" if entity is None else request.translate(BODIES.get(entity.body, entity.body)),
        "where": "" if entity is None else phrases.city(entity.place),
        "capacities": [request.translate(PLAIN[key]) for key in CAPACITIES if key in organisation.capacities],
        "summary": organisation.summary,
        "text": markdown(organisation.description),
        "extra": extra(request, organisation),
        "origin": organisation.provenance if organisation.provenance is not None and organisation.provenance.publisher else None,
        "website": _website(organisation.website or ("" if entity is None else entity.website)),
        "state": None if organisation.state == "active" else cards.state_of(request, organisation),
        "remarks": remarks(request, organisation),
        "evidence": expected(request, organisation),
        "verdict": verdict(request, organisation),
        "labels": (borne := labels.shown(request, organisation)),
        "meanings": labels.meanings(request, (label.name for label in borne)),
        "programmes": [_programme(request, node) for node in access.visible(request.reader, organisation.inside("programme"))],
        **_desk(request, organisation),
        "open": [cards.request_card(request, node, False, False) for node in under_way[:MOST]],
        "more": request.node_url(request.site, "bourse", organisation=path(organisation).strip("/")) if len(under_way) > MOST else None,
        "done": [_done(request, node) for node in done],
        "join": _join(request, organisation),
        "again": _again(request, organisation),
        "buttons": buttons(request, organisation, primary=False),
        "managing": managing(request, organisation),
    }


def _desk(request: Request, organisation: Organisation) -> dict[str, Any]:
    """What those who run it find first; empty for others."""
    if not desk.runs(request, organisation):
        return {"runs": False, "waiting": [], "requests": [], "all_requests": None, "added": [], "identity": []}
    found = desk.requests(request, organisation)
    total = request.words.plural(_("${count} demande en tout"), _("${count} demandes en tout"), len(found))
    return {
        "runs": True,
        "waiting": desk.waiting(request, organisation),
        "requests": list(desk.lines(request, organisation, desk.under_way(found)[: desk.FEW])),
        "all_requests": (request.node_url(organisation, "requests"), total) if found else None,
        "added": added(request, organisation),
        "identity": _identity(request, organisation.entity),
    }


def _identity(request: Request, entity: LegalEntity | None) -> list[tuple[str, str]]:
    """What a qualifier verifies of the legal body, and its référent keeps true."""
    if entity is None:
        return []
    place = ", ".join(part for part in (entity.place.address, phrases.city(entity.place)) if part)
    lines = ((_("Nom"), entity.title), (_("SIREN"), phrases.siren(entity.siren)), (_("RNA"), entity.rna), (_("Adresse"), place))
    return [(request.translate(name), value) for name, value in lines if value]


def _sorted_requests(request: Request, organisation: Organisation) -> tuple[list[MeansRequest], list[MeansRequest]]:
    """What is under way, the latest first, and what is done."""
    found = [node for node in access.visible(request.reader, organisation.inside("mission", "need")) if isinstance(node, MeansRequest)]
    found.sort(key=lambda node: node.published or node.created, reverse=True)
    done = {node.oid for node in found if (state := library.state_of(node)) is not None and state.kind == "done"}
    return desk.under_way(found), [node for node in found if node.oid in done]


def _programme(request: Request, node: Node) -> tuple[str, str, str]:
    return request.node_url(node), node.title, node.summary if isinstance(node, Programme) else ""


def _done(request: Request, node: MeansRequest) -> tuple[str, str, str]:
    return request.node_url(node), node.title, phrases.kind(request, node)


def _join(request: Request, organisation: Organisation) -> str | None:
    """Where it brings its people, they may ask to be attached to it, unless they are already."""
    asked = "brings" in organisation.capacities and organisation.oid not in request.reader.inside
    offered = asked and access.roles_in_state(organisation, Permission.JOIN) and exists(request, organisation, "join")
    return request.node_url(organisation, "join") if offered else None


def _again(request: Request, organisation: Organisation) -> str | None:
    """Whoever asked in vain, or withdrew, may ask once more with another file."""
    network = network_of(organisation)
    if request.person is None or network is None or organisation.state not in ("refused", "withdrawn", "left"):
        return None
    offered = access.permits(request.reader, Permission.JOIN, network) and exists(request, network, "organisation-new")
    return str(request.node_url(network, "organisation-new")) if offered else None


def _website(address: str) -> str:
    return address if address.startswith(("https://", "http://")) else ""
