"""Who answers, from when to when: an absence; and who takes over for good."""

from typing import Any

import colander
from deform.widget import DateInputWidget, SelectWidget

from mobee_pyr.content.person import Person
from mobee_pyr.content.words import _

Choice = list[tuple[str, str]]


def named(people: list[Person]) -> Choice:
    """A choice among people."""
    return [("", _("Choisir…")), *((person.id, person.title) for person in people)]


def _who(name: str, title: str, values: Choice, **more: Any) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        validator=colander.OneOf([value for value, _title in values if value]),
        widget=SelectWidget(values=values),
        **more,
    )


def absence_schema(deputies: list[Person]) -> colander.Schema:
    """The first day, the last one, and who answers meanwhile."""
    schema = colander.Schema()
    schema.add(colander.SchemaNode(colander.Date(), name="since", title=_("Premier jour d’absence"), widget=DateInputWidget()))
    schema.add(colander.SchemaNode(colander.Date(), name="until", title=_("Dernier jour d’absence"), widget=DateInputWidget()))
    help_ = _("Cette personne recevra les demandes en même temps que vous et pourra y répondre : ce sera signé de son nom, pour vous.")
    schema.add(_who("deputy", _("Qui répond à votre place"), named(deputies), description=help_))
    return schema


def handover_schema(leavers: list[Person], successors: list[Person]) -> colander.Schema:
    """Who leaves, who takes over."""
    schema = colander.Schema()
    schema.add(_who("leaver", _("Qui passe le relais"), named(leavers)))
    schema.add(_who("successor", _("Qui prend la suite"), named(successors)))
    return schema
