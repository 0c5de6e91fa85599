"""The employer's step of an application: approve at once, or say why not (M43, M50)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.application import Application
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.person import name_of
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.forms.transition import LONGEST
from mobee_pyr.views.forms.validate import RefusalSchema
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import validation


@view_defaults(context=Application, name="validate", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/transition.pt")
class ValidatePage:
    """Who may decide the step is for `validation` to say; the page of the application has its buttons."""

    def __init__(self, application: Application, request: Request) -> None:
        self.application, self.request = application, request
        organisation = organisation_of(application)
        self.names = {
            "who": name_of(request.site, application.applicant),
            "body": "" if organisation is None else organisation.title,
        }

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """The reason for not validating."""
        if validation.step_waiting_for(self.request.reader, self.application) is None:
            return self._back("info", _("Cette étape n’attend pas votre réponse : voici où la candidature en est."))
        return self._page(self._form().render())

    @view_config(request_method="POST")
    def decide(self) -> dict[str, Any] | Response:
        """Approve, or refuse with the reason."""
        if self.request.POST.get("answer") == "approve":
            word = self.request.POST.get("reason", "")
            if len(word) > LONGEST:
                raise HTTPBadRequest
            validation.decide_step(self.request.act, self.application, True, word)
            return self._back("success", self._passed_on())
        try:
            answers = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        validation.decide_step(self.request.act, self.application, False, answers["reason"])
        return self._back(
            "success", _("La candidature n’est pas validée. ${who} reçoit votre raison ; ${body} apprend seulement le refus.")
        )

    def _passed_on(self) -> str:
        if self.application.procedure_done:
            return _("Candidature validée. ${body} peut maintenant répondre à ${who}.")
        return _("Candidature validée. Elle passe à l’étape suivante.")

    def _form(self) -> Any:
        here = self.request.node_url(self.application, "validate")
        keep = deform.Button("keep", _("Revenir sans répondre"), type="link", value=self.request.node_url(self.application))
        return make_form(RefusalSchema(), self.request, [("refuse", _("Ne pas valider"), "btn-danger"), keep], action=here)

    def _page(self, form: Any) -> dict[str, Any]:
        mission = self.application.__parent__
        told = self.request.translate(_("La candidature s’arrête là. ${who} lira votre raison ; ${body} ne la lira pas."), **self.names)
        return {
            "page": Page(self.request, _("Ne pas valider")),
            "about": f"{self.names['who']} · {mission.title if mission is not None else ''}",
            "consequences": [told],
            "serious": True,
            "held_back": None,
            "form": form,
            "back": self.request.node_url(self.application),
        }

    def _back(self, kind: str, text: str) -> Response:
        self.request.session.flash((kind, self.request.translate(text, **self.names)))
        return HTTPSeeOther(self.request.node_url(self.application))
