"""A network's logo: the picture itself, and the page where it is given or taken away."""

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import logo
from mobee_pyr.content.access import Permission
from mobee_pyr.content.logo import LARGEST, LogoRefused
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page

A_YEAR = 365 * 24 * 3600


@view_config(context=Network, name="logo", permission=Permission.VIEW, request_method="GET")
def show(network: Network, request: Request) -> Response:
    """For whoever may see the network; a browser keeps it as long as its address stays. Raises `HTTPNotFound` without one."""
    if network.logo is None:
        raise HTTPNotFound
    response = Response(network.logo.data, content_type="image/png")
    response.headers["Cache-Control"] = f"private, max-age={A_YEAR}, immutable"
    response.headers["Content-Disposition"] = "inline"
    return response


@view_defaults(context=Network, name="logo-edit", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/logo_edit.pt")
class LogoPage:
    """One file, or none."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The logo as it is."""
        return self._page()

    @view_config(request_method="POST", request_param="keep")
    def keep(self) -> dict[str, Any] | Response:
        """Take the file as the logo."""
        given = self.request.POST.get("logo")
        try:
            self.network.logo = logo.read(given.file.read(LARGEST + 1) if hasattr(given, "file") else b"")
        except LogoRefused as refused:
            self.request.response.status_int = 422
            return self._page(self.request.translate(refused.message))
        return self._changed(_("Le logo est en place."))

    @view_config(request_method="POST", request_param="remove")
    def remove(self) -> Response:
        """Do without."""
        self.network.logo = None
        return self._changed(_("Le logo est retiré."))

    def _changed(self, told: str) -> Response:
        act = self.request.act
        self.network.record(act.who, "logo changed", when=act.now)
        self.request.session.flash(("success", self.request.translate(told)))
        return HTTPSeeOther(self.request.node_url(self.network, "logo-edit"))

    def _page(self, fault: str = "") -> dict[str, Any]:
        return {
            "page": Page(self.request, _("Logo du réseau")),
            "managing": managing(self.request, self.network),
            "action": self.request.node_url(self.network, "logo-edit"),
            "fault": fault,
        }
