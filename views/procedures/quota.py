"""How much working time an organisation lends: half-days a year for each person, and what may be carried over (P24, K11)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.quota import Quota
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.quota import QuotaSchema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.procedures.shown import frame, say


@view_defaults(context=Organisation, name="quota", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/procedure_step.pt")
class QuotaPage:
    """Two numbers; without the first there is no limit."""

    def __init__(self, organisation: Organisation, request: Request) -> None:
        self.organisation, self.request = organisation, request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """As it is now."""
        quota = self.organisation.quota
        return self._page(self._form({} if quota is None else quota._asdict()).render())

    @view_config(request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """From now on; what was given already counts."""
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        before, half_days = self.organisation.quota, said["half_days"]
        after = None if half_days is None else Quota(half_days, said["carried"])
        if after != before:
            self.organisation.quota = after
            self.organisation.record(self.request.act.who, "quota", when=self.request.now, before=before, after=after)
            say(self.request, "success", _("C’est enregistré. Chacun voit ce qui lui reste en candidatant."))
        return HTTPSeeOther(self.request.node_url(self.organisation, "procedure"))

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        back = deform.Button("keep", _("Ne rien changer"), type="link", value=self.request.node_url(self.organisation, "procedure"))
        here = self.request.node_url(self.organisation, "quota")
        return make_form(QuotaSchema(), self.request, [("save", _("Enregistrer")), back], said, action=here)

    def _page(self, form: Any) -> dict[str, Any]:
        words = self.request.translate(_("Temps de travail prêté"))
        return {**frame(self.request, self.organisation, words), "subject": "", "edit": None, "form": form}
