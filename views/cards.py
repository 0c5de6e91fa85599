"""What a card shows of a mission, a need, an organisation or a network: one small function a noun, used by every page."""

from typing import NamedTuple

from pyramid.request import Request as WebRequest

from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.request import Request
from mobee_pyr.content.vocabulary import BODIES, CAPACITIES
from mobee_pyr.content.words import _
from mobee_pyr.views import labels, phrases
from mobee_pyr.workflows import favourites, library

DOERS = {"asks": _("demande des moyens"), "gives": _("apporte des moyens"), "brings": _("mobilise ses bénévoles")}
"""`vocabulary.CAPACITIES` in the middle of a sentence."""


class RequestCard(NamedTuple):
    """A mission or a need, for ``parts/mission_card.pt``."""

    href: str
    title: str
    kind: str
    kind_label: str
    organisation: str
    network: str | None
    where: str
    when: str
    time_basis: str
    form: str
    places: str
    quantity: str
    summary: str
    state: tuple[str, str] | None
    distance: str = ""
    kept: bool | None = None
    """Does the reader keep it among their favourites? ``None``: it cannot be kept, or nobody is signed in."""


class OrganisationCard(NamedTuple):
    """An organisation, for ``parts/organisation_card.pt``."""

    href: str
    title: str
    body: str
    capacities: str
    where: str
    summary: str
    state: tuple[str, str] | None
    labels: list[labels.Shown]


class NetworkCard(NamedTuple):
    """A network, for ``parts/network_card.pt``; ``count`` says how many requests are open."""

    href: str
    title: str
    accent: str
    dedicated: bool
    summary: str
    count: str
    state: tuple[str, str] | None


def state_of(request: WebRequest, node: Node) -> tuple[str, str] | None:
    """The kind and the words of a node's state, for ``parts/state_badge.pt``."""
    state = library.state_of(node)
    return None if state is None else (state.kind, request.words.label(state.label))


def request_card(request: WebRequest, node: Request, of_network: bool = True, of_organisation: bool = True) -> RequestCard:
    """A mission or a need. Its state is said unless it is open, which goes without saying."""
    organisation, network = organisation_of(node), network_of(node)
    state = library.state_of(node)
    return RequestCard(
        href=request.node_url(node),
        title=node.title,
        kind=node.means,
        kind_label=phrases.kind(request, node),
        organisation=organisation.title if organisation and of_organisation else "",
        network=network.title if network and of_network else None,
        where=phrases.where(request, node),
        when=phrases.when(request, node) or phrases.sentence(phrases.in_short(getattr(node, "schedule", ""), length=60)),
        time_basis=phrases.time_basis(request, node) if isinstance(node, Mission) and node.time_basis != "any" else "",
        form=_form(request, node) if isinstance(node, Mission) else "",
        places=phrases.places(request, node) if isinstance(node, Mission) else "",
        quantity=phrases.missing(request, node) if isinstance(node, Need) else "",
        summary=phrases.in_short(node.summary, node.description),
        state=None if state is None or state.kind == "open" else (state.kind, request.words.label(state.label)),
        kept=kept(request, node),
    )


def kept(request: WebRequest, node: Request) -> bool | None:
    """What the heart of a mission shows."""
    return favourites.holds(request.person, node.oid) if request.person is not None and isinstance(node, Mission) else None


def _form(request: WebRequest, node: Mission) -> str:
    """« Coup de main · En soirée »."""
    return " · ".join(filter(None, (phrases.form_in_short(request, node), phrases.moments(request, node))))


def organisation_card(request: WebRequest, node: Organisation) -> OrganisationCard:
    """An organisation. Its state is said unless it is a member like the others."""
    entity = node.entity
    return OrganisationCard(
        href=request.node_url(node),
        title=node.title,
        body="" if entity is None else request.translate(BODIES.get(entity.body, entity.body)),
        capacities=capacities(request, node),
        where="" if entity is None else phrases.city(entity.place),
        summary=phrases.in_short(node.summary, node.description, 140),
        state=None if node.state == "active" else state_of(request, node),
        labels=labels.shown(request, node),
    )


def network_card(request: WebRequest, node: Network, open_requests: int) -> NetworkCard:
    """A network, with how many requests are open in it for this reader."""
    return NetworkCard(
        href=request.node_url(node),
        title=node.title,
        accent=f"accent-{node.accent}",
        dedicated=node.dedicated,
        summary=phrases.in_short(node.summary, node.description),
        count=request.words.plural(_("${count} demande ouverte"), _("${count} demandes ouvertes"), open_requests),
        state=None if node.state == "open" else state_of(request, node),
    )


def capacities(request: WebRequest, node: Organisation) -> str:
    """« Demande des moyens, mobilise ses bénévoles »."""
    return phrases.sentence(", ".join(request.translate(DOERS[key]) for key in CAPACITIES if key in node.capacities))
