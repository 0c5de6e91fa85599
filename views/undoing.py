"""Links by which what was just done is taken back: in the message that says it is done, and in the history."""

from pyramid.request import Request

from mobee_pyr.content import past, tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.journal import last as last_number
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.views.writing.texts import TEXTS
from mobee_pyr.workflows import access, undoing

UNDO = _("Annuler ce changement")
SAID = {
    "created": _("Annuler la création"),
    "copied": _("Annuler la copie"),
    "deleted": _("Reprendre de la corbeille"),
}
"""What the link says, where it is no change."""


def last(request: Request, node: Node) -> tuple[str, str] | None:
    """For the message after a deed: where one click takes back the last one of a node, and the word for it."""
    return link(request, node, last_number(node.journal))


def link(request: Request, node: Node, number: int) -> tuple[str, str] | None:
    """Address and text, if the reader may take that deed back. What is in the bin is asked for at its former place."""
    deed = past.found(node, number)
    if deed is None or undoing.refusal(request.reader, node, number) is not None:
        return None
    if deed.what == "edited":
        return (request.node_url(node, "revert", deed=number, only=1), request.translate(UNDO)) if node.type_name in TEXTS else None
    place = request.site.node(deed.details["parent"]) if tree.is_deleted(node) else node
    if place is None:
        return None
    more = {"of": node.oid} if place is not node else {}
    return request.node_url(place, "undo", deed=number, **more), request.translate(SAID.get(deed.what, UNDO))


def stays(request: Request, node: Node, number: int) -> str:
    """Why the last thing that the reader did here cannot be taken back; empty for everything else."""
    if number != undoing.last_of(node, request.reader.person_id):
        return ""
    refused = undoing.refusal(request.reader, node, number)
    return "" if refused is None else str(request.translate(_("Ne s’annule pas. ${why}"), why=request.translate(refused)))


def versions(request: Request, node: Node, number: int) -> list[tuple[str, str]]:
    """The ways to the page as a deed left it: to read it, and to put it back."""
    deed = past.found(node, number)
    if deed is None or node.type_name not in TEXTS or deed.what not in past.EDITS | {"created"}:
        return []
    found = [(request.node_url(node, "past", deed=number), request.translate(_("Lire tel que c’était")))]
    earlier = any(each.what in past.EDITS for _number, each in past.after(node, number))
    if earlier and access.permits(request.reader, Permission.EDIT, node):
        found.append((request.node_url(node, "revert", deed=number), request.translate(_("Revenir à cette version"))))
    return found if earlier else []
