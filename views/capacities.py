"""Who takes part as what in a network: read at a glance, changed kind by kind, tried before it is true (M66)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import capacities
from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views import taking_part as shown
from mobee_pyr.views.forms.capacities import capacities_schema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import taking_part

CHANGED = "capacities changed"
"""The deed on a network."""


@view_defaults(context=Network, name="capacities", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/capacities.pt")
class CapacitiesPage:
    """``?body=town`` is the page of one kind."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request
        self.body = request.GET.get("body", "")
        if self.body and self.body not in shown.KINDS:
            raise HTTPNotFound
        self.chosen = capacities.of(network)

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any]:
        """All kinds, or one with what it could do."""
        return self._all() if not self.body else self._one(self.chosen[self.body])

    @view_config(request_method="POST")
    def answer(self) -> dict[str, Any] | Response:
        """Try it, or let it be true."""
        form = self._form(())
        try:
            wanted = tuple(sorted(form.validate(self.request.POST.items())["capacities"]))
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._one(self.chosen[self.body]) | {"form": failure.render()}
        if "try" in self.request.POST:
            return self._one(wanted)
        if capacities.keep(self.network, {**self.chosen, self.body: wanted}):
            act = self.request.act
            self.network.record(act.who, CHANGED, when=act.now, body=self.body, before=list(self.chosen[self.body]), after=list(wanted))
            text = _("C’est enregistré. Les organisations déjà inscrites gardent ce qu’elles font.")
            self.request.session.flash(("success", self.request.translate(text)))
        return HTTPSeeOther(self.request.node_url(self.network, "capacities"))

    def _form(self, chosen: tuple[str, ...]) -> Any:
        if not self.body:
            raise HTTPNotFound
        buttons = [("keep", _("Enregistrer")), ("try", _("Voir ce que cela permet"), "btn-secondary")]
        here = self.request.node_url(self.network, "capacities", body=self.body)
        return make_form(capacities_schema(self.body), self.request, buttons, {"capacities": set(chosen)}, action=here)

    def _all(self) -> dict[str, Any]:
        return {
            "page": Page(self.request, _("Qui prend part à quoi")),
            "managing": managing(self.request, self.network),
            "lines": [(self.request.node_url(self.network, "capacities", body=one.body), one) for one in self._lines()],
            "form": None,
        }

    def _lines(self) -> list[shown.Line]:
        return shown.lines(self.request, self.chosen)

    def _one(self, chosen: tuple[str, ...]) -> dict[str, Any]:
        about = taking_part.setting(self.network)
        return {
            "page": Page(self.request, shown.KINDS[self.body]),
            "managing": managing(self.request, self.network, "capacities"),
            "back": self.request.node_url(self.network, "capacities"),
            "form": self._form(chosen).render(),
            "could": self.request.translate(shown.COULD[self.body]),
            "told": shown.preview(self.request, about, self.body, chosen),
        }
