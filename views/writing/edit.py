"""Correcting what is written: the same page for networks, organisations, programmes, missions, needs and publications."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.programme import Programme
from mobee_pyr.content.publication import Publication
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, meanwhile
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.managing import managing
from mobee_pyr.views.meanwhile import STOOD, Change
from mobee_pyr.views.page import Page
from mobee_pyr.views.remarks import at_fields, remarks
from mobee_pyr.views.writing.texts import TEXTS, correct, shown
from mobee_pyr.workflows import access, library

SHOWN_TO_ALL = _("Tout le monde lit cette page : vos corrections y paraissent dès que vous enregistrez.")


@view_defaults(name="edit", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/edit.pt")
class Edit:
    """The journal keeps what stood there before."""

    def __init__(self, node: Node, request: Request) -> None:
        self.node, self.request = node, request
        self.text = TEXTS[node.type_name]
        self.now = self.text.read(node)

    @view_config(context=Network, request_method="GET")
    @view_config(context=Organisation, request_method="GET")
    @view_config(context=Programme, request_method="GET")
    @view_config(context=Mission, request_method="GET")
    @view_config(context=Need, request_method="GET")
    @view_config(context=Publication, request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The form as it stands."""
        return self._page(self._form(self.now).render())

    @view_config(context=Network, request_method="POST")
    @view_config(context=Organisation, request_method="POST")
    @view_config(context=Programme, request_method="POST")
    @view_config(context=Mission, request_method="POST")
    @view_config(context=Need, request_method="POST")
    @view_config(context=Publication, request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """Keep the corrections, unless somebody else has saved others meanwhile: then show them first."""
        try:
            said = self._form(self.now).validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        found = meanwhile.overtaken(said.pop(STOOD), said, self.now)
        if found:
            self.request.response.status_int = 409
            form = self._form(meanwhile.merged(said, self.now, found))
            return self._page(form.render(), meanwhile.told(self.request, self.node, form, self.now, found))
        if correct(self.request.act, self.node, said):
            self.request.session.flash(("success", self.request.translate(_("Les corrections sont enregistrées."))))
        return HTTPSeeOther(self.request.node_url(self._after()))

    def _form(self, answers: dict[str, Any]) -> Any:
        schema = meanwhile.marked(self.text.questions(self.request, self.node))
        remarked = at_fields(self.request, self.node)
        for question in schema.children:
            question.remarked = remarked.get(question.name, [])
        leave = deform.Button("leave", _("Annuler"), type="link", value=self.request.node_url(self.node))
        values = shown(answers) | {STOOD: meanwhile.marks(self.now)}
        return make_form(schema, self.request, [("save", _("Enregistrer")), leave], values, self.request.node_url(self.node, "edit"))

    def _page(self, form: Any, changed: list[Change] | None = None) -> dict[str, Any]:
        public = library.state_of(self.node)
        return {
            "page": Page(self.request, _("Modifier « ${title} »", mapping={"title": self.node.title})),
            "managing": managing(self.request, self.node),
            "state": cards.state_of(self.request, self.node),
            "remarks": remarks(self.request, self.node),
            "note": self.request.translate(SHOWN_TO_ALL) if public is not None and "everyone" in public.holders.get("view", ()) else None,
            "changed": changed or [],
            "form": form,
        }

    def _after(self) -> Node:
        """Its page, or, for whoever has just closed it to themselves, the site."""
        return self.node if access.permits(self.request.reader, Permission.VIEW, self.node) else self.request.site
