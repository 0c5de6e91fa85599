"""The first steps of a new network: what is done, what is next, for those who run it (M13)."""

from collections.abc import Iterator
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.network import Network
from mobee_pyr.content.person import name_of
from mobee_pyr.content.words import _
from mobee_pyr.views.links import Link, links
from mobee_pyr.views.managing import EDIT, PEOPLE, managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.rows import Row
from mobee_pyr.workflows import invitations

DONE, NEXT = ("good", _("Fait")), ("waiting", _("À faire"))

STEPS = (
    ("team", PEOPLE, _("Compléter l’équipe"), _("D’autres responsables, et qui relit les dossiers avant publication.")),
    ("text", EDIT, _("Écrire sa présentation"), _("Ce qu’on y fait, pour qui, comment participer. Celle du modèle paraît d’ici là.")),
    ("logo", Link("logo-edit", _("Logo"), Permission.EDIT), _("Mettre un logo"), _("Il paraît à côté du nom, sur toutes les pages.")),
    (
        "organisation",
        Link("organisation-new", _("Inscrire une organisation"), Permission.VIEW),
        _("Inscrire une première organisation"),
        _("Elle écrira ses demandes ; ses membres pourront répondre."),
    ),
    (
        "request",
        Link("qualification", _("À qualifier"), Permission.QUALIFY),
        _("Publier une première demande"),
        _("Une organisation l’écrit, votre équipe la relit : elle paraît."),
    ),
    (
        "poster",
        Link("poster", _("Affiche"), Permission.VIEW),
        _("Imprimer une affiche"),
        _("Avec un code à photographier, pour les halls et les vitrines."),
    ),
    ("home", Link("", _("Le réseau"), Permission.VIEW), _("Voir la page d’accueil du réseau"), _("Telle que ses visiteurs la lisent.")),
)  # fmt: skip
"""What a new network wants: its name, the page, what to do there, why. Pages that this site lacks are left out."""


@view_config(
    context=Network,
    name="welcome",
    permission=Permission.EDIT,
    request_method="GET",
    renderer="mobee_pyr.views:templates/network_opened.pt",
)
def opened(network: Network, request: Request) -> dict[str, Any]:
    """The network is there: who runs it, and the first steps, for whoever may take them; ``new``: just now."""
    managers = request.site.membership.holders(Role.MANAGER, network.oid, request.today)
    new = "new" in request.GET
    title = request.translate(_("Le réseau « ${title} » est ouvert") if new else _("Premiers pas"), title=network.title)
    return {
        "page": Page(request, title),
        "new": new,
        "managing": managing(request, network),
        "address": request.full_url(network),
        "dedicated": network.dedicated,
        "managers": sorted(name_of(request.site, each) for each in managers),
        "invited": [each.mail for each in invitations.pending(network, request.now) if each.role == Role.MANAGER],
        "lines": list(_lines(network, request)),
    }


def _lines(network: Network, request: Request) -> Iterator[Row]:
    done = _done(network, request)
    for name, page, what, why in STEPS:
        state = None if name not in done else DONE if done[name] else NEXT
        for href, _text in links(request, network, (page,)):
            shown = None if state is None else (state[0], request.translate(state[1]))
            yield Row(href, request.translate(what), request.translate(why), shown)


def _done(network: Network, request: Request) -> dict[str, bool]:
    """What may be seen to be done or not."""
    membership, team = request.site.membership, (Role.MANAGER, Role.QUALIFIER)
    holders = {each for role in team for each in membership.holders(role, network.oid, request.today)}
    requests = request.search(types=("mission", "need"), network=network.oid, size=1, facets=()).total
    return {
        "team": len(holders) > 1,
        "text": bool(network.description),
        "logo": network.logo is not None,
        "organisation": any(True for _each in network.inside("organisation")),
        "request": requests > 0,
    }
