"""The form before a transition: a reason, or nothing but a confirmation; and the one that sets it for a later day."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any

import colander
from deform.widget import DateInputWidget, HiddenWidget, SelectWidget, TextAreaWidget

from mobee_pyr.content.wishes import ZONE
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.files import file
from mobee_pyr.workflows.model import Transition

LONGEST = 2000
JOINED = _("Qui lit votre mot pourra l’ouvrir. PDF, image PNG, JPEG ou WebP, document ODT ou DOCX ; cinq mégaoctets au plus.")
MORNING = 9
"""The hour that is proposed."""

WHY, WORD = _("Votre raison"), _("Un mot pour les personnes concernées")
ASKED = {"ask_for_more": _("Ce qu’il faut compléter"), "dispute": _("Ce qui manque")}
"""What the reason is called, where it is not a reason."""


def several_schema(reason: str) -> colander.Schema:
    """The question before a transition of several things at once: one reason for all of them, if any takes one."""
    schema = colander.Schema()
    if reason != "none":
        schema.add(_word(WHY if reason == "required" else WORD, reason == "required"))
    return schema


def transition_schema(transition: Transition) -> colander.Schema:
    """The questions of one transition."""
    schema = colander.Schema()
    schema.add(colander.SchemaNode(colander.String(), name="name", widget=HiddenWidget(), default=transition.name, missing=""))
    schema.add(colander.SchemaNode(colander.String(), name="confirmed", widget=HiddenWidget(), default="yes", missing=""))
    if transition.reason != "none":
        schema.add(_reason(transition))
        schema.add(file("file", _("Un document à joindre"), JOINED))
    return schema


def later_schema(transition: Transition) -> colander.Schema:
    """The day and the hour at which it is to happen, and the reason that will be said then."""
    schema = colander.Schema()
    schema.add(colander.SchemaNode(colander.String(), name="name", widget=HiddenWidget(), default=transition.name, missing=""))
    schema.add(colander.SchemaNode(colander.Date(), name="day", title=_("Quel jour ?"), widget=DateInputWidget()))
    hours = [(str(hour), _("${hour} h", mapping={"hour": hour})) for hour in range(24)]
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="hour",
            title=_("À quelle heure ?"),
            default=str(MORNING),
            validator=colander.OneOf([hour for hour, _text in hours]),
            widget=SelectWidget(values=hours),
        )
    )
    if transition.reason != "none":
        schema.add(_reason(transition))
        schema.add(file("file", _("Un document à joindre"), JOINED))
    return schema


def moment(said: Mapping[str, Any]) -> datetime:
    """The day and the hour, in Paris, as they are stored."""
    return datetime.combine(said["day"], time(int(said["hour"])), ZONE).astimezone(UTC)


def as_said(when: datetime) -> dict[str, Any]:
    """A stored moment, as the form takes it."""
    here = when.astimezone(ZONE)
    return {"day": here.date(), "hour": str(here.hour)}


def _reason(transition: Transition) -> colander.SchemaNode:
    required = transition.reason == "required"
    return _word(ASKED.get(transition.name, WHY if required else WORD), required)


def _word(title: str, required: bool) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name="reason",
        title=title,
        validator=colander.Length(max=LONGEST),
        widget=TextAreaWidget(rows=5),
        missing=colander.required if required else "",
    )
