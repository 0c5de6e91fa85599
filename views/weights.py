"""What counts how much in a network when missions are proposed: numbers, tried on somebody made up before they are true (B01)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views import fits
from mobee_pyr.views.forms import matching as forms
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import alerting, matching
from mobee_pyr.workflows.matching import WEIGHTS

TRIED = 10
"""Missions that a trial shows."""


@view_defaults(context=Network, name="matching", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/weights.pt")
class WeightsPage:
    """For those who run the network."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """As it is now."""
        _version, weights = matching.weights_of(self.network)
        return self._page(self._form({**weights, "a_week": self.network.alerts_a_week}).render())

    @view_config(request_method="POST")
    def answer(self) -> dict[str, Any] | Response:
        """Try it, which changes nothing; or let it be true from now on."""
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        weights = {name: float(said[name]) for name in WEIGHTS}
        if "save" in self.request.POST:
            matching.weigh(self.request.act, self.network, weights)
            alerting.limit(self.request.act, self.network, int(said["a_week"]))
            self.request.session.flash(("success", self.request.translate(_("C’est enregistré : les missions sont proposées ainsi."))))
            return HTTPSeeOther(self.request.node_url(self.network, "matching"))
        found = self.request.fitting_trial(forms.made_up(said, self.network), self.network.oid, weights, TRIED)
        lines = [(self.request.node_url(node), node.title, fits.why(self.request, node, fit, "theirs").text) for node, fit in found]
        return self._page(self._form(said).render(), lines)

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        buttons = [("try", _("Essayer"), "btn-secondary"), ("save", _("Enregistrer"), "btn-primary")]
        here = self.request.node_url(self.network, "matching")
        return make_form(forms.questions(self.network), self.request, buttons, said, here)

    def _page(self, form: Any, tried: list[tuple[str, str, str]] | None = None) -> dict[str, Any]:
        version, _weights = matching.weights_of(self.network)
        return {
            "page": Page(self.request, _("Ce qui compte pour proposer une mission")),
            "managing": managing(self.request, self.network),
            "version": version,
            "form": form,
            "tried": tried,
        }
