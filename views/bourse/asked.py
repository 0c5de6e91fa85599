"""What an address of the bourse asks for, with all that makes no sense, or is hidden from the reader, left out."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from pyramid.request import Request

from mobee_pyr.content import departments, skills, terms, tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.field import CHOSEN, Field, fields
from mobee_pyr.content.formats import FORMATS
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import path
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.vocabulary import AUDIENCES, BODIES, DOMAINS, GOALS, MEANS, MODES, MOMENTS, TIME_BASES
from mobee_pyr.content.whereabouts import DISTANCES, NEAR, Whereabouts, point, whereabouts
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import extra
from mobee_pyr.workflows import access

OWN = "extra"
"""The name in an address of an answer to a network's own field."""

LONGEST = 200
"""Characters of a question that are read."""

SIZE = 20


class Facet(NamedTuple):
    """What a list can be narrowed by. ``values``: value → words, in their order; ``folded``: opened on demand; ``most``: how many
    are offered, the most frequent first (0: all, in their order).
    """

    label: str
    values: Mapping[str, Any]
    folded: bool = True
    most: int = 0


FACETS = {
    "means": Facet(_("Moyens demandés"), MEANS, False),
    "mode": Facet(_("Sur place ou en ligne"), {mode: MODES[mode] for mode in ("on_site", "online")}, False),
    "moments": Facet(_("Moments"), MOMENTS, False),
    "format": Facet(_("Forme"), {name: told.label for name, told in FORMATS.items()}),
    "domain": Facet(_("Domaine"), DOMAINS),
    "named_place": Facet(_("Lieu du réseau"), {}),
    "skill": Facet(_("Savoir-faire"), {}, most=12),
    "audiences": Facet(_("Public"), AUDIENCES),
    "time_basis": Facet(_("Temps"), {basis: TIME_BASES[basis] for basis in ("own", "work")}),
    "nature": Facet(_("Nature de l’organisation"), BODIES),
    "goals": Facet(_("Objectifs de développement durable"), GOALS),
    "department": Facet(_("Département"), {code: departments.label(code) for code in departments.DEPARTMENTS}, most=12),
}
SORTS = {
    "relevance": _("Les plus pertinentes"),
    "date": _("Les plus récentes"),
    "urgency": _("Les plus urgentes"),
    "distance": _("Les plus proches"),
}


class Asked(NamedTuple):
    """``near``: the device's position; ``there``: the place that was written, or that; ``values``: what each facet offers this reader."""

    words: str
    place: str
    near: str
    there: Whereabouts | None
    within: int
    online: bool
    network: Network | None
    organisation: Organisation | None
    facets: dict[str, tuple[str, ...]]
    after: date | None
    before: date | None
    sort: str
    everything: bool
    room: bool
    on_map: bool
    values: dict[str, Mapping[str, Any]]

    @property
    def organisation_path(self) -> str:
        """As the address says it."""
        return "" if self.organisation is None else path(self.organisation).strip("/")


def read(request: Request, networks: list[Network]) -> Asked:
    """The address, read."""
    said = request.GET
    network = next((node for node in networks if node.__name__ == said.get("network")), None)
    values = {name: facet.values for name, facet in FACETS.items()} | {
        "skill": _skills(request, networks),
        "domain": _terms(request, networks, network, "domains"),
        "format": _terms(request, networks, network, "formats"),
        "named_place": {} if network is None else _terms(request, networks, network, "places"),
        OWN: own(request, network),
    }
    place, near = _line(request, "place"), "" if _line(request, "place") else said.get("near", "")[:LONGEST]
    near = near if point(near) else ""
    there = whereabouts(place or near)
    after, before = sorted_days(_day(said.get("after", "")), _day(said.get("before", "")))
    return Asked(
        words=_line(request, "words"),
        place=place,
        near=near,
        there=there,
        within=_within(said.get("within", "")),
        online=said.get("online") == "too",
        network=network,
        organisation=_organisation(request, said.get("organisation", "")),
        facets={name: _chosen(values[name], frozenset(said.getall(name))) for name in values},
        after=after,
        before=before,
        sort=_sort(said.get("sort", ""), there),
        everything=said.get("state") == "all",
        room=said.get("room") == "left",
        on_map=said.get("view") == "map",
        values=values,
    )


def question(asked: Asked) -> dict[str, Any]:
    """The same, as the index is asked."""
    return {
        "words": asked.words,
        "place": asked.place or asked.near,
        "within": asked.within,
        "online": asked.online,
        "network": None if asked.network is None else asked.network.oid,
        "organisation": None if asked.organisation is None else asked.organisation.oid,
        "open": not asked.everything,
        "places": ("left",) if asked.room else (),
        "after": asked.after,
        "before": asked.before,
        "sort": asked.sort,
        "size": SIZE,
        "facets": (*FACETS, "network", *((OWN,) if asked.values[OWN] else ())),
        **asked.facets,
    }


def own(request: Request, network: Network | None) -> dict[str, str]:
    """What the fields of the network that was chosen can be narrowed by: ``field:answer`` → words (M13)."""
    return {
        f"{field.id}:{name}": f"{extra.told(request, field.label)} : {text}"
        for field in own_fields(network)
        for name, text in extra.options(request, field).items()
    }


def own_fields(network: Network | None) -> list[Field]:
    """Those of a network's fields that can be ticked: only what everybody reads who sees the page."""
    found = [] if network is None else fields(network, "request")
    return [field for field in found if field.searched and field.kind in CHOSEN]


def sorted_days(first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """Two days in their order, whichever way round they were written."""
    return (last, first) if first and last and last < first else (first, last)


def _chosen(values: Mapping[str, Any], said: frozenset[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value in said) if said else ()


def _line(request: Request, name: str) -> str:
    return " ".join(request.GET.get(name, "")[:LONGEST].split())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _within(text: str) -> int:
    """One of the distances on offer; 0: in the very place."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else NEAR
    return number if number in (0, *DISTANCES) else NEAR


def _sort(text: str, there: Whereabouts | None) -> str:
    measured = there is not None and there.point is not None
    return text if text in SORTS and (text != "distance" or measured) else "relevance"


def _skills(request: Request, networks: list[Network]) -> dict[str, str]:
    """The framework's skills, and those that the networks add which the reader may open."""
    found = dict(_framework(request.language))
    for network in networks:
        known = skills.known(network)
        if known is not skills.framework():
            found |= {name: skill.name(request.language) for name, skill in known.items()}
    return found


def _terms(request: Request, networks: list[Network], network: Network | None, kind: str) -> dict[str, str]:
    """The words of the network that was chosen; without one, those of the site and what the networks add which the reader may open."""
    found = terms.known(network, kind)
    for other in networks if network is None else ():
        found |= {name: label for name, label in terms.known(other, kind).items() if name not in found}
    return {name: request.words.label(label) for name, label in found.items()}


@cache
def _framework(language: str) -> Mapping[str, str]:
    return {name: skill.name(language) for name, skill in skills.framework().items()}


def _organisation(request: Request, address: str) -> Organisation | None:
    """The organisation of that path, as long as the reader may open it."""
    node = tree.find(request.site, address[:LONGEST]) if address else None
    return node if isinstance(node, Organisation) and access.permits(request.reader, Permission.VIEW, node) else None
