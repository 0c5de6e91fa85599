"""Plain words for what colander and deform refuse: their own messages speak to programmers."""

from translationstring import TranslationString, TranslationStringFactory

_ = TranslationStringFactory("mobee")

PLAIN = {
    "Required": _("Remplissez ce champ."),
    "Shorter than minimum length ${min}": _("Trop court : il faut au moins ${min} caractères."),
    "Longer than maximum length ${max}": _("Trop long : ${max} caractères au plus."),
    "${val} is less than minimum value ${min}": _("Le plus petit nombre possible est ${min}."),
    "${val} is greater than maximum value ${max}": _("Le plus grand nombre possible est ${max}."),
    '"${val}" is not a number': _("Écrivez un nombre, en chiffres."),
    '"${val}" is not one of ${choices}': _("Choisissez une réponse de la liste."),
    "One or more of the choices you made was not acceptable": _("Choisissez des réponses de la liste."),
    "Invalid email address": _("Écrivez une adresse comme nom@exemple.org."),
    "Must be a URL": _("Écrivez une adresse comme https://exemple.org."),
    "Invalid date": _("Cette date n’existe pas. Exemple : 31/12/2026."),
    "Invalid time": _("Cette heure n’existe pas. Exemple : 14:30."),
    "Invalid value": _("Cette réponse ne convient pas."),
    "String does not match expected pattern": _("Cette réponse n’a pas la forme attendue."),
    '"${val}" is not a string': _("Cette réponse ne convient pas."),
    "${val} is not a string": _("Cette réponse ne convient pas."),
    "Pstruct is not a string": _("Cette réponse ne convient pas."),
    "Pstruct is not a list": _("Cette réponse ne convient pas."),
}
FALLBACK = PLAIN["Invalid value"]

MISSING = {
    "radio_choice": _("Choisissez une réponse."),
    "swatches": _("Choisissez une réponse."),
    "select": _("Choisissez une réponse."),
    "checkbox_choice": _("Cochez au moins une réponse."),
    "dateinput": _("Indiquez une date."),
    "file_upload": _("Choisissez un fichier."),
}
"""By a widget's template: what to do where nothing was answered; elsewhere one writes."""


def plain(message: str, widget: str = "") -> TranslationString:
    """The message as people should read it; a schema's own message stays, translated by mobee's catalogue."""
    text = str(message)
    if text == "Required" and widget in MISSING:
        return MISSING[widget]
    if text.startswith("Invalid pstruct"):
        return FALLBACK
    known = PLAIN.get(text, text)
    return TranslationString(
        known,
        domain="mobee",
        default=getattr(message, "default", None) or text if known is text else None,
        mapping=getattr(message, "mapping", None),
    )
