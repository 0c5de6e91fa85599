"""The bin, as far as it is one's own: what was deleted from a place, taken back, put elsewhere, or removed for good."""

from itertools import islice
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import bin, tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import name_of
from mobee_pyr.content.site import Site
from mobee_pyr.content.todo import Owner
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.administration.tabs import tabs
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.paging import page_number, pages
from mobee_pyr.views.tree.chosen import Chosen, each, kind, row
from mobee_pyr.views.tree.picking import looked_at, picker
from mobee_pyr.workflows import access, arranging

SIZE = 25
AT_ONCE = 200
"""Removed for good at a time."""

LAGGING = _("La recherche de ce qui mène à ces pages n’est pas finie : recommencez dans un instant.")


class Line(NamedTuple):
    """One thing in the bin."""

    item: str
    title: str
    kind: str
    where: str
    who: str
    when: str
    exact: str


def _found(owner: Node, request: Request) -> list[Node]:
    """What the reader may know of, the latest first."""
    assert isinstance(owner, Owner)
    return [node for node in bin.deleted_from(request.site, owner) if arranging.may_read_binned(request.reader, node)]


def _one(owner: Node, request: Request) -> Node:
    """The one that is meant; 404 for what is not in this bin, or not the reader's to know of."""
    item = request.params.get("item", "")
    found = next((node for node in _found(owner, request) if str(node.oid) == item), None)
    if found is None:
        raise HTTPNotFound
    return found


