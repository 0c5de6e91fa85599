"""Asking a network to verify one's profile: what it is for, who reads it, what is looked at; then the profile itself (M71)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import field
from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views import presenting, profiles
from mobee_pyr.views.forms.extra import added
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.forms.volunteer import questions
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import volunteering


@view_defaults(context=Network, name="volunteer-new", permission=Permission.VIEW)
class Asking:
    """The first of three screens; what is written is kept as a draft that only its author reads."""

    def __init__(self, network: Network, request: Request) -> None:
        if request.person is None:
            raise HTTPForbidden
        self.network, self.request = network, request

    @view_config(request_method="GET", renderer="mobee_pyr.views:templates/volunteer_new.pt")
    def ask(self) -> dict[str, Any] | Response:
        """The form; whoever has a profile here already is led to it, whoever takes no part to the ways in."""
        return self._elsewhere() or self._page(self._form(self._known()).render())

    @view_config(request_method="POST", renderer="mobee_pyr.views:templates/volunteer_new.pt")
    def write(self) -> dict[str, Any] | Response:
        """Keep the draft, and let its author check it."""
        elsewhere = self._elsewhere()
        if elsewhere is not None:
            return elsewhere
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        made = volunteering.ask(self.request.act, self.network, said)
        return HTTPSeeOther(self.request.node_url(made, "volunteer-check"))

    def _elsewhere(self) -> Response | None:
        found = volunteering.open_profile(self.network, self.request.person)
        if found is not None:
            return HTTPSeeOther(self.request.node_url(found))
        if volunteering.may_ask(self.request.reader, self.network):
            return None
        text = _("Rejoignez d’abord ce réseau : il vérifie les profils de celles et ceux qui y prennent part.")
        self.request.session.flash(("info", self.request.translate(text)))
        return HTTPSeeOther(self.request.node_url(self.network))

    def _known(self) -> dict[str, str]:
        """What the person's own profile says already: nobody types it twice."""
        told = {part.name: "\n".join(part.lines) for part in profiles.parts(self.request, self.request.person.profile)}
        taken = {"know_how": "skills", "experience": "experience", "interests": "wishes", "availability": "availability"}
        most = {child.name: child.validator.validators[0].max for child in questions().children}
        known = {name: told.get(part, "")[: most[name]] for name, part in taken.items()}
        return known | {"links": "\n".join(self.request.person.profile.links)[: most["links"]]}

    def _form(self, said: dict[str, str] | None = None) -> Any:
        leave = deform.Button("leave", _("Annuler"), type="link", value=self.request.node_url(self.network))
        here = self.request.node_url(self.network, "volunteer-new")
        schema = added(self.request, questions(), self._fields())
        return make_form(schema, self.request, [("check", _("Continuer")), leave], said, action=here)

    def _fields(self) -> list[field.Field]:
        return [each for each in field.fields(self.network, "volunteer") if each.fills == "author"]

    def _page(self, form: Any) -> dict[str, Any]:
        return {
            "page": Page(self.request, _("Faire vérifier mon profil")),
            "network_title": self.network.title,
            "network_href": self.request.node_url(self.network),
            "wanted": presenting.wanted(self.request, self.network),
            "form": form,
        }
