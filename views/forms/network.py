"""What opens a network: a form of one page."""

import colander
from deform.widget import CheckboxWidget, SelectWidget, TextAreaWidget, TextInputWidget

from mobee_pyr.content.network import ACCENTS
from mobee_pyr.content.words import _

COLOURS = {
    "honey": _("Miel"),
    "leaf": _("Feuille"),
    "sea": _("Mer"),
    "plum": _("Prune"),
    "brick": _("Brique"),
    "night": _("Nuit"),
    "rose": _("Rose"),
    "moss": _("Mousse"),
}


class NetworkSchema(colander.Schema):
    """A network and its first manager."""

    title = colander.SchemaNode(
        colander.String(), title=_("Nom du réseau"), validator=colander.Length(min=2, max=60), widget=TextInputWidget()
    )
    dedicated = colander.SchemaNode(
        colander.Boolean(),
        title=_("Réseau dédié"),
        label=_("Réservé à ses membres : pour tous les autres, il n’existe pas"),
        missing=False,
        widget=CheckboxWidget(),
    )
    summary = colander.SchemaNode(
        colander.String(), title=_("En une phrase"), validator=colander.Length(max=240), missing="", widget=TextAreaWidget(rows=2)
    )
    accent = colander.SchemaNode(
        colander.String(),
        title=_("Couleur"),
        validator=colander.OneOf(ACCENTS),
        default="honey",
        widget=SelectWidget(values=[(accent, COLOURS[accent]) for accent in ACCENTS]),
    )
    manager = colander.SchemaNode(
        colander.String(),
        title=_("Adresse électronique de la personne qui l’anime"),
        description=_("Elle doit déjà avoir un compte."),
        validator=colander.Email(msg=_("Écrivez une adresse comme prenom@exemple.fr.")),
        widget=TextInputWidget(attributes={"type": "email"}),
    )
