"""What the bourse offers to narrow a list by, with counts, and what is chosen, each with the way to take it away."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pyramid.request import Request

from mobee_pyr.content.whereabouts import DISTANCES
from mobee_pyr.content.words import _
from mobee_pyr.views.bourse.asked import FACETS, OWN, SORTS, Asked, own_fields
from mobee_pyr.views.forms import extra

Counts = dict[str, list[tuple[Any, int]]]


class Choice(NamedTuple):
    """One value of a facet."""

    id: str
    value: str
    label: str
    count: str
    chosen: bool


class Shown(NamedTuple):
    """A facet as the page shows it; ``chosen``: how many of its values are."""

    name: str
    label: str
    choices: list[Choice]
    folded: bool
    chosen: int
    frequent: bool
    key: str
    """Names it in the page: ``name`` is that of its values in an address, which several may share."""


def facets(request: Request, asked: Asked, counts: Counts) -> list[Shown]:
    """Those that would narrow something, or do."""
    found = (_facet(request, asked, name, dict(counts.get(name, ()))) for name in FACETS)
    return [facet for facet in (*found, *_own(request, asked, counts)) if facet.choices]


def distances(request: Request, asked: Asked) -> list[tuple[int, str, bool]]:
    """Kilometres to choose from, value, words, chosen or not: as far as the place can be measured from; nothing without a place."""
    if asked.there is None or asked.there.point is None:
        return [] if asked.there is None else [(0, asked.there.name, True)]
    here = {0: _("dans cette commune")} if asked.place else {}
    words = here | {km: _("à moins de ${km} km", mapping={"km": km}) for km in DISTANCES}
    return [(km, request.translate(text), km == asked.within) for km, text in words.items()]


def sorts(request: Request, asked: Asked) -> list[tuple[str, str, bool]]:
    """The orders of the list; by distance when there is a place to measure from."""
    measured = asked.there is not None and asked.there.point is not None
    return [(name, request.translate(label), name == asked.sort) for name, label in SORTS.items() if name != "distance" or measured]


def count(request: Request, number: int | None) -> str:
    """A count as it stands beside its words; empty when nobody counted."""
    return "" if number is None else str(request.words.number(number))


def chosen(request: Request, asked: Asked) -> Iterator[tuple[str, str]]:
    """Each filter that is on, with the address of the same list without it."""
    for names, text in _said(request, asked):
        if text:
            yield text, request.same_page(page=None, **dict.fromkeys(names))
    for name, values in asked.facets.items():
        for value in values:
            yield request.translate(asked.values[name][value]), without(request, name, value)


def texts(request: Request, asked: Asked) -> list[str]:
    """What is asked, in words: each filter that is on."""
    chosen = [request.translate(asked.values[name][value]) for name, values in asked.facets.items() for value in values]
    return [*(text for _names, text in _said(request, asked) if text), *chosen]


def without(request: Request, name: str, value: str) -> str:
    """This page's address without one of several values of a facet."""
    query: dict[str, list[str]] = {}
    for key, each in request.GET.items():
        if (key, each) != (name, value) and key != "page":
            query.setdefault(key, []).append(each)
    return str(request.node_url(request.site, "bourse", **query))


def place_words(request: Request, asked: Asked) -> str:
    """« Grenoble (38), à moins de 20 km », « Autour de moi, à moins de 5 km », « Isère (38) »."""
    if asked.there is None:
        return ""
    name = asked.there.name or request.translate(_("Autour de moi"))
    far = next((text for km, text, is_chosen in distances(request, asked) if is_chosen and km), "")
    return f"{name}, {far}" if far and asked.there.point is not None else name


def _facet(request: Request, asked: Asked, name: str, counts: dict[Any, int]) -> Shown:
    facet, values, on = FACETS[name], asked.values[name], asked.facets[name]
    offered: Iterable[str] = values
    if facet.most:
        frequent = [value for value in counts if value in values][: facet.most]
        offered = (*frequent, *(value for value in on if value not in frequent))
    choices = [
        Choice(f"{name}-{value}", value, request.translate(values[value]), count(request, counts.get(value, 0)), value in on)
        for value in offered
        if counts.get(value) or value in on
    ]
    return Shown(name, request.translate(facet.label), choices, facet.folded, len(on), len(choices) >= facet.most > 0, name)


def _own(request: Request, asked: Asked, counts: Counts) -> Iterator[Shown]:
    """The fields of the network that was chosen."""
    on = asked.facets[OWN]
    for field in own_fields(asked.network):
        found = dict(counts.get(f"{OWN}.{field.id}", counts.get(OWN, ())))
        terms = {f"{field.id}:{name}": text for name, text in extra.options(request, field).items()}
        choices = [
            Choice(f"{OWN}-{term.replace(':', '-')}", term, text, count(request, found.get(term, 0)), term in on)
            for term, text in terms.items()
            if found.get(term) or term in on
        ]
        label = extra.told(request, field.label)
        yield Shown(OWN, label, choices, True, sum(choice.chosen for choice in choices), False, f"{OWN}-{field.id}")


def _said(request: Request, asked: Asked) -> Iterator[tuple[tuple[str, ...], str]]:
    """The names in the address, and what they say."""
    translate, day = request.translate, request.words.day
    yield ("words",), translate(_("« ${words} »"), words=asked.words) if asked.words else ""
    yield ("place", "near", "within", "online"), place_words(request, asked)
    yield ("online",), translate(_("Et ce qui se fait en ligne")) if asked.online and asked.there is not None else ""
    yield ("after",), translate(_("À partir du ${day}"), day=day(asked.after)) if asked.after else ""
    yield ("before",), translate(_("Jusqu’au ${day}"), day=day(asked.before)) if asked.before else ""
    yield ("network",), asked.network.title if asked.network else ""
    yield ("organisation",), asked.organisation.title if asked.organisation else ""
    yield ("state",), translate(_("En cours et réalisées aussi")) if asked.everything else ""
    yield ("room",), translate(_("Avec des places libres")) if asked.room else ""
