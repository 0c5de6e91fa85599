"""The form before a transition: a reason, or nothing but a confirmation."""

import colander
from deform.widget import HiddenWidget, TextAreaWidget

from mobee_pyr.content.words import _
from mobee_pyr.views.forms.files import file
from mobee_pyr.workflows.model import Transition

LONGEST = 2000
JOINED = _("Qui lit votre mot pourra l’ouvrir. PDF, image PNG, JPEG ou WebP, document ODT ou DOCX ; cinq mégaoctets au plus.")

ASKED = {"ask_for_more": _("Ce qu’il faut compléter"), "dispute": _("Ce qui manque")}
"""What the reason is called, where it is not a reason."""


def several_schema(reason: str) -> colander.Schema:
    """The question before a transition of several things at once: one reason for all of them, if any takes one."""
    schema = colander.Schema()
    if reason != "none":
        schema.add(_word(_("Votre raison") if reason == "required" else _("Un mot pour les personnes concernées"), reason == "required"))
    return schema


def transition_schema(transition: Transition) -> colander.Schema:
    """The questions of one transition."""
    schema = colander.Schema()
    schema.add(colander.SchemaNode(colander.String(), name="name", widget=HiddenWidget(), default=transition.name, missing=""))
    schema.add(colander.SchemaNode(colander.String(), name="confirmed", widget=HiddenWidget(), default="yes", missing=""))
    if transition.reason != "none":
        required = transition.reason == "required"
        schema.add(
            _word(ASKED.get(transition.name, _("Votre raison") if required else _("Un mot pour les personnes concernées")), required)
        )
        schema.add(file("file", _("Un document à joindre"), JOINED))
    return schema


def _word(title: str, required: bool) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name="reason",
        title=title,
        validator=colander.Length(max=LONGEST),
        widget=TextAreaWidget(rows=5),
        missing=colander.required if required else "",
    )
