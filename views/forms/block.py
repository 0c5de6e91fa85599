"""What is asked to suspend an account, and to reopen it."""

import colander
from deform.widget import TextAreaWidget

from mobee_pyr.content.words import _

LONGEST = 1000


class BlockSchema(colander.Schema):
    """The reason is for the person."""

    reason = colander.SchemaNode(
        colander.String(),
        title=_("La raison"),
        description=_("La personne la lira dans le courriel qui l’informe ; l’historique la garde."),
        validator=colander.Length(max=LONGEST),
        widget=TextAreaWidget(rows=4),
    )


class UnblockSchema(colander.Schema):
    """A word for the person."""

    reason = colander.SchemaNode(
        colander.String(),
        title=_("Un mot pour cette personne"),
        missing="",
        validator=colander.Length(max=LONGEST),
        widget=TextAreaWidget(rows=3),
    )
