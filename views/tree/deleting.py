"""Into the bin: what goes with it and what points at it is told first; it can be taken back at once, or later."""

from collections import Counter
from typing import Any

from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node, subtree
from mobee_pyr.content.words import _
from mobee_pyr.views.page import Page
from mobee_pyr.views.tree.chosen import LAGGING, chosen, each, kind, pointing_at, row, staying, undoing
from mobee_pyr.workflows import access, arranging

LONGEST = 300
SHOWN = 20
"""Answers that are named; there may be hundreds."""


@view_defaults(context=Node, name="delete", permission=Permission.VIEW)
class Deleting:
    """One page, or those that were ticked."""

    def __init__(self, context: Node, request: Request) -> None:
        self.context, self.request = context, request
        self.about = chosen(context, request)
        if not self.about.several and not arranging.may_arrange(request.reader, context):
            raise HTTPForbidden
        self.referring: list[Node] | None = request.referring(self.about.nodes)

    @view_config(request_method="GET", renderer="mobee_pyr.views:templates/tree_delete.pt")
    def ask(self) -> dict[str, Any]:
        """What would follow."""
        return self._page()

    @view_config(request_method="POST", renderer="mobee_pyr.views:templates/bulk_done.pt")
    def delete(self) -> dict[str, Any] | Response:
        """Each goes or not by itself."""
        if self.referring is None:
            return self._again(self.request.translate(LAGGING))
        parent, why = self.context if self.about.several else self.context.__parent__, self.request.POST.get("why", "")[:LONGEST].strip()
        results = each(
            self.request,
            self.about,
            self.request.translate(_("Dans la corbeille.")),
            lambda node: arranging.delete(self.request.act, node, pointing_at(self.request, node), why),
        )
        failed, gone = [result for result in results if result.why], [node for node in self.about.nodes if node.binned is not None]
        if failed and not self.about.several:
            return self._again(failed[0].why)
        if gone:
            text = self.request.words.plural(
                _("${count} page est dans la corbeille."), _("${count} pages sont dans la corbeille."), len(gone)
            )
            self.request.session.flash(("success", text, undoing(self.request, "delete", gone)))
        if not failed:
            return HTTPSeeOther(self._after(parent))
        return {
            "page": Page(self.request, _("Ce qui a été fait")),
            "done": [],
            "left": failed,
            "left_title": self.request.translate(_("Rien n’a changé pour")),
            "back": self.about.back,
        }

    def _after(self, parent: Node | None) -> str:
        """The table from which it went, or the next page above that the reader may open."""
        if parent is not None and access.permits(self.request.reader, Permission.HISTORY, parent):
            return str(self.request.node_url(parent, "contents"))
        seen = parent is not None and access.permits(self.request.reader, Permission.VIEW, parent)
        return str(self.request.node_url(parent if seen else self.request.site))

    def _again(self, fault: str) -> dict[str, Any]:
        self.request.response.status_int = 422
        self.request.override_renderer = "mobee_pyr.views:templates/tree_delete.pt"
        return self._page(fault)

    def _page(self, fault: str = "") -> dict[str, Any]:
        reader, pointing = self.request.reader, self.referring or []
        refused = staying(self.request, self.about.nodes, self._kept)
        going = [node for node in self.about.nodes if self._kept(node) is None]
        seen = access.visible(reader, pointing)
        return {
            "page": Page(self.request, _("Mettre à la corbeille ?")),
            "about": (self.about.back, self.context.title),
            "going": [row(self.request, node) for node in going],
            "staying": refused,
            "along": self._along(going),
            "pointing": [row(self.request, node) for node in seen],
            "pointing_unseen": len(pointing) - len(seen),
            "running": [row(self.request, answer) for answer in access.visible(reader, self._running())][:SHOWN],
            "fault": fault or (self.request.translate(LAGGING) if self.referring is None else ""),
            "several": self.about.several,
            "items": [node.oid for node in going],
            "may": bool(going) and self.referring is not None,
            "action": self.request.node_url(self.context, "delete"),
        }

    def _kept(self, node: Node) -> Any:
        refusal = arranging.kept(self.request.reader, node)
        return refusal or (arranging.RUNNING if arranging.running(node, self.request.referring([node]) or []) else None)

    def _running(self) -> list[Node]:
        """The answers that keep a page out of the bin."""
        found = (answer for node in self.about.nodes for answer in arranging.running(node, self.request.referring([node]) or []))
        return list({answer.oid: answer for answer in found}.values())

    def _along(self, going: list[Node]) -> list[tuple[str, str]]:
        """How much of what goes with them, by type."""
        counted = Counter(step.type_name for node in going for step in subtree(node) if step is not node)
        return [(kind(self.request, name), self.request.words.number(count)) for name, count in counted.most_common()]
