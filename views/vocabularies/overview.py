"""The vocabularies of a network: each term, where it comes from, how often it is used (M08, K06, P07)."""

from typing import Any

from pyramid.httpexceptions import HTTPBadRequest
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import terms as content
from mobee_pyr.content.access import Permission
from mobee_pyr.content.named_places import KIND
from mobee_pyr.content.network import Network
from mobee_pyr.content.terms import HELD_BY, KINDS, MOST
from mobee_pyr.content.words import _
from mobee_pyr.views.addressed import named
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.vocabularies.frame import GONE, back, form_title
from mobee_pyr.workflows import checklists, terms

STEPS = {"up": -1, "down": 1}
CHANGED = _("Quelqu’un a changé cette liste entre-temps : la voici telle qu’elle est maintenant. Recommencez si besoin.")


@view_defaults(context=Network, name="vocabularies", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/vocabularies.pt")
class Vocabularies:
    """Each list, folded on a phone."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any]:
        """All of them."""
        return {
            "page": Page(self.request, _("Vocabulaires")),
            "managing": managing(self.request, self.network),
            "lists": [self._list(kind) for kind in KINDS],
        }

    @view_config(request_method="POST")
    def change(self) -> Response:
        """A term one place up or down, hidden or shown."""
        kind, act = named(self.request, "list", KINDS), self.request.act
        do, _colon, name = self.request.POST.get("do", "").partition(":")
        listing = content.listing(self.network, kind)
        if self.request.POST.get("mark") != checklists.mark(listing):
            return back(self.request, self.network, kind, "info", CHANGED)
        if name not in listing.lines:
            return back(self.request, self.network, kind, "info", GONE)
        if do in STEPS:
            terms.move(act, self.network, kind, name, STEPS[do])
            return back(self.request, self.network, kind, "success", _("L’ordre est changé."))
        if do not in ("hide", "show"):
            raise HTTPBadRequest
        if do == "hide" and kind != KIND and len(listing.offered) == 1:
            return back(self.request, self.network, kind, "warning", _("Il faut garder au moins un terme à choisir."))
        terms.hide(act, self.network, kind, name, do == "hide")
        text = _("Ce terme n’est plus proposé ; ce qui l’a déjà le garde.") if do == "hide" else _("Ce terme est proposé de nouveau.")
        return back(self.request, self.network, kind, "success", text)

    def _list(self, kind: str) -> dict[str, Any]:
        listing, used = content.listing(self.network, kind), terms.used(self.network, kind)
        return {
            "kind": kind,
            "title": self.request.translate(KINDS[kind]),
            "rows": [self._row(kind, name, used.get(name, 0), name in listing.hidden) for name in content.known(self.network, kind)],
            "mark": checklists.mark(listing),
            "here": self._url("vocabularies", kind),
            "add_words": self.request.translate(form_title(kind, known=False)),
            "add": None if len(listing.lines) >= MOST else self._url("term", kind),
            "skills": kind == "skills",
            "places": kind == KIND,
        }

    def _row(self, kind: str, name: str, many: int, hidden: bool) -> dict[str, Any]:
        own = terms.is_own(self.network, kind, name)
        count = self.request.words.plural(_("${count} demande"), _("${count} demandes"), many) if many else ""
        return {
            "id": name,
            "label": self.request.words.label(content.label(self.network, kind, name)),
            "used": count,
            "hidden": hidden,
            "own": own,
            "hides": kind in HELD_BY,
            "edit": self._url("term", kind, id=name),
            "leave": self._url("term-merge", kind, id=name) if own or many else None,
        }

    def _url(self, view: str, kind: str, **query: Any) -> str:
        return str(self.request.node_url(self.network, view, list=kind, **query))
