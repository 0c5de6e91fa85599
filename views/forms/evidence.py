"""The one question of a page on which evidence for a criterion is given."""

import colander

from mobee_pyr.content.qualification import Criterion
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.files import file
from mobee_pyr.views.forms.identifiers import compacted, identifier
from mobee_pyr.views.forms.questions import choice, line, text

ANSWERS = {"yes": _("Oui"), "no": _("Non")}

NUMBERS = {
    "siren": (_("Numéro SIREN"), _("Neuf chiffres.")),
    "siret": (_("Numéro SIRET"), _("Quatorze chiffres.")),
    "rna": (_("Numéro RNA"), _("W et neuf chiffres.")),
    "vat": (_("Numéro de TVA"), _("Il commence par FR.")),
    "iban": (_("IBAN"), _("Il commence par les deux lettres du pays : FR pour la France.")),
}
"""What each number is called, and how it looks."""


def evidence_schema(criterion: Criterion) -> colander.Schema:
    """By what the criterion wants; its text stands above, as the page's title."""
    return colander.Schema(_question(criterion))


def _question(criterion: Criterion) -> colander.SchemaNode:
    if criterion.evidence == "document":
        return file("file", _("Le document"), needed=True)
    if criterion.evidence == "yes":
        return choice("value", _("Votre réponse"), ANSWERS)
    if criterion.evidence == "note":
        return text("value", _("Quelques mots"), most=2000, needed=True, rows=5)
    title, hint = NUMBERS[criterion.evidence]
    return line("value", title, hint, most=60, needed=True, preparer=[compacted], validator=identifier(criterion.evidence))
