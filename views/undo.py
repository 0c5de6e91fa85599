"""Taking back the last thing one did, and, for who manages a network, whatever can still be taken back (M32)."""

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.journal.entries import entry
from mobee_pyr.views.numbered import deed_asked
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access, undoing

FOLLOWS = {
    "renamed": _("L’adresse d’avant revient. Celle de maintenant ne mènera plus ici."),
    "moved": _("La page, avec tout ce qu’elle contient, retourne à sa place d’avant."),
    "deleted": _(
        "La page, avec tout ce qu’elle contenait, sort de la corbeille. Les pièces données comme preuve, elles, sont effacées pour de bon."
    ),
    "restored": _("La page, avec tout ce qu’elle contient, retourne à la corbeille."),
    "created": _("La page va à la corbeille."),
    "copied": _("La copie va à la corbeille ; l’original reste."),
    "made private": _("La page se lit de nouveau comme avant."),
    "opened": _("La page est de nouveau réservée, comme avant."),
    "model taken": _("La version d’avant revient. Celle du modèle sera proposée de nouveau."),
    "model again": _("La version propre au réseau revient, telle qu’elle était."),
}


@view_defaults(context=Node, name="undo", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/undo.pt")
class UndoPage:
    """``deed`` names what is taken back; ``of`` the node, when it lies in the bin and its former place is asked."""

    def __init__(self, place: Node, request: Request) -> None:
        self.place, self.request = place, request
        self.node = self._binned() if "of" in request.params else place
        if not self._may_know():
            raise HTTPNotFound
        self.number, self.deed = deed_asked(request, self.node)

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """What was done, and what taking it back does; or why it stays."""
        refused = undoing.refusal(self.request.reader, self.node, self.number)
        if refused is None and self.deed.what == "edited":
            return HTTPSeeOther(self.request.node_url(self.node, "revert", deed=self.number, only=1))
        return self._page(refused)

    @view_config(request_method="POST")
    def undo(self) -> dict[str, Any] | Response:
        """Take it back by another deed."""
        try:
            undoing.undo(self.request.act, self.node, self.number)
        except undoing.UndoRefused as refused:
            self.request.response.status_int = 409
            return self._page(refused.message)
        self.request.session.flash(("success", self.request.translate(_("C’est annulé."))))
        return HTTPSeeOther(self.request.node_url(self._after()))

    def _binned(self) -> Node:
        """What was put into the bin from this very place. Raises `HTTPNotFound`."""
        said = self.request.params["of"]
        node = self.request.site.node(int(said)) if said.isascii() and said.isdigit() and len(said) < 20 else None
        deed = None if node is None else next((deed for deed in node.deeds() if deed.what == "deleted"), None)
        if node is None or deed is None or not tree.is_deleted(node) or deed.details["parent"] != self.place.oid:
            raise HTTPNotFound
        return node

    def _may_know(self) -> bool:
        """Whoever reads its history; of what lies in the bin, who put it there, and who manages."""
        reader = self.request.reader
        if self.node is self.place:
            return access.permits(reader, Permission.HISTORY, self.node)
        threw = next(deed.who for deed in self.node.deeds() if deed.what == "deleted")
        return undoing.manages(reader, self.node) or (threw is not None and threw == reader.person_id)

    def _page(self, refused: Any) -> dict[str, Any]:
        return {
            "page": Page(self.request, _("Annuler ce changement ?") if refused is None else _("Ce changement ne s’annule pas")),
            "about": phrases.named(self.request, self.node),
            "entries": [entry(self.request, self.node, self.deed)],
            "refused": None if refused is None else self.request.translate(refused),
            "follows": self.request.translate(FOLLOWS.get(self.deed.what, "")),
            "action": self.request.same_page(),
            "back": self.request.node_url(self.place),
            "history": self.request.node_url(self.place, "history"),
        }

    def _after(self) -> Node:
        """The page, or the nearest above it that the person may open."""
        start: Node | None = self.node
        if tree.is_deleted(self.node):
            start = self.request.site.node(next(deed.details["parent"] for deed in self.node.deeds() if deed.what == "deleted"))
        above = lineage(start or self.request.site)
        return next(step for step in above if access.permits(self.request.reader, Permission.VIEW, step))
