"""Closing a mission: hours for each volunteer, a word to all, a word to each."""

from collections.abc import Sequence
from typing import Any

import colander
from deform.widget import TextAreaWidget, TextInputWidget

from mobee_pyr.content.application import Application
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import Number
from mobee_pyr.workflows.closing import Given

MOST_HOURS = 5000


def close_schema(volunteers: Sequence[Application]) -> colander.Schema:
    """One fieldset a volunteer, then the thanks to all."""
    schema = colander.Schema()
    for number, volunteer in enumerate(volunteers):
        schema.add(_one(f"volunteer{number}", volunteer.title))
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="thanks",
            title=_("Vos remerciements"),
            description=_("À toutes et à tous. Chaque bénévole les reçoit par courriel."),
            validator=colander.Length(min=2, max=2000),
            widget=TextAreaWidget(rows=5),
        )
    )
    return schema


def given(answers: dict[str, Any], volunteers: Sequence[Application]) -> dict[str, Given]:
    """What was answered, by the name of each application."""
    said = ((volunteer.__name__, answers[f"volunteer{number}"]) for number, volunteer in enumerate(volunteers))
    return {name: Given(float(one["hours"]), one["word"]) for name, one in said}


def _one(name: str, title: str) -> colander.Schema:
    fields = colander.Schema(name=name, title=title)
    fields.add(
        colander.SchemaNode(
            Number(),
            name="hours",
            title=_("Heures données"),
            description=_("En heures ; 0 si la personne n’a pas pu venir."),
            validator=colander.Range(min=0, max=MOST_HOURS),
            widget=TextInputWidget(),
        )
    )
    fields.add(
        colander.SchemaNode(
            colander.String(),
            name="word",
            title=_("Un mot pour cette personne seule"),
            validator=colander.Length(max=1000),
            widget=TextAreaWidget(rows=2),
            missing="",
        )
    )
    return fields
