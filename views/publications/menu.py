"""The menu of a network: up to eight of its pages, on every page of it, in the order that its team sets."""

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import mentions, tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.home import MOST_IN_MENU
from mobee_pyr.content.network import Network
from mobee_pyr.content.types import TYPES
from mobee_pyr.content.words import _
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.publications.tabs import tabs
from mobee_pyr.workflows import publishing

OFFERED = ("page", "section", "link", "document", "news")


@view_defaults(context=Network, name="menu-edit", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/menu_edit.pt")
class Menu:
    """Each button does one thing: add, take off, up, down."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The menu as it is, and what may be added."""
        standing = publishing.menu(self.request.reader, self.network)
        chosen = [(node.oid, node.title, self.request.node_url(node), node.state != "published") for node in standing]
        offered = [
            (node.oid, f"{node.title} ({self.request.translate(TYPES[node.type_name].label)})")
            for node in publishing.everything(self.request.reader, self.network)
            if node.type_name in OFFERED and node.oid not in self.network.menu
        ]
        return {
            "page": Page(self.request, _("Menu du réseau")),
            "managing": managing(self.request, self.network, "publications"),
            "tabs": tabs(self.request, self.network),
            "action": self.request.node_url(self.network, "menu-edit"),
            "chosen": chosen,
            "offered": offered,
            "full": len(chosen) >= MOST_IN_MENU,
        }

    @view_config(request_method="POST")
    def change(self) -> Response:
        """``add``, ``remove``, ``up`` or ``down``: an oid. What is not there any more changes nothing."""
        found = ((oid, self.request.site.node(oid)) for oid in self.network.menu)
        menu = [oid for oid, node in found if node is not None and not tree.is_deleted(node)]
        for deed in ("add", "remove", "up", "down"):
            asked = self.request.POST.get(deed, "")
            if asked.isascii() and asked.isdigit():
                menu = _changed(menu, deed, int(asked), {node.oid for node in publishing.everything(self.request.reader, self.network)})
        self._keep(tuple(menu[:MOST_IN_MENU]))
        return HTTPSeeOther(self.request.node_url(self.network, "menu-edit"))

    def _keep(self, menu: tuple[int, ...]) -> None:
        if menu != self.network.menu:
            act, before = self.request.act, self.network.mentions
            self.network.menu = menu
            mentions.note(act.site, self.network, before)
            self.network.record(act.who, "menu changed", when=act.now)


def _changed(menu: list[int], deed: str, oid: int, known: set[int]) -> list[int]:
    """The menu after one deed."""
    if deed == "add":
        return [*menu, oid] if oid in known and oid not in menu else menu
    if oid not in menu:
        return menu
    at, rest = menu.index(oid), [each for each in menu if each != oid]
    if deed == "remove":
        return rest
    rest.insert(max(0, at - 1) if deed == "up" else at + 1, oid)
    return rest
