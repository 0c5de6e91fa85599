"""How much working time is lent, by an organisation in general or under a programme: half-days a year for each person (P23, P24, M41)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.programme import Programme
from mobee_pyr.content.quota import Quota
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.quota import QuotaSchema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.procedures.shown import say
from mobee_pyr.workflows.procedures.quota import Lender


@view_defaults(name="quota", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/quota.pt")
class QuotaPage:
    """Two numbers; without the first there is no limit."""

    def __init__(self, lender: Lender, request: Request) -> None:
        self.lender, self.request = lender, request
        general = isinstance(lender, Organisation)
        self.back = request.node_url(lender, *(("procedure",) if general else ()))

    @view_config(context=Organisation, request_method="GET")
    @view_config(context=Programme, request_method="GET")
    def ask(self) -> dict[str, Any]:
        """As it is now."""
        quota = self.lender.quota
        return self._page(self._form({} if quota is None else quota._asdict()).render())

    @view_config(context=Organisation, request_method="POST")
    @view_config(context=Programme, request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """From now on; what was given already counts."""
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        before, half_days = self.lender.quota, said["half_days"]
        after = None if half_days is None else Quota(half_days, said["carried"])
        if after != before:
            self.lender.quota = after
            self.lender.record(self.request.act.who, "quota", when=self.request.now, before=before, after=after)
            say(self.request, "success", _("C’est enregistré. Chacun voit ce qui lui reste en candidatant."))
        return HTTPSeeOther(self.back)

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        back = deform.Button("keep", _("Ne rien changer"), type="link", value=self.back)
        here = self.request.node_url(self.lender, "quota")
        return make_form(QuotaSchema(), self.request, [("save", _("Enregistrer")), back], said, action=here)

    def _page(self, form: Any) -> dict[str, Any]:
        title = _("Temps de travail prêté") if isinstance(self.lender, Organisation) else _("Temps de travail prêté sous ce programme")
        words = self.request.translate(title)
        general = isinstance(self.lender, Organisation)
        return {
            "page": Page(self.request, words),
            "about": self.lender.title,
            "back": self.back,
            "of_programme": not general,
            "managing": managing(self.request, self.lender, "procedure" if general else None),
            "form": form,
        }
