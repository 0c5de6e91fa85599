"""Adding a publication to a network or to a section: first which kind, then what it says."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.publication import KINDS
from mobee_pyr.content.section import Section
from mobee_pyr.content.types import TYPES
from mobee_pyr.content.words import _
from mobee_pyr.views import drafted
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.publications.adding import MEANINGS
from mobee_pyr.views.writing.texts import TEXTS
from mobee_pyr.workflows import engine

TITLES = {
    "page": _("Ajouter une page"),
    "news": _("Ajouter une actualité"),
    "section": _("Ajouter une rubrique"),
    "document": _("Ajouter un document"),
    "picture": _("Ajouter une image"),
    "link": _("Ajouter un lien"),
}
NEXT = _("C’est enregistré comme brouillon, que seule l’équipe lit. Relisez, puis publiez.")


@view_defaults(name="publication-new", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/new.pt")
class Adding:
    """Who may change a network or a section may add to it; what they add is a draft."""

    def __init__(self, within: Node, request: Request) -> None:
        self.within, self.request = within, request
        self.kind = request.GET.get("kind", "")

    @view_config(context=Network, request_method="GET", renderer="mobee_pyr.views:templates/publication_kinds.pt")
    @view_config(context=Section, request_method="GET", renderer="mobee_pyr.views:templates/publication_kinds.pt")
    def choose(self) -> dict[str, Any]:
        """Which kind, each with what it is for."""
        kinds = [
            (self._here(kind), self.request.translate(TYPES[kind].label), self.request.translate(MEANINGS[kind]), TYPES[kind].icon)
            for kind in KINDS
        ]
        return self._page(_("Que voulez-vous ajouter ?")) | {"kinds": kinds}

    @view_config(context=Network, request_method="GET", request_param="kind")
    @view_config(context=Section, request_method="GET", request_param="kind")
    def ask(self) -> dict[str, Any] | Response:
        """The form of the kind."""
        if self.kind not in KINDS:
            return HTTPSeeOther(self.request.node_url(self.within, "publication-new"))
        form, draft = self._form(self._made()), self._draft()
        return self._asked(drafted.filled(form, draft) if draft is not None and draft.taken else form.render(), draft)

    @view_config(context=Network, request_method="POST")
    @view_config(context=Section, request_method="POST")
    def keep(self) -> dict[str, Any] | Response:
        """Keep a draft, and lead to its page."""
        if self.kind not in KINDS:
            return HTTPSeeOther(self.request.node_url(self.within, "publication-new"))
        node = self._made()
        try:
            said = self._form(node).validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._asked(failure.render(), self._draft())
        if "file" in said:
            self.request.throttle("upload", self.request.person.id)
        node.title = said["title"]
        tree.add(self.within, node, by=self.request.act.who)
        TEXTS[self.kind].write(self.request.act, node, said)
        engine.begin(self.request.act, node)
        drafted.drop(self.request, self.within, self._draft_of())
        self.request.session.flash(("success", self.request.translate(NEXT)))
        return HTTPSeeOther(self.request.node_url(node))

    def _made(self) -> Node:
        return TYPES[self.kind].cls("", self.request.act.who, self.request.now)

    def _form(self, node: Node) -> Any:
        leave = deform.Button("leave", _("Annuler"), type="link", value=self.request.node_url(self.within))
        schema = TEXTS[self.kind].questions(self.request, node)
        return make_form(schema, self.request, [("save", _("Enregistrer le brouillon")), leave], action=self._here(self.kind))

    def _here(self, kind: str) -> str:
        return str(self.request.node_url(self.within, "publication-new", kind=kind))

    def _draft_of(self) -> str:
        return f"{self.request.view_name}:{self.kind}"

    def _draft(self) -> drafted.Drafted | None:
        return drafted.of(self.request, self.within, self._draft_of())

    def _asked(self, form: Any, draft: drafted.Drafted | None) -> dict[str, Any]:
        kept = {"draft": draft, "draft_at": self.request.node_url(self.within, "draft"), "draft_of": self._draft_of()}
        return self._page(TITLES[self.kind]) | {"form": form, **kept}

    def _page(self, title: str) -> dict[str, Any]:
        return {
            "page": Page(self.request, title),
            "for_whom": (self.request.node_url(self.within), self.within.title),
            "managing": managing(self.request, self.within),
        }
