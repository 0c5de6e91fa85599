"""« Mes alertes »: whether one is told of missions that fit, when, and of how many a week (M54)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import wishes
from mobee_pyr.content.access import Permission
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import searches as forms
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import listening


@view_defaults(context=Site, name="alerts", permission=Permission.ACCOUNT, renderer="mobee_pyr.views:templates/alerts.pt")
class AlertsPage:
    """For oneself only; nothing is sent to whoever did not ask."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request, self.person = site, request, request.person

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """As it is now."""
        most = str(self.person.alerts_a_week)
        return self._page(self._form({"rhythm": wishes.of(self.person, "matched"), "most": most}).render())

    @view_config(request_method="POST")
    def keep(self) -> dict[str, Any] | Response:
        """It counts from the next publication on."""
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        listening.choose(self.request.act, said["rhythm"], int(said["most"]))
        text = _("C’est noté : vous ne recevrez pas d’alerte.") if said["rhythm"] == "never" else _("C’est noté : vous serez prévenu.")
        self.request.session.flash(("success", self.request.translate(text)))
        return HTTPSeeOther(self.request.node_url(self.site, "alerts"))

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        here = self.request.node_url(self.site, "alerts")
        return make_form(forms.alerts(), self.request, [("save", _("Enregistrer"))], said, here)

    def _page(self, form: Any) -> dict[str, Any]:
        return {"page": Page(self.request, _("Mes alertes")), "said": self.person.profile.said, "form": form}
