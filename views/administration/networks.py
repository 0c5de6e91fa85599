"""The networks of the site (M12, M13); deeper addresses lead to the other parts."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.network import Network
from mobee_pyr.content.person import name_of
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.views.administration.tabs import tabs
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import library

KINDS = ("mission", "need", "application", "pledge")
MANY = 100
RECENT, PATIENCE = timedelta(days=30), timedelta(days=14)
TEAM = (Role.MANAGER, Role.QUALIFIER)


@view_config(
    context=Site,
    name="administration",
    path_info=r"/administration/?$",
    permission=Permission.ADMINISTER,
    request_method="GET",
    renderer="mobee_pyr.views:templates/administration.pt",
)
def networks(site: Site, request: Request) -> dict[str, Any]:
    """Each with who runs it, how large it is and where it stands."""
    return {
        "page": Page(request, _("Administration du site")),
        "tabs": tabs(request),
        "networks": [_row(request, node) for node in site.inside("network") if isinstance(node, Network)],
        "new": request.node_url(site, "network-new"),
    }


def _new(request: Request, network: Network) -> int:
    """What was asked and answered in the last thirty days, counted up to a hundred: the latest are looked at, never all."""
    latest = request.search(types=KINDS, network=network.oid, sort="date", size=MANY, facets=()).nodes
    return sum(request.now - (getattr(node, "published", None) or node.created) <= RECENT for node in latest)


def _health(request: Request, network: Network) -> Iterator[tuple[str, str]]:
    """What wants to be looked at; nothing when all is well."""
    if library.frozen(network):
        yield "bad", request.translate(_("Parcours figé"))
    if network.moving:
        yield "waiting", request.translate(_("Passe à un nouveau parcours"))
    notes = {oid: note for role in TEAM for oid, note in network.notes(role) if not note.hidden}
    late = sum(request.now - note.since > PATIENCE for note in notes.values())
    if late:
        yield (
            "attention",
            request.words.plural(
                _("${count} dossier attend depuis deux semaines"), _("${count} dossiers attendent depuis deux semaines"), late
            ),
        )


def _row(request: Request, network: Network) -> dict[str, Any]:
    managers = request.site.membership.holders(Role.MANAGER, network.oid, request.today)
    new = _new(request, network)
    return {
        "new": request.translate(_("${count} ou plus"), count=MANY) if new == MANY else request.words.number(new),
        "health": list(_health(request, network)),
        "href": request.node_url(network),
        "title": network.title,
        "dedicated": network.dedicated,
        "managers": ", ".join(sorted(name_of(request.site, each) for each in managers)),
        "people": request.node_url(network, "people"),
        "size": request.words.number(0 if network.children is None else len(network.children)),
        "state": cards.state_of(request, network),
    }
