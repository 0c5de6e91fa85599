"""What is asked of somebody who says that they belong to an organisation."""

import colander
from deform.widget import DateInputWidget, RadioChoiceWidget, TextAreaWidget, TextInputWidget

from mobee_pyr.content.vocabulary import OUTSIDE
from mobee_pyr.content.words import _


class JoiningSchema(colander.Schema):
    """As what, since when, under whom."""

    status = colander.SchemaNode(
        colander.String(),
        title=_("Votre lien avec elle"),
        validator=colander.OneOf(OUTSIDE),
        widget=RadioChoiceWidget(values=list(OUTSIDE.items())),
    )
    since = colander.SchemaNode(colander.Date(), title=_("Depuis quand"), missing=None, widget=DateInputWidget())
    manager = colander.SchemaNode(
        colander.String(),
        title=_("Votre responsable direct"),
        description=_("Son nom ou son adresse. Selon l’organisation, son accord est demandé pour vos candidatures."),
        missing="",
        validator=colander.Length(max=120),
        widget=TextInputWidget(),
    )
    message = colander.SchemaNode(
        colander.String(),
        title=_("Un mot pour vous reconnaître"),
        description=_("Votre service, votre équipe, votre promotion…"),
        missing="",
        validator=colander.Length(max=500),
        widget=TextAreaWidget(rows=3),
    )
