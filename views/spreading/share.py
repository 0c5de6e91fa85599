"""Sharing a mission: its link, a mail to a friend who is not kept, other sites, a poster and a QR code (L06, L18)."""

from typing import Any
from urllib.parse import urlencode

import deform
from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import share as forms
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page
from mobee_pyr.views.spreading import links


@view_defaults(context=Mission, name="share", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/share.pt")
class SharePage:
    """What only some may open is not mailed to others: its link, its poster and its code are for those who may."""

    def __init__(self, mission: Mission, request: Request) -> None:
        self.mission, self.request = mission, request
        self.public = links.is_public(request, mission)

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any]:
        """All the ways, the simplest first."""
        return self._page(self._form().render() if self._may_mail else None)

    @view_config(request_method="POST")
    def mail(self) -> dict[str, Any] | Response:
        """One letter to a friend. The address stands in that letter and nowhere else."""
        if not self._may_mail:
            raise HTTPForbidden
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        self.request.throttle("share", self.request.person.id)
        self._send(said["mail"], said["word"].strip())
        text = _("Le message est parti. Nous avons oublié l’adresse.")
        self.request.session.flash(("success", self.request.translate(text)))
        return HTTPSeeOther(self.request.node_url(self.mission, "share"))

    def _send(self, address: str, word: str) -> None:
        by, url = self.request.person.title, links.address(self.request, self.mission, "mail")
        self.request.send("mission-shared", address, self.request.language, node=self.mission, by=by, reason=word, url=url)

    @property
    def _may_mail(self) -> bool:
        return self.public and self.request.person is not None

    def _form(self) -> Any:
        action = self.request.node_url(self.mission, "share")
        return make_form(forms.friend(), self.request, [("send", _("Envoyer"))], None, action, "friend")

    def _page(self, form: Any) -> dict[str, Any]:
        mission, request = self.mission, self.request
        network = network_of(mission)
        return {
            "page": Page(request, _("Partager cette mission")),
            "mission": mission.title,
            "href": request.node_url(mission),
            "link": links.address(request, mission, "link"),
            "public": self.public,
            "dedicated": network is not None and network.dedicated,
            "network_title": "" if network is None else network.title,
            "form": form,
            "sign_in": f"/sign-in?{urlencode({'next': request.node_url(mission, 'share')})}" if request.person is None else None,
            "mailto": links.mail(request, mission),
            "elsewhere": links.elsewhere(request, mission) if self.public else [],
        }
