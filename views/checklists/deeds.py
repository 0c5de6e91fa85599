"""Deeds about a network's checklists in plain words, for its journal."""

from pyramid.request import Request

from mobee_pyr.content.journal import Deed
from mobee_pyr.content.qualification import SUBJECTS
from mobee_pyr.content.words import _
from mobee_pyr.workflows.checklists import CHANGED

DID = {
    "added": _("a ajouté un critère (${subject}) : « ${criterion} »"),
    "changed": _("a changé un critère (${subject}) : « ${criterion} »"),
    "removed": _("a retiré un critère (${subject}) : « ${criterion} »"),
    "moved": _("a changé l’ordre des critères (${subject})"),
    "model": _("est revenu aux critères du modèle (${subject})"),
    "file": _("a repris des critères d’un fichier (${subject})"),
}


def about_criteria(request: Request, deed: Deed) -> str:
    """« a ajouté un critère (Organisations) : « Elle existe » »; empty for another deed."""
    if deed.what != CHANGED:
        return ""
    did, subject = DID.get(deed.details.get("did", "")), SUBJECTS.get(deed.details.get("subject", ""), "")
    if did is None:
        return str(request.translate(_("a changé les critères")))
    return str(request.translate(did, subject=request.translate(subject), criterion=request.translate(deed.details.get("named", ""))))
