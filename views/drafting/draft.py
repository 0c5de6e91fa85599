"""The draft of a network's workflow: its picture, its pieces, what is wrong with it, its text (M13, M43)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views.drafting.place import DRAFT, STATE, SWITCH, TRANSITION, Place
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.forms.workflow import TextSchema
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import editing, library, picture
from mobee_pyr.workflows.loader import WorkflowRefused, load
from mobee_pyr.workflows.model import Workflow
from mobee_pyr.workflows.picture import Told
from mobee_pyr.workflows.reading import line_of
from mobee_pyr.workflows.verify import verify
from mobee_pyr.workflows.wording import Line


@view_defaults(context=Network, name=DRAFT, permission=Permission.EDIT, renderer="mobee_pyr.views:templates/workflow_draft.pt")
class Drafting:
    """Nothing here counts before it is switched to."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request
        self.place = Place(network, request)

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any]:
        """The draft, or what is true now."""
        return self._page(self._form().render())

    @view_config(request_method="GET", request_param="download")
    def download(self) -> Response:
        """The text, to be edited elsewhere."""
        content = self.place.content
        text = editing.draft_text(self.network, content)
        disposition = f'attachment; filename="{self.network.__name__}-{content}.toml"'
        return Response(text.encode(), content_type="text/plain", charset="utf-8", content_disposition=disposition)

    @view_config(request_method="POST", request_param="text")
    def bring(self) -> dict[str, Any] | Response:
        """Take a whole text as the draft. What cannot be read comes back with its faults, and nothing is lost."""
        try:
            text = self._form().validate(self.request.POST.items())["text"]
            workflow = load(text.replace("\r\n", "\n"), f"{self.place.content}.toml")
        except deform.ValidationFailure as failure:
            return self._refused(failure.render())
        except WorkflowRefused as refused:
            return self._refused(self._form({"text": self.request.POST["text"]}).render(), self._located(text, refused.faults))
        if workflow.content != self.place.content:
            return self._refused(self._form({"text": text}).render(), [f"content: {workflow.content!r} ≠ {self.place.content!r}"])
        editing.keep(self.request.act, self.network, workflow, text)
        return self._back(_("Le brouillon est remplacé par votre texte."))

    @view_config(request_method="POST", request_param="remove_state")
    def remove_state(self) -> Response:
        """Take a state out, with what led to it."""
        return self._changed(editing.without_state, self.request.POST["remove_state"], _("L’état est retiré du brouillon."))

    @view_config(request_method="POST", request_param="remove_transition")
    def remove_transition(self) -> Response:
        """Take a transition out."""
        return self._changed(editing.without_transition, self.request.POST["remove_transition"], _("L’action est retirée du brouillon."))

    @view_config(request_method="POST", request_param="drop")
    def drop(self) -> Response:
        """Give the draft up."""
        editing.drop(self.network, self.place.content)
        return self._back(_("Le brouillon est abandonné : rien n’a changé."))

    def _located(self, text: str, faults: list[str]) -> list[str]:
        """Each fault with the line that it is about."""
        lines = [(line_of(text, fault), fault) for fault in faults]
        told = _("ligne ${line} : ${fault}")
        return [str(self.request.translate(told, line=line, fault=fault)) if line else fault for line, fault in lines]

    def _changed(self, change: Any, name: str, told: str) -> Response:
        try:
            workflow = change(editing.draft(self.network, self.place.content), name)
        except KeyError as error:
            raise HTTPBadRequest from error
        editing.keep(self.request.act, self.network, workflow)
        return self._back(told)

    def _back(self, told: str) -> Response:
        self.request.session.flash(("success", self.request.translate(told)))
        return HTTPSeeOther(self.place.url(DRAFT))

    def _refused(self, form: Any, faults: list[str] | None = None) -> dict[str, Any]:
        self.request.response.status_int = 422
        return self._page(form, faults or [])

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        said = said or {"text": editing.draft_text(self.network, self.place.content)}
        keep = [("save", _("Remplacer le brouillon"), "btn-secondary")]
        return make_form(TextSchema(), self.request, keep, said, self.place.url(DRAFT))

    def _page(self, form: Any, faults: list[str] | None = None) -> dict[str, Any]:
        place, workflow = self.place, editing.draft(self.network, self.place.content)
        label = self.request.words.label
        return {
            "page": Page(self.request, _("Changer un parcours")),
            "managing": place.tabs(),
            "types": [
                (self.request.node_url(self.network, DRAFT, type=each), label(library.packaged(each).title), each == place.content)
                for each in editing.EDITABLE
            ],
            "title": label(workflow.title),
            "changed": place.content in self.network.drafts,
            "stories": [self.request.translate(fault.story) for fault in verify(workflow)],
            "picture": picture.draw(workflow, self.request.language, translate=self.request.translate),
            "states": self._states(workflow),
            "transitions": self._transitions(workflow),
            "new_state": place.url(STATE),
            "new_transition": place.url(TRANSITION),
            "switch": place.url(SWITCH),
            "action": place.url(DRAFT),
            "download": place.url(DRAFT, download="yes"),
            "form": form,
            "faults": faults or [],
        }

    def _states(self, workflow: Workflow) -> list[tuple[Told, str]]:
        told = picture.describe(workflow, self.request.language, self.request.translate)
        return [(state, self.place.url(STATE, name=state.name)) for state in told]

    def _transitions(self, workflow: Workflow) -> list[tuple[Line, str]]:
        lines = (self.place.words.line(workflow, transition) for transition in workflow.transitions.values())
        return [(line, self.place.url(TRANSITION, name=line.name)) for line in lines]
