"""Answering what a network asks of those who do not write the page itself: its team, the référents who receive somebody (M13)."""

from typing import Any

import colander
import deform
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.views import meanwhile, phrases
from mobee_pyr.views.forms.extra import added
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.meanwhile import STOOD, Change
from mobee_pyr.views.page import Page
from mobee_pyr.views.writing.texts import shown
from mobee_pyr.workflows import extra_fields


@view_defaults(context=Node, name="fill-in", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/fill_in.pt")
class Filling:
    """Whoever may answer nothing here finds nothing here."""

    def __init__(self, node: Node, request: Request) -> None:
        self.node, self.request = node, request
        self.fields = [] if request.person is None else extra_fields.to_fill(request.reader, node)
        if not self.fields:
            raise HTTPNotFound
        self.now = extra_fields.read(node, self.fields)

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The questions, as they are answered now."""
        return self._page(self._form(self.now).render())

    @view_config(request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """Keep the answers; what somebody else saved meanwhile is shown first."""
        try:
            said = self._form({}).validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        found = meanwhile.overtaken(said.pop(STOOD), said, self.now)
        if found:
            self.request.response.status_int = 409
            form = self._form(meanwhile.merged(said, self.now, found))
            return self._page(form.render(), meanwhile.told(self.request, self.node, form, self.now, found))
        changes = extra_fields.keep(self.request.act, self.node, said)
        if changes:
            self.node.record(self.request.act.who, "edited", when=self.request.act.now, **changes)
            self.request.session.flash(("success", self.request.translate(_("Les réponses sont enregistrées."))))
        return HTTPSeeOther(self.request.node_url(self.node))

    def _form(self, said: dict[str, Any]) -> Any:
        schema = meanwhile.marked(added(self.request, colander.Schema(), self.fields))
        leave = deform.Button("leave", _("Annuler"), type="link", value=self.request.node_url(self.node))
        values = shown(said) | {STOOD: meanwhile.marks(self.now)}
        return make_form(schema, self.request, [("save", _("Enregistrer")), leave], values, self.request.node_url(self.node, "fill-in"))

    def _page(self, form: Any, changed: list[Change] | None = None) -> dict[str, Any]:
        return {
            "page": Page(self.request, _("Compléter les précisions")),
            "about": phrases.named(self.request, self.node),
            "back": self.request.node_url(self.node),
            "changed": changed or [],
            "form": form,
        }
