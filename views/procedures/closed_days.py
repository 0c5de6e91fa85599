"""The days on which a network is closed: no deadline runs on them."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.blueprint import part
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.quota import ClosedDaysSchema, days_of, text_of
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.procedures.shown import frame, say


@view_defaults(context=Network, name="closed-days", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/procedure_step.pt")
class ClosedDaysPage:
    """Besides Saturdays, Sundays and public holidays."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """As they are now."""
        return self._page(self._form({"days": text_of(list(part(self.network, "closed_days") or ()))}).render())

    @view_config(request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """Deadlines that begin from now on skip them; those that run already keep their day."""
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        before, after = list(part(self.network, "closed_days") or ()), days_of(said["days"])
        if after != before:
            self.network.overrides["closed_days"] = after
            self.network.record(self.request.act.who, "closed days", when=self.request.now, before=before, after=after)
            say(self.request, "success", _("C’est enregistré : les délais qui commencent à partir de maintenant en tiennent compte."))
        return HTTPSeeOther(self.request.node_url(self.network, "procedure"))

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        back = deform.Button("keep", _("Ne rien changer"), type="link", value=self.request.node_url(self.network, "procedure"))
        here = self.request.node_url(self.network, "closed-days")
        return make_form(ClosedDaysSchema(), self.request, [("save", _("Enregistrer")), back], said, action=here)

    def _page(self, form: Any) -> dict[str, Any]:
        words = self.request.translate(_("Jours de fermeture"))
        return {**frame(self.request, self.network, words), "subject": "", "edit": None, "form": form}
