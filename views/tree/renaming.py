"""Another title and another address; the former address leads on."""

from typing import Any

import colander
import deform
from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.forms.tree import rename_questions
from mobee_pyr.views.page import Page
from mobee_pyr.views.tree.chosen import undoing
from mobee_pyr.workflows import arranging

LEAD = _("Ceux qui ont gardé l’ancienne adresse arrivent à la nouvelle.")


@view_defaults(context=Node, name="rename", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/role_form.pt")
class Renaming:
    """The journal keeps what it was called before."""

    def __init__(self, node: Node, request: Request) -> None:
        if request.person is None or not arranging.may_arrange(request.reader, node):
            raise HTTPForbidden
        self.node, self.request = node, request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """As it is called now."""
        return self._page(self._form().render())

    @view_config(request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """Keep them, unless the address is taken or is no address."""
        form, former = self._form(), {"title": self.node.title, "name": self.node.__name__}
        try:
            said = form.validate(self.request.POST.items())
            arranging.rename(self.request.act, self.node, said["title"], said["name"])
        except deform.ValidationFailure as failure:
            return self._refused(failure.render())
        except arranging.ArrangingRefused as refused:
            form["name"].error = colander.Invalid(form["name"].schema, refused.message)
            return self._refused(form.render(said))
        undo = undoing(self.request, "rename", [self.node], **former)
        self.request.session.flash(("success", self.request.translate(_("C’est renommé.")), undo))
        return HTTPSeeOther(self.request.node_url(self.node))

    def _form(self) -> Any:
        leave = deform.Button("leave", _("Annuler"), type="link", value=self.request.node_url(self.node))
        now = {"title": self.node.title, "name": self.node.__name__}
        action = self.request.node_url(self.node, "rename")
        return make_form(rename_questions(self.node), self.request, [("save", _("Enregistrer")), leave], now, action)

    def _refused(self, form: Any) -> dict[str, Any]:
        self.request.response.status_int = 422
        return self._page(form)

    def _page(self, form: Any) -> dict[str, Any]:
        return {
            "page": Page(self.request, _("Renommer")),
            "back": self.request.node_url(self.node),
            "about": phrases.named(self.request, self.node),
            "lead": self.request.translate(LEAD),
            "form": form,
        }
