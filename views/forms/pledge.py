"""What a référent promises: in whose name, how much, with which word."""

from collections.abc import Sequence
from decimal import Decimal

import colander
from deform.widget import RadioChoiceWidget, TextAreaWidget, TextInputWidget

from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import Number


def pledge_schema(givers: Sequence[Organisation], missing: Decimal, unit: str) -> colander.Schema:
    """The questions; whoever leads one organisation alone is not asked which."""
    schema = colander.Schema()
    if len(givers) > 1:
        choices = [(str(body.oid), body.title) for body in givers]
        schema.add(
            colander.SchemaNode(
                colander.String(),
                name="giver",
                title=_("Au nom de quelle organisation ?"),
                validator=colander.OneOf([value for value, _text in choices]),
                widget=RadioChoiceWidget(values=choices),
            )
        )
    schema.add(
        colander.SchemaNode(
            Number(),
            name="quantity",
            title=_("Combien promettez-vous ? (en ${unit})", mapping={"unit": unit}) if unit else _("Combien promettez-vous ?"),
            validator=lambda node, quantity: _possible(node, quantity, missing),
            widget=TextInputWidget(),
        )
    )
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="message",
            title=_("Votre message"),
            description=_("Par exemple : quand et comment vous pouvez livrer."),
            validator=colander.Length(max=2000),
            widget=TextAreaWidget(rows=4),
            missing="",
        )
    )
    return schema


def _possible(node: colander.SchemaNode, quantity: Decimal, missing: Decimal) -> None:
    """Something, no more than is missing."""
    colander.Range(min=Decimal("0.01"), max=missing)(node, quantity)
