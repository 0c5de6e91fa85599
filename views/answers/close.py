"""Closing a mission that has ended: the hours, the thanks, and the end of the story (C15)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.words import _
from mobee_pyr.views.answers import outcomes
from mobee_pyr.views.forms.close import close_schema, given
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import closing, engine


@view_defaults(context=Mission, name="close", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/close.pt")
class ClosePage:
    """For whoever may close the mission now."""

    def __init__(self, mission: Mission, request: Request) -> None:
        if request.person is None or not any(each.name == "close" for each in engine.possible(request.reader, mission)):
            raise HTTPForbidden
        self.mission, self.request = mission, request
        self.volunteers = closing.volunteers(mission)

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """One form for all; the hours that the mission announced stand there already."""
        hours = closing.expected_hours(self.mission)
        known = {f"volunteer{number}": {"hours": hours} for number in range(len(self.volunteers))} if hours is not None else {}
        return self._page(self._form(known).render())

    @view_config(request_method="POST")
    def close(self) -> dict[str, Any] | Response:
        """Record, thank, close."""
        try:
            answers = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        closing.close(self.request.act, self.mission, answers["thanks"], given(answers, self.volunteers))
        self.request.session.flash(("success", self.request.translate(outcomes.DONE["mission.close"], title=self.mission.title)))
        return HTTPSeeOther(self.request.node_url(self.mission))

    def _form(self, known: dict[str, Any] | None = None) -> Any:
        keep = deform.Button("keep", _("Pas maintenant"), type="link", value=self.request.node_url(self.mission))
        here = self.request.node_url(self.mission, "close")
        return make_form(close_schema(self.volunteers), self.request, [("close", _("Clore et remercier")), keep], known, action=here)

    def _page(self, form: Any) -> dict[str, Any]:
        return {
            "page": Page(self.request, _("Clore et remercier")),
            "mission": self.mission.title,
            "alone": not self.volunteers,
            "form": form,
        }
