"""Keeping what is being typed, at the request of a script (``static/drafts.js``), and letting it go."""

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import drafts
from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.views import drafted
from mobee_pyr.workflows import access


@view_defaults(context=Node, name="draft", permission=Permission.VIEW, request_method="POST")
class KeepDraft:
    """``form`` names the page; whoever may not open it keeps nothing."""

    def __init__(self, node: Node, request: Request) -> None:
        self.node, self.request = node, request
        self.form = request.POST.get("form", "")
        asked = drafted.asks_for(self.form)
        if request.person is None or asked is None or not access.permits(request.reader, asked, node):
            raise HTTPNotFound

    @view_config(renderer="json")
    def keep(self) -> dict[str, Any]:
        """Keep it, in place of the one before."""
        pairs = drafted.typed(self.request.POST.items())
        if not drafts.keep(self.request.person, self.node.oid, self.form, pairs, self.request.now):
            return {"said": self.request.translate(_("Ce texte est trop long pour être gardé en brouillon : enregistrez-le."))}
        when = self.request.words.date(self.request.now).rpartition(" ")[2]
        return {"said": self.request.translate(_("Brouillon gardé à ${hour}. Personne d’autre ne le voit."), hour=when)}

    @view_config(request_param="drop")
    def drop(self) -> Response:
        """Give it up."""
        drafts.drop(self.request.person, self.node.oid, self.form)
        self.request.session.flash(("info", self.request.translate(_("Le brouillon est effacé."))))
        return HTTPSeeOther(drafted.href(self.request, self.node, self.form))
