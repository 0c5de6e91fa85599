"""A new network on one page, then what to do next (M12, M13)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.network import Network
from mobee_pyr.content.person import name_of
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.network_new import addresses, network_schema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.links import Link, links
from mobee_pyr.views.managing import EDIT, PEOPLE
from mobee_pyr.views.page import Page
from mobee_pyr.views.people.letters import send_offer
from mobee_pyr.workflows import engine, invitations

NEXT = (
    (EDIT, _("Écrire sa présentation"), _("Ce qu’on y fait, pour qui, comment participer.")),
    (PEOPLE, _("Compléter l’équipe"), _("D’autres responsables, et qui relit les dossiers avant publication.")),
    (
        Link("organisation-new", _("Inscrire une organisation"), Permission.VIEW),
        _("Inscrire une première organisation"),
        _("Elle écrira ses demandes ; ses membres pourront répondre."),
    ),
    (Link("", _("Le réseau"), Permission.VIEW), _("Voir la page d’accueil du réseau"), _("Telle que ses visiteurs la lisent.")),
)
"""What a new network wants next: the page, what to do there, why."""


@view_defaults(context=Site, name="network-new", permission=Permission.ADMINISTER, renderer="mobee_pyr.views:templates/role_form.pt")
class Opening:
    """Only for those who run the site, who know of every network: the name may be told to be taken."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The form."""
        return self._page(self._form().render())

    @view_config(request_method="POST")
    def open(self) -> dict[str, Any] | Response:
        """Make the network, open it, give it its managers."""
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        network = self._opened(said)
        for mail in addresses(said["managers"]):
            grant = Grant(Role.MANAGER, network.oid)
            person = invitations.offer(self.request.act, network, mail, grant)
            send_offer(self.request, network, person or mail, grant)
        return HTTPSeeOther(self.request.node_url(network, "welcome"))

    def _opened(self, said: dict[str, Any]) -> Network:
        act, blueprint = self.request.act, self.site.blueprints[said["blueprint"]]
        network = Network(said["title"].strip(), said["kind"] == "dedicated", blueprint.oid, act.who, act.now)
        network.summary, network.accent = said["summary"].strip(), said["accent"]
        tree.add(self.site, network, by=act.who)
        engine.begin(act, network)
        engine.fire(act, network, "open")
        return network

    def _form(self) -> Any:
        schema = network_schema(self.request, list(self.site.blueprints.inside("blueprint")))
        cancel = deform.Button("cancel", _("Annuler"), type="link", value="/administration")
        return make_form(schema, self.request, [("open", _("Ouvrir le réseau")), cancel], action="/network-new")

    def _page(self, form: Any) -> dict[str, Any]:
        about = self.request.translate(_("Administration du site"))
        return {"page": Page(self.request, _("Ouvrir un réseau")), "about": about, "back": "/administration", "lead": None, "form": form}


@view_config(
    context=Network,
    name="welcome",
    permission=Permission.EDIT,
    request_method="GET",
    renderer="mobee_pyr.views:templates/network_opened.pt",
)
def opened(network: Network, request: Request) -> dict[str, Any]:
    """The network is there: who runs it, and the first steps, for whoever may take them."""
    managers = request.site.membership.holders(Role.MANAGER, network.oid, request.today)
    return {
        "page": Page(request, request.translate(_("Le réseau « ${title} » est ouvert"), title=network.title)),
        "address": request.registry.mobee.url + request.node_url(network),
        "dedicated": network.dedicated,
        "managers": sorted(name_of(request.site, each) for each in managers),
        "invited": [each.mail for each in invitations.pending(network, request.now) if each.role == Role.MANAGER],
        "steps": [
            (href, request.translate(what), request.translate(why))
            for page, what, why in NEXT
            for href, _text in links(request, network, (page,))
        ],
    }
