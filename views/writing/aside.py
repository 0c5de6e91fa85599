"""The working copy of a page, told where the page is corrected (``parts/aside.pt``)."""

from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.words import _


class Offered(NamedTuple):
    """``text`` says how it stands, ``action`` what may be done there; ``held``: there is one."""

    text: str
    action: str
    href: str
    held: bool


def offered(request: Request, node: Node, public: bool) -> Offered | None:
    """For a page that others read: prepare another version of it aside, or who does already."""
    href = request.node_url(node, "working-copy")
    if node.aside is None:
        text = _("Pour un grand changement, préparez-le à part : la page reste comme elle est jusqu’à ce que vous le mettiez en place.")
        return Offered(request.translate(text), request.translate(_("Préparer une copie de travail")), href, False) if public else None
    who, when = name_of(request.site, node.aside.who), request.words.ago(node.aside.saved)
    if node.aside.who == request.reader.person_id:
        text = request.translate(_("Vous préparez une nouvelle version de cette page (${when})."), when=when)
        return Offered(text, request.translate(_("Ouvrir ma copie de travail")), href, True)
    text = request.translate(_("${who} prépare une nouvelle version de cette page (${when})."), who=who, when=when)
    return Offered(text, request.translate(_("Voir cette copie de travail")), href, True)
