"""One's step of a validation: approve at once, or say why not; of an answer, or of a request before it is sent (M43, M50)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.application import Application
from mobee_pyr.content.joining import Joining
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.person import name_of
from mobee_pyr.content.pledge import Pledge
from mobee_pyr.content.track import Step, Tracked
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.forms.transition import LONGEST
from mobee_pyr.views.forms.validate import RefusalSchema
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import discretion, validation
from mobee_pyr.workflows.procedures.asking import asked_by

STOPS = {
    "application": _("La candidature s’arrête là. ${who} lira votre raison ; ${body} ne la lira pas."),
    "reception": _("La candidature s’arrête là. ${who} lira votre raison."),
    "pledge": _("La promesse s’arrête là. ${who} lira votre raison ; ${body} ne la lira pas."),
    "joining": _("Le rattachement n’est pas confirmé. ${who} lira votre raison."),
    "request": _("La demande revient à ${who}, qui lira votre raison et pourra la corriger."),
}
"""What goes with a refusal, read before it."""

GO_ON = _("Si une autre personne de cette étape donne son accord, cela suffira.")
"""Where any approval of a stage is enough."""

NO_SANCTION = _("Cette réponse ne peut entraîner aucune sanction, ni pour ${who}, ni pour vous : le bénévolat est libre.")

STOPPED = {
    "application": _("La candidature n’est pas validée. ${who} reçoit votre raison ; ${body} apprend seulement le refus."),
    "reception": _("La candidature n’est pas validée. ${who} reçoit votre raison."),
    "pledge": _("La promesse n’est pas validée. ${who} reçoit votre raison."),
    "joining": _("Le rattachement n’est pas validé. ${who} reçoit votre raison."),
    "request": _("La demande est revenue à ${who}, avec votre raison."),
}
THROUGH = {
    "application": _("Candidature validée. ${body} peut maintenant répondre à ${who}."),
    "reception": _("Candidature validée. Votre référent peut maintenant répondre à ${who}."),
    "pledge": _("Promesse validée. ${body} peut maintenant y répondre."),
    "joining": _("Rattachement validé. Il reste à le confirmer."),
    "request": _("Demande validée : elle est envoyée à l’équipe du réseau."),
}
PASSED_ON = {
    "application": _("Candidature validée. Elle passe à l’étape suivante."),
    "reception": _("Candidature validée. Elle passe à l’étape suivante."),
    "pledge": _("Promesse validée. Elle passe à l’étape suivante."),
    "joining": _("Rattachement validé. Il passe à l’étape suivante."),
    "request": _("Demande validée. Elle passe à l’étape suivante."),
}


@view_defaults(name="validate", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/transition.pt")
class ValidatePage:
    """Who may decide the step is for `validation` to say; the page of the node has its buttons."""

    def __init__(self, node: Tracked, request: Request) -> None:
        self.node, self.request = node, request
        self.step = validation.step_waiting_for(request.reader, node)
        organisation = organisation_of(node)
        self.names = {
            "who": name_of(request.site, asked_by(node)),
            "body": "" if organisation is None else organisation.title,
        }

    @view_config(context=Application, request_method="GET")
    @view_config(context=Pledge, request_method="GET")
    @view_config(context=Joining, request_method="GET")
    @view_config(context=Mission, request_method="GET")
    @view_config(context=Need, request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """The reason for not validating."""
        if self.step is None:
            return self._back("info", _("Cette étape n’attend pas votre réponse : voici où les choses en sont."))
        return self._page(self._form().render(), self.step)

    @view_config(context=Application, request_method="POST")
    @view_config(context=Pledge, request_method="POST")
    @view_config(context=Joining, request_method="POST")
    @view_config(context=Mission, request_method="POST")
    @view_config(context=Need, request_method="POST")
    def decide(self) -> dict[str, Any] | Response:
        """Approve, or refuse with the reason."""
        if self.request.POST.get("answer") == "approve":
            word = self.request.POST.get("reason", "")
            if len(word) > LONGEST:
                raise HTTPBadRequest
            validation.decide_step(self.request.act, self.node, True, word)
            return self._back("success", (THROUGH if self.node.procedure_done else PASSED_ON)[self._key()])
        try:
            answers = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render(), self.step)
        validation.decide_step(self.request.act, self.node, False, answers["reason"])
        return self._back("success", STOPPED[self._key()] if self.node.procedure_refused or not isinstance(self.node, Answer) else GO_ON)

    def _key(self) -> str:
        if self.step is not None and self.node.type_name == "application":
            return "reception" if discretion.side_of(self.step) == discretion.BENEFICIARY else "application"
        return self.node.type_name if isinstance(self.node, Answer) else "request"

    def _form(self) -> Any:
        here = self.request.node_url(self.node, "validate")
        keep = deform.Button("keep", _("Revenir sans répondre"), type="link", value=self.request.node_url(self.node))
        return make_form(RefusalSchema(), self.request, [("refuse", _("Ne pas valider"), "btn-danger"), keep], action=here)

    def _page(self, form: Any, step: Step | None) -> dict[str, Any]:
        asked = self.node.__parent__ if isinstance(self.node, Answer) else self.node
        told = [GO_ON if self._others(step) else STOPS[self._key()]]
        told += [NO_SANCTION] if isinstance(self.node, Application) else []
        return {
            "page": Page(self.request, _("Ne pas valider")),
            "about": f"{self.names['who']} · {asked.title if asked is not None else ''}",
            "consequences": [self.request.translate(sentence, **self.names) for sentence in told],
            "serious": True,
            "held_back": None,
            "later": None,
            "form": form,
            "back": self.request.node_url(self.node),
        }

    def _others(self, step: Step | None) -> bool:
        """May somebody else still give the one approval that a stage needs?"""
        waiting = self.node.current_steps
        return step is not None and step.needs == "any" and len(waiting) > len(validation.steps_waiting_for(self.request.reader, self.node))

    def _back(self, kind: str, text: str) -> Response:
        self.request.session.flash((kind, self.request.translate(text, **self.names)))
        return HTTPSeeOther(self.request.node_url(self.node))
