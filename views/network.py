"""A network's home: what it is, what is asked for in it, who takes part and how to join (M09–M11, M46–M48)."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content import capacities
from mobee_pyr.content.access import Permission
from mobee_pyr.content.blueprint import part
from mobee_pyr.content.home import Block
from mobee_pyr.content.network import Network
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, home, labels, phrases
from mobee_pyr.views.buttons import buttons
from mobee_pyr.views.exporting import sheet
from mobee_pyr.views.feeds import following
from mobee_pyr.views.links import exists
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.paging import page_number, pages
from mobee_pyr.workflows import access, publishing, volunteering

SIZE = 24


class Door(NamedTuple):
    """One way in, for one kind of reader."""

    icon: str
    title: str
    text: str
    href: str
    action: str


VOLUNTEER = Door(
    "person-raised-hand",
    _("Je veux aider"),
    _(
        "Rejoignez le réseau comme bénévole, en votre nom. Si votre employeur en est membre, "
        "candidatez avec lui : il valide, et parfois libère du temps."
    ),
    "join",
    _("Devenir bénévole"),
)
ORGANISATION = Door(
    "building",
    _("Mon organisation veut participer"),
    _(
        "Association, entreprise, commune ou école : demandez des moyens, apportez-en, ou les "
        "deux. L’équipe du réseau vérifie votre dossier et vous répond. C’est gratuit."
    ),
    "organisation-new",
    _("Inscrire mon organisation"),
)

HELP = Door("person-raised-hand", _("Je viens aider"), _("Voir où l’on a besoin de bras, près de chez moi."), "calls", "")
GOODS = Door("box-seam", _("J’apporte du matériel"), _("Pelles, eau, camion, hébergement : voir ce qui manque."), "bourse", "")
ASK = Door(
    "megaphone", _("Nous avons besoin d’aide"), _("Commune ou association : inscrivez-vous, puis lancez un appel."), "organisation-new", ""
)
"""The large buttons of a network made for emergencies."""


@view_config(context=Network, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/network.pt", kept=True)
def show(network: Network, request: Request) -> dict[str, Any]:
    """The blocks of its home page, as this reader may see what they show."""
    return _home(network, request, network.blocks)


@view_config(
    context=Network,
    name="home-preview",
    permission=Permission.EDIT,
    request_method="GET",
    renderer="mobee_pyr.views:templates/network.pt",
)
def preview(network: Network, request: Request) -> dict[str, Any]:
    """The home page as it is being composed, before anybody else reads it."""
    return _home(network, request, network.blocks if network.blocks_draft is None else network.blocks_draft, previewed=True)


def _home(network: Network, request: Request, blocks: Iterable[Block], previewed: bool = False) -> dict[str, Any]:
    page = Page(request, network.title, phrases.in_short(network.summary, network.description, 160), _canonical(request, network))
    return {
        "page": page,
        "follow": following.follow(request, page, network),
        "network_summary": network.summary,
        "dedicated": network.dedicated,
        "state": None if network.state == "open" else cards.state_of(request, network),
        "blocks": home.shown(request, network, blocks),
        "all_requests": request.node_url(request.site, "bourse", network=network.__name__),
        "look_for": request.node_url(network, "search") if publishing.listed(request.reader, network) else None,
        "doors": _doors(request, network),
        "big": _big(request, network) if part(network, "calls") else [],
        "inside": network.oid in request.reader.inside,
        "profile": _profile(request, network),
        "managing": managing(request, network, "publications" if previewed else None),
        "buttons": [] if previewed else buttons(request, network, primary=False),
        "composing": request.node_url(network, "home-page") if previewed else None,
    }


@view_config(
    context=Network,
    name="organisations",
    permission=Permission.VIEW,
    renderer="mobee_pyr.views:templates/network_organisations.pt",
    kept=True,
)
def organisations(network: Network, request: Request) -> dict[str, Any]:
    """Everybody who takes part, found by name (M48)."""
    words = request.GET.get("words", "").strip()[:200]
    asked = {"words": words, "types": ("organisation",), "network": network.oid, "state": "active", "size": SIZE, "facets": ()}
    found = request.search(page=page_number(request), **asked)
    if found.page > found.pages:
        found = request.search(page=found.pages, **asked)
    shown = [cards.organisation_card(request, node) for node in found.nodes if isinstance(node, Organisation)]
    return {
        "page": Page(request, _("Les organisations du réseau"), canonical=_canonical(request, network, "organisations")),
        "words": words,
        "action": request.node_url(network, "organisations"),
        "count": request.words.plural(_("${count} organisation"), _("${count} organisations"), found.total),
        "cards": shown,
        "meanings": labels.meanings(request, (label.name for card in shown for label in card.labels)),
        "pages": pages(request, found.page, found.pages),
        "export": sheet.export(request),
    }


def _big(request: Request, network: Network) -> list[Door]:
    """What somebody who never saw the site may do in an emergency, one large button each."""
    means = request.node_url(request.site, "bourse", network=network.__name__, means=("goods", "logistics", "technology"))
    help_, goods = HELP._replace(href=request.node_url(network, HELP.href)), GOODS._replace(href=means)
    may_enrol = exists(request, network, ASK.href) and access.roles_in_state(network, Permission.JOIN)
    return [help_, goods, *([ASK._replace(href=request.node_url(network, ASK.href))] if may_enrol else [])]


def _doors(request: Request, network: Network) -> list[Door]:
    """How to join: for visitors and for whoever may, as long as the network takes people in."""
    if network.dedicated or not access.roles_in_state(network, Permission.JOIN):
        return []
    alone = network.oid not in request.reader.inside and capacities.citizens_volunteer(network)
    offered = (VOLUNTEER, ORGANISATION) if alone else (ORGANISATION,)
    return [door._replace(href=request.node_url(network, door.href)) for door in offered if exists(request, network, door.href)]


def _profile(request: Request, network: Network) -> tuple[str, str] | None:
    """For whoever takes part: where their profile is, or where it is asked for."""
    found = None if request.person is None else volunteering.open_profile(network, request.person)
    if found is not None:
        return request.node_url(found), request.translate(_("Mon profil de bénévole"))
    if not volunteering.may_ask(request.reader, network):
        return None
    return request.node_url(network, "volunteer-new"), request.translate(_("Faire vérifier mon profil"))


def _canonical(request: Request, network: Network, *view: str) -> str:
    return str(request.full_url(network, *view))
