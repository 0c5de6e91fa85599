"""The facts of a request as people say them: where, when, how much of whose time, how many are still wanted."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from pyramid.request import Request as WebRequest

from mobee_pyr.content import named_places, terms
from mobee_pyr.content.formats import format_of
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.place import Place
from mobee_pyr.content.request import Request
from mobee_pyr.content.vocabulary import AUDIENCES, MEANS, MOMENTS, TIME_BASES
from mobee_pyr.content.words import _
from mobee_pyr.workflows import library

HOURS_A_DAY = 7
SOON = 7
"""Days that are counted rather than named."""

SHORT = 200
"""Characters of a summary that a card or a search engine shows."""

ANSWERS = {
    "application": _("Candidature de ${who}"),
    "pledge": _("Promesse de ${who}"),
    "joining": _("Rattachement de ${who}"),
}
"""What bears the name of a person alone says what it is, too."""


def named(request: WebRequest, node: Node) -> str:
    """A node as a path or a heading calls it."""
    return str(request.translate(ANSWERS[node.type_name], who=node.title)) if node.type_name in ANSWERS else node.title


def kind(request: WebRequest, node: Request) -> str:
    """« Compétences », with the scheme that it stands under: « Compétences · Service Civique »."""
    means = request.translate(MEANS.get(node.means, node.means))
    label = getattr(node, "label", "")
    return f"{means} · {label}" if label else means


def city(place: Place) -> str:
    """« Lyon (69005) »."""
    return f"{place.city} ({place.postcode})" if place.city and place.postcode else place.city or place.postcode


def named_place(request: WebRequest, node: Request) -> str:
    """What its network calls the place; empty for any other."""
    name = named_places.of(node)
    return str(request.words.label(terms.label(network_of(node), named_places.KIND, name))) if name else ""


def siren(number: str) -> str:
    """« 552 100 554 », as it is read out."""
    return "\N{NO-BREAK SPACE}".join((number[:3], number[3:6], number[6:])) if len(number) == 9 else number


def where(request: WebRequest, node: Request, street: bool = False) -> str:
    """« Lyon (69005) », « Halle Pajol, Paris (75018) », « En ligne », « Lyon (69005) ou en ligne »; empty for a need without a place.

    ``street``: « Halle Pajol, 20 esplanade Nathalie Sarraute, Paris (75018) », for who goes there.
    """
    parts = (named_place(request, node), node.place.address if street else "", city(node.place))
    town, mode = ", ".join(filter(None, parts)), getattr(node, "mode", None)
    if mode == "online":
        return str(request.translate(_("En ligne")))
    if mode == "both":
        return str(request.translate(_("${town} ou en ligne"), town=town or request.translate(_("Sur place"))))
    return town or ("" if mode is None else request.translate(_("Sur place")))


def when(request: WebRequest, node: Request) -> str:
    """« Du 3 mars au 5 avril 2027 »; empty when no date is set."""
    first, last, day = node.starts, node.ends, request.words.day
    if first and last and first != last:
        begins, ends = request.words.span(first, last)
        return str(request.translate(_("Du ${first} au ${last}"), first=begins, last=ends))
    if first and last:
        return str(request.translate(_("Le ${day}"), day=day(first)))
    if first:
        return _since(request, first)
    return request.translate(_("Jusqu’au ${last}"), last=day(last)) if last else ""


def _since(request: WebRequest, first: date) -> str:
    if first <= request.today:
        return str(request.translate(_("Dès maintenant")))
    return str(request.translate(_("À partir du ${first}"), first=request.words.day(first)))


def since(request: WebRequest, moment: datetime) -> str:
    """« depuis hier », « depuis 3 jours », and after a week « depuis le 3 mars 2027 »."""
    days = request.words.days_since(moment)
    if days > SOON:
        return str(request.translate(_("depuis le ${day}"), day=request.words.day(moment.date())))
    if days < 2:
        return str(request.translate(_("depuis hier") if days == 1 else _("depuis aujourd’hui")))
    return str(request.translate(_("depuis ${count} jours"), count=days))


def span(request: WebRequest, first: date | None, last: date | None) -> str:
    """« depuis le 3 mars », « à partir du… », « jusqu’au… », « du… au… »: the days of a role; empty without any."""
    words, translate = request.words, request.translate
    if first and last:
        return str(translate(_("du ${first} au ${last}"), first=words.day(first), last=words.day(last)))
    if last:
        return str(translate(_("jusqu’au ${last}"), last=words.day(last)))
    if first is None:
        return ""
    return str(translate(_("à partir du ${first}") if first > request.today else _("depuis le ${first}"), first=words.day(first)))


def effort(request: WebRequest, node: Mission) -> str:
    """« 3 jours », « 2 heures »; empty when nobody said."""
    if not node.days:
        return ""
    if node.days < 1:
        return str(request.words.plural(_("${count} heure"), _("${count} heures"), round(node.days * HOURS_A_DAY, 1)))
    return str(request.words.plural(_("${count} jour"), _("${count} jours"), node.days))


def time_basis(request: WebRequest, node: Mission) -> str:
    """« Sur le temps de travail »."""
    return str(request.translate(TIME_BASES.get(node.time_basis, node.time_basis)))


def places(request: WebRequest, node: Mission) -> str:
    """« 2 places », « 1 place sur 3 », « Complet »; empty without a limit, and once all is over."""
    state = library.state_of(node)
    if node.places is None or (state is not None and state.over):
        return ""
    if node.places_left == 0:
        return str(request.translate(_("Complet, liste d’attente ouverte") if node.state == "published" else _("Complet")))
    if not node.places_taken:
        return str(request.words.plural(_("${count} place"), _("${count} places"), node.places))
    return str(
        request.words.plural(
            _("${count} place libre sur ${all}"), _("${count} places libres sur ${all}"), node.places_left, all=node.places
        )
    )


def form(request: WebRequest, node: Mission) -> str:
    """« Coup de main : une journée au plus »; empty when nothing tells."""
    name = format_of(node)
    return str(request.words.label(terms.label(network_of(node), "formats", name))) if name else ""


def form_in_short(request: WebRequest, node: Mission) -> str:
    """« Coup de main »."""
    return form(request, node).partition(":")[0].strip()


def moments(request: WebRequest, node: Mission) -> str:
    """« En soirée, à son rythme »."""
    return listed(request, MOMENTS, node.moments)


def audiences(request: WebRequest, node: Mission) -> str:
    """« Débutants bienvenus, accessible en fauteuil »."""
    return listed(request, AUDIENCES, node.audiences)


def listed(request: WebRequest, words: Mapping[str, str], keys: Iterable[str]) -> str:
    """Some answers of a list, in one sentence."""
    said = [request.translate(words.get(key, key)) for key in keys]
    return ", ".join(text if number == 0 else text[:1].lower() + text[1:] for number, text in enumerate(said))


def amount(request: WebRequest, node: Need, quantity: Decimal) -> str:
    """« 300 affiches », « 1 200 € »."""
    if node.means == "cash":
        return str(request.words.money(quantity))
    return f"{request.words.number(quantity)} {node.unit}".strip()


def missing(request: WebRequest, node: Need) -> str:
    """« Il manque 300 affiches », « Tout est promis »."""
    if not node.missing:
        return str(request.translate(_("Tout est promis")))
    return str(request.translate(_("Il manque ${amount}"), amount=amount(request, node, node.missing)))


def in_short(summary: str, text: str = "", length: int = SHORT) -> str:
    """The summary, else the beginning of the text, cut between two words; without the signs of Markdown."""
    said = " ".join((summary or text).translate(_MARKS).split())
    if len(said) <= length:
        return said
    return said[:length].rsplit(" ", 1)[0].rstrip(" ,;:.–—/") + "…"


def sentence(text: str) -> str:
    """The same, with a capital."""
    return text[:1].upper() + text[1:]


_MARKS = str.maketrans("", "", "*_#>`")
