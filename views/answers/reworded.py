"""An application's own words, corrected by whoever wrote them while nobody has decided."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.application import Application
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.words import _
from mobee_pyr.views import drafted, undoing
from mobee_pyr.views.meanwhile import STOOD
from mobee_pyr.views.page import Page
from mobee_pyr.views.writing.correcting import Correcting, Unsettled
from mobee_pyr.views.writing.texts import correct


@view_defaults(context=Application, name="edit", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/application_edit.pt")
class Reworded(Correcting):
    """What stood there before is kept; two pages of one's own meet as two people would."""

    leave_label = _("Ne rien changer")

    def __init__(self, application: Application, request: Request) -> None:
        super().__init__(application, request)
        self.draft = drafted.of(request, application, self.here)

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """What was said, to be corrected."""
        form = self.form(self.now)
        return self._page(drafted.filled(form, self.draft) if self.draft is not None and self.draft.taken else form.render())

    @view_config(request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """Keep the corrections, and what stood there before."""
        try:
            said = self.form(self.now).validate(self.request.POST.items())
            answers, _met = self.settled(said, said.pop(STOOD))
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        except Unsettled as unsettled:
            return self._page(unsettled.form.render()) if "back" in self.request.POST else self.choices(unsettled)
        if correct(self.request.act, self.node, answers):
            text = self.request.translate(_("Votre candidature est modifiée. Ceux qui vous répondent lisent le nouveau texte."))
            self.request.session.flash(("success", text, undoing.last(self.request, self.node)))
        drafted.drop(self.request, self.node, self.here)
        return HTTPSeeOther(self.request.node_url(self.node))

    def _page(self, form: Any) -> dict[str, Any]:
        body, mission = organisation_of(self.node), self.node.__parent__
        return {
            "page": Page(self.request, _("Modifier votre candidature")),
            "mission": "" if mission is None else mission.title,
            "body": "" if body is None else body.title,
            "draft": self.draft,
            "draft_at": self.request.node_url(self.node, "draft"),
            "draft_of": self.here,
            "form": form,
        }
