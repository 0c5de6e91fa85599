"""Writing a procedure: its steps in a row, each of which can be changed, moved or taken away; nothing counts before it is switched on."""

from typing import Any

from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.words import _
from mobee_pyr.views.procedures.shown import CHANGED, frame, named, say, shown, the_place, url, warned
from mobee_pyr.workflows.procedures import choice, drafts
from mobee_pyr.workflows.procedures.drafts import Owner
from mobee_pyr.workflows.procedures.model import Procedure


@view_defaults(name="procedure-edit", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/procedure_edit.pt")
class EditPage:
    """The draft as it stands; without one, what is in force, from which the first change makes one."""

    def __init__(self, owner: Owner, request: Request) -> None:
        self.request, self.place = request, the_place(request, owner)
        self.procedure = drafts.being_written(self.place)

    @view_config(context=Organisation, request_method="GET")
    @view_config(context=Network, request_method="GET")
    def show(self) -> dict[str, Any]:
        """Picture, steps, and where to go on."""
        request, place, procedure = self.request, self.place, self.procedure
        drawn = shown(request, place, procedure)
        return {
            **frame(request, place.owner, named(request, place)),
            "picture": drawn.picture,
            "steps": self._rows(),
            "imposed": [step for step in drawn.steps if step.imposed] if not place.imposed else [],
            "draft": drafts.draft(place) is not None,
            "differs": procedure != drafts.in_force(place),
            "warned": warned(request, place, procedure),
            "mark": drafts.mark(procedure),
            "here": url(request, place, "procedure-edit"),
            "add": None if drafts.is_full(procedure) else url(request, place, "procedure-step"),
            "trial": url(request, place, "procedure-trial"),
            "text": url(request, place, "procedure-text"),
            "models": self._models(),
        }

    @view_config(context=Organisation, request_method="POST")
    @view_config(context=Network, request_method="POST")
    def change(self) -> Response:
        """Move or take away a step, begin from something else, or give the draft up."""
        post, back = self.request.POST, HTTPSeeOther(url(self.request, self.place, "procedure-edit"))
        if post.get("mark") != drafts.mark(self.procedure):
            say(self.request, "info", CHANGED)
            return back
        if post.get("do") == "drop":
            drafts.drop(self.place)
            say(self.request, "success", _("Le brouillon est abandonné. Ce qui est en service n’a pas changé."))
            return HTTPSeeOther(self.request.node_url(self.place.owner, "procedure"))
        drafts.keep(self.place, self._begun(post.get("model", "")) if post.get("do") == "start" else self._moved(post))
        return back

    def _moved(self, post: Any) -> Procedure:
        do, _colon, number = post.get("do", "").partition(":")
        position = int(number) - 1 if number.isdecimal() else -1
        if not 0 <= position < len(self.procedure.stages) or do not in ("up", "down", "remove"):
            raise HTTPBadRequest
        if do == "remove":
            say(self.request, "success", _("L’étape est retirée du brouillon."))
            return drafts.without_step(self.procedure, position)
        return drafts.moved(self.procedure, position, -1 if do == "up" else 1)

    def _begun(self, name: str) -> Procedure:
        if name == "today":
            return drafts.in_force(self.place)
        ready = choice.ready(self.place.subject)
        if self.place.imposed or name not in ready:
            raise HTTPBadRequest
        return ready[name].procedure

    def _rows(self) -> list[dict[str, Any]]:
        steps = shown(self.request, self.place, self.procedure, around=False).steps
        return [
            {
                "told": told,
                "edit": url(self.request, self.place, "procedure-step", step=number),
                "first": number == 1,
                "last": number == len(steps),
            }
            for number, told in enumerate(steps, 1)
        ]

    def _models(self) -> list[tuple[str, str, str]]:
        """Name, label and help of each procedure to begin from."""
        today = ("today", self.request.translate(_("Ce qui est en service aujourd’hui")), "")
        label = self.request.words.label
        ready = () if self.place.imposed else choice.ready(self.place.subject).values()
        return [today, *((one.name, label(one.label), label(one.help)) for one in ready)]
