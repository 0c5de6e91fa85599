"""One criterion of a checklist, as questions (M69–M71)."""

from typing import Any

import colander
from pyramid.request import Request

from mobee_pyr.content.checklist import LONGEST_HELP, LONGEST_TEXT, MOST_MONTHS
from mobee_pyr.content.qualification import EVIDENCE, LABELS, TEAM, Criterion
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.choices import explained
from mobee_pyr.views.forms.questions import choice, number, text

MANDATORY = {
    "mandatory": (_("Obligatoire"), _("Rien n’est accepté ni publié tant que cette case n’est pas cochée.")),
    "advised": (_("Conseillé"), _("La case aide à décider ; elle ne retient rien.")),
}
WHO = {
    "qualifier manager": _("Toute l’équipe du réseau"),
    "manager": _("La gestion du réseau seulement"),
    "qualifier": _("Les personnes qui qualifient seulement"),
}
"""`Criterion.by`, as one answer."""


def criterion_schema(request: Request, subject: str) -> colander.Schema:
    """The questions; what lasts a time, and what an organisation bears, are asked where they mean something."""
    schema = colander.Schema()
    schema.add(text("text", _("Ce qu’il faut vérifier"), _("En une phrase qui est vraie quand la case est cochée."), LONGEST_TEXT, True, 2))
    schema.add(text("help", _("Comment le vérifier"), _("Une aide pour la personne qui coche : où regarder, que demander."), LONGEST_HELP))
    answers = [(key, explained(request, name, meaning)) for key, (name, meaning) in MANDATORY.items()]
    schema.add(choice("mandatory", _("Ce critère est"), answers))
    wanted = _("Ce que l’on demande à l’appui. Les visiteurs ne la voient jamais.")
    schema.add(choice("evidence", _("Preuve demandée"), EVIDENCE, wanted, missing=""))
    schema.add(choice("by", _("Qui peut cocher la case ?"), WHO))
    if subject != "request":
        hint = _("En mois. Laissez vide si une vérification vaut pour toujours.")
        schema.add(number("months", _("À revérifier au bout de"), hint, 1, MOST_MONTHS, False, whole=True))
    if subject == "organisation":
        shown = _("Affichée sur la page de l’organisation tant que la case est cochée et valable.")
        schema.add(choice("label", _("Mention donnée"), {"": _("Aucune"), **LABELS}, shown, missing=""))
    return schema


def answers_of(criterion: Criterion) -> dict[str, Any]:
    """A criterion as the answers of its form."""
    return {
        **criterion._asdict(),
        "mandatory": "mandatory" if criterion.mandatory else "advised",
        "by": next((key for key in WHO if set(key.split()) == set(criterion.by)), " ".join(TEAM)),
        "months": criterion.months or None,
    }


def criterion_of(name: str, said: dict[str, Any]) -> Criterion:
    """The other way round."""
    return Criterion(
        name,
        said["text"],
        said["help"],
        said["mandatory"] == "mandatory",
        said["evidence"],
        tuple(said["by"].split()),
        said.get("months") or 0,
        said.get("label", ""),
    )
