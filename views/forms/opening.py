"""What opens a network: one short form a page."""

import re
from collections.abc import Callable, Mapping

import colander
from pyramid.request import Request

from mobee_pyr.content.blueprint import packaged
from mobee_pyr.content.names import NameRefused, refuse, slug
from mobee_pyr.content.vocabulary import LANGUAGES
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.choices import explained
from mobee_pyr.views.forms.network import host
from mobee_pyr.views.forms.questions import choice, line, several, text

KINDS = {
    "shared": (_("Partagé"), _("Public : chacun peut le lire, le rejoindre et y inscrire son organisation.")),
    "dedicated": (
        _("Dédié"),
        _("Privé, pour une organisation et ses partenaires. On y entre sur invitation ; pour tous les autres, il n’existe pas."),
    ),
}

MOST_MANAGERS = 10


def name_schema(request: Request) -> colander.Schema:
    """What it is called."""
    hint = _("Deux ou trois mots, comme les gens le diront. Son adresse en sera tirée.")
    valid = colander.All(colander.Length(min=2), _is_new(request))
    return colander.Schema(line("title", _("Nom du réseau"), hint, 60, needed=True, validator=valid))


def model_schema(request: Request, sources: Mapping[str, str]) -> colander.Schema:
    """What it begins from, each model with what it is for."""
    told = [(source, explained(request, title, packaged(source).get("help", ""))) for source, title in sources.items()]
    hint = _("Étapes, critères et rôles de départ ; le réseau peut ensuite tout adapter.")
    return colander.Schema(choice("source", _("Le modèle dont il part"), told, hint, template="radio_choice"))


def kind_schema(request: Request) -> colander.Schema:
    """Who may see it."""
    return colander.Schema(choice("kind", _("Qui peut le voir"), {kind: explained(request, *said) for kind, said in KINDS.items()}))


def summary_schema() -> colander.Schema:
    """What visitors read first."""
    hint = _("Ce qui rassemble ses membres. La phrase accueille les visiteurs ; vous pourrez la changer.")
    return colander.Schema(text("summary", _("En une phrase"), hint, 240, rows=3))


def languages_schema(offered: tuple[str, ...]) -> colander.Schema:
    """In which of the site's languages."""
    hint = _("Celles du site, dans lesquelles ses pages sont proposées. Les textes des membres restent comme ils les écrivent.")
    return colander.Schema(several("languages", _("Langues du réseau"), {each: LANGUAGES[each] for each in offered}, hint))


def managers_schema() -> colander.Schema:
    """Who runs it."""
    hint = _("Leurs adresses électroniques, une par ligne. Celles qui n’ont pas de compte reçoivent une invitation à en créer un.")
    return colander.Schema(text("managers", _("Les personnes qui l’animent"), hint, 2000, needed=True, validator=_are_addresses))


def address_schema(request: Request) -> colander.Schema:
    """Where it is found."""
    hint = request.translate(_("Lettres sans accent, chiffres et traits d’union. L’adresse sera ${url}/…"), url=request.registry.mobee.url)
    valid = colander.All(colander.Length(min=2), _is_free(request))
    return colander.Schema(line("name", _("Adresse sur le site"), hint, 60, needed=True, validator=valid), host(request))


def addresses(text: str) -> list[str]:
    """The addresses of a text, one a line or between commas, each once."""
    found = re.split(r"[\s,;]+", text.strip())
    return list({each.casefold(): each for each in found if each}.values())


def _is_new(request: Request) -> Callable[[colander.SchemaNode, str], None]:
    """Two networks of one name could not be told apart. Only those who run the site ask, and they know of all networks."""
    names = {slug(network.title) for network in request.site.inside("network")}

    def check(node: colander.SchemaNode, text: str) -> None:
        if slug(text) in names:
            raise colander.Invalid(node, _("Un réseau porte déjà ce nom : ajoutez un mot qui les distingue."))

    return check


def _is_free(request: Request) -> Callable[[colander.SchemaNode, str], None]:
    def check(node: colander.SchemaNode, text: str) -> None:
        try:
            refuse(text)
        except NameRefused as refused:
            told = _("Cette adresse ne convient pas. Essayez « ${name} ».", mapping={"name": free(request, text)})
            raise colander.Invalid(node, told) from refused
        if request.site.get(text) is not None:
            told = _("Cette adresse est prise. Essayez « ${name} ».", mapping={"name": free(request, text)})
            raise colander.Invalid(node, told)

    return check


def free(request: Request, title: str) -> str:
    """An address that a network of that name may have."""
    first = slug(title)
    for number in range(1, 1000):
        name = first if number == 1 else f"{first}-{number}"
        try:
            refuse(name)
        except NameRefused:
            continue
        if request.site.get(name) is None:
            return name
    return first


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
