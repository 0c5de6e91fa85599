"""One step of a draft, as a form; what nobody could follow is said beside the question."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.procedure_step import answers_of, stage_of, step_schema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.procedures.shown import frame, groups, named, people, say, teller, the_place, url
from mobee_pyr.workflows.procedures import drafts
from mobee_pyr.workflows.procedures.drafts import Owner
from mobee_pyr.workflows.procedures.model import ASKED, GROUP, PERSON, Stage
from mobee_pyr.workflows.procedures.telling import capital

CHANGED = _("Quelqu’un a changé ce brouillon entre-temps. Vos réponses ne sont pas perdues : relisez-les, puis enregistrez de nouveau.")


@view_defaults(name="procedure-step", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/procedure_step.pt")
class StepPage:
    """``step`` in the address counts from 1; without it, one more."""

    def __init__(self, owner: Owner, request: Request) -> None:
        self.request, self.place = request, the_place(request, owner)
        self.procedure = drafts.being_written(self.place)
        self.position = self._position(request.GET.get("step"))

    def _position(self, number: str | None) -> int | None:
        if number is None:
            return None
        position = int(number) - 1 if number.isdecimal() else -1
        if not 0 <= position < len(self.procedure.stages):
            raise HTTPNotFound
        return position

    @property
    def stage(self) -> Stage:
        """As it is written so far."""
        return Stage(()) if self.position is None else self.procedure.stages[self.position]

    @view_config(context=Organisation, request_method="GET")
    @view_config(context=Network, request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """The questions."""
        if self.position is None and drafts.is_full(self.procedure):
            return self._back()
        return self._page(self._form(answers_of(self.stage, self.place.subject)).render())

    @view_config(context=Organisation, request_method="POST")
    @view_config(context=Network, request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """Keep the step in the draft."""
        form = self._form()
        try:
            answers = form.validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        if self.request.GET.get("mark") != drafts.mark(self.procedure):
            self.request.response.status_int = 409
            say(self.request, "info", CHANGED)
            return self._page(form.render(answers_of(stage_of(answers, self.place.subject), self.place.subject)))
        drafts.keep(self.place, drafts.with_step(self.procedure, self.position, stage_of(answers, self.place.subject)))
        say(self.request, "success", _("L’étape est dans le brouillon. Rien ne change tant que vous ne le mettez pas en service."))
        return self._back()

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        tell, subject = teller(self.request), self.place.subject
        roles = {role: capital(tell.who(role)) for role in ASKED[subject]}
        schema = step_schema(subject, roles, self._named(), self.stage, tell.said(self.stage.when), self.request.translate)
        number = {} if self.position is None else {"step": self.position + 1}
        here = url(self.request, self.place, "procedure-step", mark=drafts.mark(self.procedure), **number)
        back = deform.Button("keep", _("Ne rien changer"), type="link", value=url(self.request, self.place, "procedure-edit"))
        return make_form(schema, self.request, [("save", _("Enregistrer l’étape")), back], said, action=here)

    def _named(self) -> list[tuple[str, str]]:
        """Those who may be named, and those who are."""
        owner, tell = self.place.owner, teller(self.request)
        offered = {f"{PERSON}{person_id}": name for person_id, name in people(self.request, owner)}
        offered |= {f"{GROUP}{number}": capital(tell.who(f"{GROUP}{number}")) for number in groups(self.request, owner)}
        there = {who: capital(tell.who(who)) for who in self.stage.who if who.startswith((PERSON, GROUP)) and who not in offered}
        return list((offered | there).items())

    def _page(self, form: Any) -> dict[str, Any]:
        title = _("Ajouter une étape") if self.position is None else _("Modifier l’étape ${number}")
        words = self.request.translate(title, number=(self.position or 0) + 1)
        return {
            **frame(self.request, self.place.owner, words),
            "subject": named(self.request, self.place),
            "edit": url(self.request, self.place, "procedure-edit"),
            "form": form,
        }

    def _back(self) -> Response:
        return HTTPSeeOther(url(self.request, self.place, "procedure-edit"))
