"""Splitting a mission: its parts are proposed, corrected, checked, then written as drafts beside it (P08, P11)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import mission_parts
from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import split as forms
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import engine, splitting
from mobee_pyr.workflows.model import Transition
from mobee_pyr.workflows.splitting import MOST, Part


@view_defaults(context=Mission, name="split", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/split.pt")
class Split:
    """For whoever may fire that transition; a mission that has left its author's hands leads back to its page."""

    def __init__(self, mission: Mission, request: Request) -> None:
        self.mission, self.request = mission, request
        self.back = None if request.person is None else splitting.back(request.reader, mission)
        if self.back is None and (request.person is None or not splitting.offered(request.reader, mission)):
            raise HTTPForbidden

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """A part for each skill, and room for one more; of a mission that was split, the way back."""
        if self.back is not None:
            return self._ask_back(self.back)
        return self._page(self._form(splitting.proposed(self.mission)).render())

    @view_config(request_method="POST")
    def answer(self) -> dict[str, Any] | Response:
        """Check the parts, go back to them, or write them, as the button says."""
        if self.back is not None:
            return self._taken_back(self.back)
        try:
            said = self._form([]).validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        parts = forms.parts(said)
        if "change" in self.request.POST:
            return self._page(self._form(parts).render())
        return self._written(parts) if "write" in self.request.POST else self._check(parts)

    def _ask_back(self, back: Transition) -> dict[str, Any]:
        """Which parts go, and what holds it back once somebody has applied to one."""
        self.request.override_renderer = "mobee_pyr.views:templates/split_back.pt"
        held_back = engine.held_back_by(self.mission, back)
        return {
            "page": Page(self.request, self.request.words.label(back.label)),
            "about": self.mission.title,
            "here": self._here,
            "leave": self.request.node_url(self.mission),
            "parts": [part.title for part in mission_parts.parts_of(self.mission)],
            "held_back": None if held_back is None else self.request.translate(held_back),
        }

    def _taken_back(self, back: Transition) -> dict[str, Any] | Response:
        try:
            splitting.undo(self.request.act, self.mission)
        except engine.TransitionRefused:
            self.request.response.status_int = 422
            return self._ask_back(back)
        text = _("« ${title} » est de nouveau une seule mission, en brouillon. Ses parties sont à la corbeille.")
        self.request.session.flash(("success", self.request.translate(text, title=self.mission.title)))
        return HTTPSeeOther(self.request.node_url(self.mission))

    def _written(self, parts: list[Part]) -> Response:
        made = splitting.split(self.request.act, self.mission, parts)
        text = _("C’est fait : ${count} missions en brouillon. Relisez chacune, puis envoyez-la.")
        self.request.session.flash(("success", self.request.translate(text, count=len(made))))
        return HTTPSeeOther(self.request.node_url(self.mission))

    def _form(self, parts: list[Part]) -> Any:
        leave = deform.Button("leave", _("Annuler"), type="link", value=self.request.node_url(self.mission))
        count = min(MOST, max(len(parts) + 1, self._sent))
        buttons = [("check", _("Vérifier les parties")), leave]
        return make_form(forms.questions(count), self.request, buttons, forms.answers(parts), self._here)

    @property
    def _here(self) -> str:
        return str(self.request.node_url(self.mission, "split"))

    @property
    def _sent(self) -> int:
        """How many parts the form held that was sent."""
        return sum(value.startswith("part_") for value in self.request.POST.getall("__start__"))

    def _page(self, form: Any) -> dict[str, Any]:
        return {
            "page": Page(self.request, _("Découper « ${title} »", mapping={"title": self.mission.title})),
            "managing": managing(self.request, self.mission, ""),
            "form": form,
        }

    def _check(self, parts: list[Part]) -> dict[str, Any]:
        self.request.override_renderer = "mobee_pyr.views:templates/split_check.pt"
        number = self.request.words.number
        return {
            "page": Page(self.request, _("Vérifiez les parties")),
            "about": self.mission.title,
            "here": self._here,
            "parts": [(part, number(part.places), number(part.days)) for part in parts],
            "kept": [(name, value) for name, value in self.request.POST.items() if name not in ("csrf_token", "check")],
        }
