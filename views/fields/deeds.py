"""Deeds about a network's own fields in plain words, for its journal."""

from pyramid.request import Request

from mobee_pyr.content.field import SUBJECTS
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.extra import told
from mobee_pyr.workflows.field_lists import CHANGED

DID = {
    "added": _("a ajouté un champ (${subject}) : « ${field} »"),
    "changed": _("a changé un champ (${subject}) : « ${field} »"),
    "moved": _("a changé l’ordre des champs (${subject})"),
    "withdrawn": _("a retiré un champ (${subject}) : « ${field} »"),
    "restored": _("a remis un champ (${subject}) : « ${field} »"),
    "erased": _("a effacé les réponses à un champ (${subject}) : « ${field} »"),
}


def about_fields(request: Request, deed: Deed) -> str:
    """« a ajouté un champ (Organisations) : « Agrément » »; empty for another deed."""
    if deed.what != CHANGED:
        return ""
    subject = request.translate(SUBJECTS.get(deed.details.get("subject", ""), ""))
    return str(request.translate(DID[deed.details["did"]], subject=subject, field=told(request, deed.details.get("named", ""))))
