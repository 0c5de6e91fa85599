"""Why an employer does not validate an application."""

import colander
from deform.widget import TextAreaWidget

from mobee_pyr.content.words import _


class RefusalSchema(colander.Schema):
    """The reason is for the applicant, not for the organisation that asked for help."""

    reason = colander.SchemaNode(
        colander.String(),
        title=_("Votre raison"),
        description=_("Par exemple : la période ne convient pas au service. La personne concernée la lira."),
        validator=colander.Length(max=2000),
        widget=TextAreaWidget(rows=5),
    )
