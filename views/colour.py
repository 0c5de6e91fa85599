"""A network's colour: chosen on a page, and, when it is the network's own, told to browsers as a style sheet."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import shade
from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import colour as forms
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page

A_YEAR = 365 * 24 * 3600
CHANGED = "colour changed"


@view_config(context=Network, name="shade", permission=Permission.VIEW, request_method="GET")
def sheet(network: Network, request: Request) -> Response:
    """For whoever may see the network; a browser keeps it as long as its address stays. Raises `HTTPNotFound` without one."""
    if network.shade is None:
        raise HTTPNotFound
    response = Response(shade.sheet(network.shade), content_type="text/css", charset="utf-8")
    response.headers["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    return response


@view_defaults(context=Network, name="colour", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/colour.pt")
class ColourPage:
    """One of the colours that are checked already, or the network's own, checked here."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """As it is now."""
        return self._page(self._form().render())

    @view_config(request_method="POST")
    def keep(self) -> dict[str, Any] | Response:
        """Take it; a colour that cannot be read is refused, with one that can."""
        try:
            answers = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        self.network.shade = forms.chosen(answers)
        if self.network.shade is None:
            self.network.accent = answers["accent"]
        act = self.request.act
        self.network.record(act.who, CHANGED, when=act.now)
        self.request.session.flash(("success", self.request.translate(_("La couleur est en place."))))
        return HTTPSeeOther(self.request.node_url(self.network, "colour"))

    def _form(self) -> Any:
        known = forms.said(self.network.accent, self.network.shade)
        action = self.request.node_url(self.network, "colour")
        return make_form(forms.colour_schema(), self.request, [("keep", _("Enregistrer"))], known, action=action)

    def _page(self, form: Any) -> dict[str, Any]:
        return {"page": Page(self.request, _("Couleur du réseau")), "managing": managing(self.request, self.network), "form": form}
