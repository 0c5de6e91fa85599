"""Which letters one wishes, when, and the hours of quiet."""

import colander
from deform.widget import SelectWidget

from mobee_pyr.content.wishes import KINDS, OFFERED, WHEN
from mobee_pyr.content.words import _

HOURS = [("", _("Aucune")), *((str(hour), f"{hour} h") for hour in range(24))]


def letters_schema() -> colander.Schema:
    """One choice for each kind; what sums up already is sent or not."""
    schema = colander.Schema()
    for kind, title in KINDS.items():
        values = [(name, text) for name, text in WHEN.items() if name in OFFERED.get(kind, WHEN)]
        schema.add(_choice(kind, title, values))
    help_ = _("De cette heure à l’autre, aucun courriel : ce qui arrive entre-temps part ensuite en une fois.")
    schema.add(_choice("quiet_from", _("Heures de silence : à partir de"), HOURS, missing="", description=help_))
    schema.add(_choice("quiet_until", _("Heures de silence : jusqu’à"), HOURS, missing=""))
    return schema


def _choice(name: str, title: str, values: list[tuple[str, str]], **more: object) -> colander.SchemaNode:
    among = colander.OneOf([value for value, _text in values])
    return colander.SchemaNode(colander.String(), name=name, title=title, validator=among, widget=SelectWidget(values=values), **more)
