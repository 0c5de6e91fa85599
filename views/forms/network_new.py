"""What opens a network: a form of one page."""

import re
from collections.abc import Callable, Sequence

import colander
from pyramid.request import Request

from mobee_pyr.content.names import slug
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.choices import explained
from mobee_pyr.views.forms.network import accent
from mobee_pyr.views.forms.questions import choice, hidden, line, text

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
    kinds = {kind: explained(request, *said) for kind, said in KINDS.items()}
    return colander.Schema(
        line(
            "title",
            _("Nom du réseau"),
            _("Deux ou trois mots. Son adresse sur le site en sera tirée."),
            60,
            needed=True,
            validator=colander.All(colander.Length(min=2), _is_new(request)),
        ),
        choice("kind", _("Qui peut le voir"), kinds),
        text("summary", _("En une phrase"), _("Ce qui rassemble ses membres. La phrase accueille les visiteurs."), 240, rows=2),
        accent(),
        _blueprint(blueprints),
        text(
            "managers",
            _("Les personnes qui l’animent"),
            _("Leurs adresses électroniques, une par ligne. Celles qui n’ont pas de compte reçoivent une invitation à en créer un."),
            2000,
            needed=True,
            validator=_are_addresses,
        ),
    ).bind(request=request)


def addresses(text: str) -> list[str]:
    """The addresses of a text, one a line or between commas, each once."""
    found = re.split(r"[\s,;]+", text.strip())
    return list({each.casefold(): each for each in found if each}.values())


def _is_new(request: Request) -> Callable[[colander.SchemaNode, str], None]:
    """Two networks of one name could not be told apart."""
    names = {slug(network.title) for network in request.site.inside("network")}

    def check(node: colander.SchemaNode, text: str) -> None:
        if slug(text) in names:
            raise colander.Invalid(node, _("Un réseau porte déjà ce nom : ajoutez un mot qui les distingue."))

    return check


def _blueprint(blueprints: Sequence[Node]) -> colander.SchemaNode:
    titles = {each.__name__: each.title for each in blueprints}
    first = next(iter(titles))
    if len(titles) == 1:
        return hidden("blueprint", default=first, validator=colander.OneOf([first]))
    hint = _("Étapes, critères et formulaires de départ ; le réseau peut ensuite les adapter.")
    return choice("blueprint", _("Le modèle dont il part"), titles, hint, default=first)


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