@view_config(
    context=Site, name="deleted", permission=Permission.ADMINISTER, request_method="GET", renderer="mobee_pyr.views:templates/tree_bin.pt"
)
@view_config(
    context=Network, name="deleted", permission=Permission.EDIT, request_method="GET", renderer="mobee_pyr.views:templates/tree_bin.pt"
)
@view_config(
    context=Organisation, name="deleted", permission=Permission.EDIT, request_method="GET", renderer="mobee_pyr.views:templates/tree_bin.pt"
)
def show(owner: Node, request: Request) -> dict[str, Any]:
    """The latest first."""
    found = _found(owner, request)
    total = max(1, -(-len(found) // SIZE))
    number = min(page_number(request), total)
    return {
        "page": Page(request, _("La corbeille")),
        "about": (request.node_url(owner, "contents"), owner.title),
        "managing": tabs(request) if owner.type_name == "site" else managing(request, owner, "contents"),
        "lines": [_line(request, node) for node in found[(number - 1) * SIZE : number * SIZE]],
        "count": len(found),
        "restore": request.node_url(owner, "restore"),
        "end": request.node_url(owner, "deleted-empty"),
        "pages": pages(request, number, total),
        "empty_title": request.translate(_("La corbeille est vide")),
        "empty_text": request.translate(
            _("Ce que l’on met à la corbeille reste ici jusqu’à ce que l’on vide : rien ne se perd par mégarde.")
        ),
    }


def _line(request: Request, node: Node) -> Line:
    told = node.binned
    parent = request.site.node(told.parent)
    seen = parent is not None and (tree.is_deleted(parent) or access.permits(request.reader, Permission.VIEW, parent))
    where = phrases.named(request, parent) if parent is not None and seen else ""
    return Line(
        str(node.oid),
        phrases.named(request, node),
        kind(request, node.type_name),
        where,
        name_of(request.site, told.who),
        request.words.ago(told.when),
        request.words.date(told.when),
    )


@view_defaults(name="restore")
class Restoring:
    """Where it was; where that is gone, wherever one picks."""

    def __init__(self, owner: Node, request: Request) -> None:
        self.owner, self.request = owner, request
        self.node = _one(owner, request)
        if not arranging.may_restore(request.reader, self.node):
            raise HTTPForbidden

    @view_config(context=Site, permission=Permission.ADMINISTER, request_method="GET", renderer="mobee_pyr.views:templates/tree_place.pt")
    @view_config(context=Network, permission=Permission.EDIT, request_method="GET", renderer="mobee_pyr.views:templates/tree_place.pt")
    @view_config(context=Organisation, permission=Permission.EDIT, request_method="GET", renderer="mobee_pyr.views:templates/tree_place.pt")
    def ask(self) -> dict[str, Any]:
        """The tree, one level at a time."""
        return self._page()

    @view_config(context=Site, permission=Permission.ADMINISTER, request_method="POST", renderer="mobee_pyr.views:templates/tree_place.pt")
    @view_config(context=Network, permission=Permission.EDIT, request_method="POST", renderer="mobee_pyr.views:templates/tree_place.pt")
    @view_config(
        context=Organisation, permission=Permission.EDIT, request_method="POST", renderer="mobee_pyr.views:templates/tree_place.pt"
    )
    def restore(self) -> dict[str, Any] | Response:
        """Back to where it was, unless another place is named."""
        place = looked_at(self.request, [self.node]) if "into" in self.request.POST else None
        try:
            arranging.restore(self.request.act, self.node, place)
        except arranging.ArrangingRefused as refused:
            self.request.response.status_int = 422
            return self._page(self.request.translate(refused.message))
        text = self.request.translate(_("« ${title} » est sorti de la corbeille."), title=phrases.named(self.request, self.node))
        self.request.session.flash(("success", text))
        open_again = access.permits(self.request.reader, Permission.VIEW, self.node)
        return HTTPSeeOther(self.request.node_url(self.node) if open_again else self.request.node_url(self.owner, "deleted"))

    def _page(self, fault: str = "") -> dict[str, Any]:
        request, place = self.request, looked_at(self.request, [self.node])
        refusal = arranging.closed(request.reader, self.node, place, copying=True)
        return {
            "page": Page(request, _("Reprendre ailleurs")),
            "about": (request.node_url(self.owner, "deleted"), request.translate(_("La corbeille"))),
            "going": [row(request, self.node)._replace(href="")],
            "staying": [],
            "several": False,
            "items": [self.node.oid],
            "fault": fault,
            "may": refusal is None,
            "refusal": "" if refusal is None else request.translate(refusal),
            "here": request.translate(_("Reprendre ici")),
            "action": request.node_url(self.owner, "restore"),
            **picker(request, [self.node], place),
        }


@view_defaults(name="deleted-empty", renderer="mobee_pyr.views:templates/tree_empty.pt")
class Emptying:
    """``?item=`` removes one; without it, all."""

    def __init__(self, owner: Node, request: Request) -> None:
        self.owner, self.request = owner, request
        self.nodes = [_one(owner, request)] if "item" in request.params else list(islice(_found(owner, request), AT_ONCE))

    @view_config(context=Site, permission=Permission.ADMINISTER, request_method="GET")
    @view_config(context=Network, permission=Permission.EDIT, request_method="GET")
    @view_config(context=Organisation, permission=Permission.EDIT, request_method="GET")
    def ask(self) -> dict[str, Any]:
        """What would be gone for good."""
        return self._page()

    @view_config(context=Site, permission=Permission.ADMINISTER, request_method="POST")
    @view_config(context=Network, permission=Permission.EDIT, request_method="POST")
    @view_config(context=Organisation, permission=Permission.EDIT, request_method="POST")
    def empty(self) -> dict[str, Any] | Response:
        """Exactly what was shown and still lies there."""
        shown = set(self.request.POST.getall("gone"))
        self.nodes = [node for node in self.nodes if str(node.oid) in shown]
        referring = self.request.referring(self.nodes)
        if referring is None:
            self.request.response.status_int = 422
            return self._page(self.request.translate(LAGGING))
        about = Chosen(self.nodes, True, 0, "")
        count = len(
            [one for one in each(self.request, about, "", lambda node: arranging.purge(self.request.act, node, referring)) if not one.why]
        )
        text = self.request.words.plural(_("${count} page n’existe plus."), _("${count} pages n’existent plus."), count)
        self.request.session.flash(("success", text))
        return HTTPSeeOther(self.request.node_url(self.owner, "deleted"))

    def _page(self, fault: str = "") -> dict[str, Any]:
        one = "item" in self.request.params
        return {
            "page": Page(self.request, _("Supprimer pour de bon ?") if one else _("Vider la corbeille ?")),
            "about": (self.request.node_url(self.owner, "deleted"), self.request.translate(_("La corbeille"))),
            "going": [row(self.request, node)._replace(href="") for node in self.nodes],
            "items": [node.oid for node in self.nodes],
            "item": self.request.params.get("item"),
            "fault": fault,
            "action": self.request.node_url(self.owner, "deleted-empty"),
        }
