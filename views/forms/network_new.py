"""What opens a network: a form of one page."""

import re
from collections.abc import Callable, Sequence

import colander
from deform.widget import HiddenWidget, RadioChoiceWidget, TextAreaWidget, TextInputWidget
from pyramid.request import Request

from mobee_pyr.content.names import slug
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.choices import explained
from mobee_pyr.views.forms.network import accent

KINDS = {
    "shared": (_("Partagé"), _("Public : chacun peut le lire, le rejoindre et y inscrire son organisation.")),
    "dedicated": (
        _("Dédié"),
        _("Privé, pour une organisation et ses partenaires. On y entre sur invitation ; pour tous les autres, il n’existe pas."),
    ),
}

MOST_MANAGERS = 10


def network_schema(request: Request, blueprints: Sequence[Node]) -> colander.Schema:
    """A network and its managers; the blueprint is asked only if there is a choice."""
    schema = colander.Schema()
    for question in (_title(request), _kind(request), _summary(), accent(), _blueprint(blueprints), _managers()):
        schema.add(question)
    return schema.bind(request=request)


def addresses(text: str) -> list[str]:
    """The addresses of a text, one a line or between commas, each once."""
    found = re.split(r"[\s,;]+", text.strip())
    return list({each.casefold(): each for each in found if each}.values())


def _title(request: Request) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name="title",
        title=_("Nom du réseau"),
        description=_("Deux ou trois mots. Son adresse sur le site en sera tirée."),
        validator=colander.All(colander.Length(min=2, max=60), _is_new(request)),
        widget=TextInputWidget(),
    )


def _is_new(request: Request) -> Callable[[colander.SchemaNode, str], None]:
    """Two networks of one name could not be told apart."""
    names = {slug(network.title) for network in request.site.inside("network")}

    def check(node: colander.SchemaNode, text: str) -> None:
        if slug(text) in names:
            raise colander.Invalid(node, _("Un réseau porte déjà ce nom : ajoutez un mot qui les distingue."))

    return check


def _kind(request: Request) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name="kind",
        title=_("Qui peut le voir"),
        validator=colander.OneOf(KINDS),
        widget=RadioChoiceWidget(values=[(kind, explained(request, *said)) for kind, said in KINDS.items()]),
    )


def _summary() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name="summary",
        title=_("En une phrase"),
        description=_("Ce qui rassemble ses membres. La phrase accueille les visiteurs."),
        validator=colander.Length(max=240),
        missing="",
        widget=TextAreaWidget(rows=2),
    )


def _blueprint(blueprints: Sequence[Node]) -> colander.SchemaNode:
    names = [each.__name__ for each in blueprints]
    choice = RadioChoiceWidget(values=[(each.__name__, each.title) for each in blueprints])
    return colander.SchemaNode(
        colander.String(),
        name="blueprint",
        title=_("Le modèle dont il part"),
        description=_("Étapes, critères et formulaires de départ ; le réseau peut ensuite les adapter."),
        validator=colander.OneOf(names),
        default=names[0],
        widget=choice if len(names) > 1 else HiddenWidget(),
    )


def _managers() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name="managers",
        title=_("Les personnes qui l’animent"),
        description=_(
            "Leurs adresses électroniques, une par ligne. Celles qui n’ont pas de compte reçoivent une invitation à en créer un."
        ),
        validator=_are_addresses,
        widget=TextAreaWidget(rows=3, attributes={"spellcheck": "false", "autocapitalize": "off"}),
    )


def _are_addresses(node: colander.SchemaNode, text: str) -> None:
    found = addresses(text)
    if len(found) > MOST_MANAGERS:
        raise colander.Invalid(node, _("Dix personnes au plus pour commencer : elles nommeront les autres."))
    for each in found:
        try:
            colander.Email()(node, each)
        except colander.Invalid as wrong:
            told = _("« ${mail} » n’est pas une adresse. Écrivez-la comme prenom@exemple.fr.", mapping={"mail": each[:80]})
            raise colander.Invalid(node, told) from wrong
