"""Running the site: its networks, its people, and a new network on one page (M12, M13)."""

from typing import Any

import colander
import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.network import Network
from mobee_pyr.content.person import by_mail
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.views.forms.network import new_network
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import engine

SHOWN = 200
"""People in the list; search narrows it."""


@view_defaults(context=Site, permission=Permission.ADMINISTER)
class Administration:
    """Only for those who run the site."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request

    @view_config(name="administration", request_method="GET", renderer="mobee_pyr.views:templates/administration.pt")
    def show(self) -> dict[str, Any]:
        """Networks, then people by name or address."""
        words = self.request.GET.get("words", "").strip().casefold()
        people = [person for person in self.site.people.inside() if words in f"{person.title} {getattr(person, 'mail', '')}".casefold()]
        return {
            "page": Page(self.request, _("Administration du site")),
            "words": words,
            "networks": [
                (
                    self.request.node_url(node),
                    node.title,
                    node.dedicated,
                    cards.state_of(self.request, node),
                    len(list(node.inside("organisation"))),
                )
                for node in self.site.inside("network")
                if isinstance(node, Network)
            ],
            "people": [(person.title, getattr(person, "mail", "")) for person in people[:SHOWN]],
            "count": self.request.words.plural(_("${count} personne"), _("${count} personnes"), len(people)),
            "new": self.request.node_url(self.site, "network-new"),
        }

    @view_config(name="network-new", request_method="GET", renderer="mobee_pyr.views:templates/request_form.pt")
    def ask(self) -> dict[str, Any]:
        """The form."""
        return self._page(self._form().render())

    @view_config(name="network-new", request_method="POST", renderer="mobee_pyr.views:templates/request_form.pt")
    def open(self) -> dict[str, Any] | Response:
        """Make the network, give it its manager, open it."""
        form, act = self._form(), self.request.act
        try:
            said = form.validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        manager = by_mail(self.site, said["manager"])
        if manager is None:
            self.request.response.status_int = 422
            form["manager"].error = self._unknown(form)
            return self._page(form.render(said))
        blueprint = next(self.site.blueprints.inside("blueprint"))
        network = Network(said["title"], said["dedicated"], blueprint.oid, act.who, act.now)
        network.summary, network.accent = said["summary"], said["accent"]
        tree.add(self.site, network, by=act.who)
        self.site.membership.grant(manager.id, Grant(Role.MANAGER, network.oid))
        engine.begin(act, network)
        engine.fire(act, network, "open")
        self.request.session.flash(("success", self.request.translate(_("Le réseau est ouvert."))))
        return HTTPSeeOther(self.request.node_url(network))

    def _unknown(self, form: Any) -> Any:
        return colander.Invalid(
            form["manager"].schema, _("Personne n’a de compte à cette adresse : invitez d’abord cette personne à en créer un.")
        )

    def _form(self) -> Any:
        return make_form(new_network(), self.request, [("open", _("Ouvrir le réseau"))], action="/network-new")

    def _page(self, form: Any) -> dict[str, Any]:
        return {"page": Page(self.request, _("Ouvrir un réseau")), "form": form}
