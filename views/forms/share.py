"""Telling a friend of a mission: an address that is not kept, and a word."""

import colander

from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import line, text

LONGEST = 500


def friend() -> colander.Schema:
    """Where it goes, and what one says."""
    return colander.Schema(
        line(
            "mail",
            _("Adresse électronique de cette personne"),
            _("Elle sert à un seul envoi, puis elle est oubliée."),
            200,
            True,
            attributes={"type": "email", "autocomplete": "off"},
            validator=colander.Email(),
        ),
        text("word", _("Votre mot"), _("Sans lien : celui de la mission est dans le message."), LONGEST, validator=_without_link),
    )


def _without_link(node: colander.SchemaNode, said: str) -> None:
    """Nobody sends advertisements in our name."""
    if any(sign in said.lower() for sign in ("://", "www.")):
        raise colander.Invalid(node, _("Écrivez votre mot sans lien : celui de la mission est déjà dans le message."))
