"""An organisation's pools (*viviers*): the people whom it keeps in mind, each of whom may leave at will (P09)."""

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import by_id
from mobee_pyr.content.words import _
from mobee_pyr.views import profiles
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import recruiting


@view_defaults(context=Organisation, name="pools", permission=Permission.RECRUIT)
class Pools:
    """For the organisation's référents alone."""

    def __init__(self, organisation: Organisation, request: Request) -> None:
        self.organisation, self.request = organisation, request

    @view_config(request_method="GET", renderer="mobee_pyr.views:templates/pools.pt")
    def show(self) -> dict[str, Any]:
        """Each pool with its people, and what they opened."""
        told = recruiting.pools(self.request.act, self.organisation)
        return {
            "page": Page(self.request, _("Viviers")),
            "managing": managing(self.request, self.organisation),
            "here": self.request.node_url(self.organisation, "pools"),
            "pools": [
                (key, title, [(one.id, one.title, profiles.parts(self.request, one.profile, recruiting.TO)) for one in people])
                for key, title, people in told
            ],
            "requests": self.request.node_url(self.organisation, "requests"),
        }

    @view_config(request_method="POST")
    def drop(self) -> Response:
        """Somebody is kept in mind no more."""
        person = by_id(self.request.site, self.request.POST.get("who"))
        if person is not None and recruiting.leave_pool(self.organisation, person, self.request.POST.get("pool", "")):
            self.request.session.flash(("success", self.request.translate(_("Cette personne n’est plus dans ce vivier."))))
        return HTTPSeeOther(self.request.node_url(self.organisation, "pools"))
