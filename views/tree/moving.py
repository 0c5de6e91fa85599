"""Another place for one page or for several, picked in the tree: moved there, or copied."""

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.views.page import Page
from mobee_pyr.views.tree.chosen import Result, chosen, each, row, staying, undoing
from mobee_pyr.views.tree.picking import looked_at, picker
from mobee_pyr.workflows import arranging

DONE = "mobee_pyr.views:templates/bulk_done.pt"


@view_defaults(context=Node, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/tree_place.pt")
class Placing:
    """``?into=`` is the place that is looked at; the button on it is the deed."""

    def __init__(self, context: Node, request: Request) -> None:
        self.context, self.request = context, request
        self.about = chosen(context, request)
        self.copying = request.view_name == "copy"
        self.staying = staying(request, self.about.nodes, self._kept)
        self.going = [node for node in self.about.nodes if self._kept(node) is None]
        self.place = looked_at(request, self.going or [context])

    @view_config(name="move", request_method="GET")
    @view_config(name="copy", request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The tree, one level at a time."""
        return self._page()

    @view_config(name="move", request_method="POST")
    def move(self) -> dict[str, Any] | Response:
        """Each goes or not by itself."""
        former = {node.oid: node.__parent__ for node in self.about.nodes}
        results = self._each(_("Déplacé."), lambda node: arranging.move(self.request.act, node, self.place))
        moved = [node for node in self.about.nodes if node.__parent__ is not former[node.oid]]
        origin = next((parent for node in moved if (parent := former[node.oid]) is not None), None)
        undo = undoing(self.request, "move", moved, place=origin.oid) if origin is not None else None
        return self._told(results, moved, _("Déplacé vers « ${place} »."), undo)

    @view_config(name="copy", request_method="POST")
    def copy(self) -> dict[str, Any] | Response:
        """Each copy begins its own life."""
        made: list[Node] = []
        results = self._each(_("Copié."), lambda node: made.append(arranging.copy(self.request.act, node, self.place)))
        return self._told(results, made, _("Copié dans « ${place} »."), undoing(self.request, "copy", made) if made else None)

    def _kept(self, node: Node) -> Any:
        why = arranging.copied_never if self.copying else arranging.kept
        return why(self.request.reader, node)

    def _each(self, done: str, deed: Any) -> list[Result]:
        return each(self.request, self.about, self.request.translate(done), deed)

    def _told(self, results: list[Result], moved: list[Node], text: str, undo: tuple[str, str] | None) -> dict[str, Any] | Response:
        failed = [result for result in results if result.why]
        if failed and not self.about.several:
            self.request.response.status_int = 422
            return self._page(failed[0].why)
        if undo is not None:
            self.request.session.flash(("success", self.request.translate(text, place=self.place.title), undo))
        if not failed:
            return HTTPSeeOther(self.about.back if self.about.several else self.request.node_url(moved[0]))
        self.request.override_renderer = DONE
        return {
            "page": Page(self.request, _("Ce qui a été fait")),
            "done": [result for result in results if not result.why],
            "left": failed,
            "left_title": self.request.translate(_("Rien n’a changé pour")),
            "back": self.about.back,
        }

    def _page(self, fault: str = "") -> dict[str, Any]:
        closed = [arranging.closed(self.request.reader, node, self.place, self.copying) for node in self.going]
        may = any(refusal is None for refusal in closed)
        picked = picker(self.request, self.going or [self.context], self.place)
        refusal = None if may or not closed or (closed[0] is arranging.WRONG_PLACE and picked["places"]) else closed[0]
        title = _("Copier") if self.copying else _("Déplacer")
        return {
            "page": Page(self.request, title),
            "about": (self.about.back, self.context.title),
            "going": [row(self.request, node) for node in self.going],
            "staying": self.staying,
            "several": self.about.several,
            "items": [node.oid for node in self.going],
            "fault": fault,
            "may": may,
            "refusal": "" if refusal is None else self.request.translate(refusal),
            "here": self.request.translate(_("Copier ici") if self.copying else _("Déplacer ici")),
            "action": self.request.node_url(self.context, self.request.view_name),
            **picked,
        }
