"""Deeds about a network's vocabularies in plain words, for its journal."""

from pyramid.request import Request

from mobee_pyr.content.journal import Deed
from mobee_pyr.content.terms import KINDS
from mobee_pyr.content.words import _
from mobee_pyr.workflows.terms import CHANGED

DID = {
    "added": _("a ajouté un terme (${list}) : « ${term} »"),
    "changed": _("a changé un terme (${list}) : « ${term} »"),
    "moved": _("a changé l’ordre des termes (${list})"),
    "hidden": _("ne propose plus un terme (${list}) : « ${term} »"),
    "shown": _("propose de nouveau un terme (${list}) : « ${term} »"),
    "removed": _("a retiré un terme (${list}) : « ${term} »"),
}


def about_terms(request: Request, deed: Deed) -> str:
    """« a ajouté un terme (Domaines) : « Mer » »; empty for another deed."""
    if deed.what != CHANGED:
        return ""
    kind = request.translate(KINDS.get(deed.details.get("kind", ""), ""))
    return str(request.translate(DID[deed.details["did"]], list=kind, term=request.words.label(deed.details["named"])))
