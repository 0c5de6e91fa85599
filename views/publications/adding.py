"""What may be added to a network or to a section, as links for those who may write."""

from pyramid.request import Request

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.publication import KINDS
from mobee_pyr.content.types import TYPES
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access

MEANINGS = {
    "page": _("Un texte qui reste : un guide, une charte, des conseils."),
    "news": _("Un texte daté, qui paraît parmi les actualités."),
    "section": _("Un dossier qui range et liste des pages, des documents, des images."),
    "document": _("Un fichier à télécharger, avec ses versions."),
    "picture": _("Une image à montrer dans les textes, réduite pour le web."),
    "link": _("Un site que le réseau recommande."),
}


def adding(request: Request, within: Node) -> list[tuple[str, str]]:
    """Address and words of each form; who may change a network or a section may add to it."""
    if not access.permits(request.reader, Permission.EDIT, within):
        return []
    return [(request.node_url(within, "publication-new", kind=kind), request.translate(TYPES[kind].label)) for kind in KINDS]
