"""The settings of a network's qualification desk, for those who run the network (M69, M70)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import qualification_settings as forms
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.links import Link, links
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.workflows.reviewing import settings, team

BESIDE = (Link("qualification", _("À qualifier"), Permission.QUALIFY), Link("criteria", _("Critères"), Permission.EDIT))


@view_defaults(
    context=Network,
    name="qualification-settings",
    permission=Permission.EDIT,
    renderer="mobee_pyr.views:templates/qualification_settings.pt",
)
class QualificationSettings:
    """Two pairs of eyes are not to be had from a team of one."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """As they are now."""
        return self._page(self._form(forms.read(settings.of(self.network))).render())

    @view_config(request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """From now on, for what waits too."""
        form = self._form()
        try:
            said = form.validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        try:
            if team.change(self.request.act, self.network, forms.desk(said)):
                self.request.session.flash(("success", self.request.translate(_("C’est enregistré."))))
        except team.SettingsRefused as refused:
            self.request.response.status_int = 422
            return self._page(self._form(said).render(), self.request.translate(refused.message))
        return HTTPSeeOther(self.request.node_url(self.network, "qualification"))

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        keep = deform.Button("keep", _("Ne rien changer"), type="link", value=self.request.node_url(self.network, "qualification"))
        here = self.request.node_url(self.network, "qualification-settings")
        return make_form(forms.questions(), self.request, [("save", _("Enregistrer")), keep], said, here)

    def _page(self, form: Any, problem: str | None = None) -> dict[str, Any]:
        alone = len(team.people(self.network, self.request.today)) < 2
        return {
            "page": Page(self.request, _("Réglages de la qualification")),
            "managing": managing(self.request, self.network, "qualification"),
            "beside": links(self.request, self.network, BESIDE),
            "alone": self.request.node_url(self.network, "people") if alone else None,
            "problem": problem,
            "form": form,
        }
