"""The open missions that fit a volunteer best, and those that are like another one: candidates by the index, then compared one by one.

The rights come first, as in every list; then the gates that the index knows; then what each has in common with the profile, by the
weights of `matching`. Only the best few hundred are compared exactly (`matching.match`), which decides their order and says why.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from math import cos, radians
from typing import Any

from tantivy import FieldType, Occur, Query

from mobee_pyr.content.formats import format_of
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.place import Place
from mobee_pyr.content.profile import Profile
from mobee_pyr.content.whereabouts import spot
from mobee_pyr.search.index import Index, View
from mobee_pyr.search.places import DEGREE
from mobee_pyr.search.questions import Question, all_of, offered, remembered
from mobee_pyr.search.schema import schema
from mobee_pyr.search.visibility import filtering, one_of
from mobee_pyr.workflows import access, matching
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.matching import WEIGHTS, Match, Volunteer, match

CANDIDATES = 250
"""Missions that are compared exactly."""

NEAR = 30
"""Kilometres within which something is near, for whom said no distance."""

Fit = tuple[Mission, Match]


def fitting(
    index: Index,
    reader: Reader,
    who: Volunteer,
    today: date,
    most: int,
    without: frozenset[int] = frozenset(),
    network: int | None = None,
    tried: tuple[tuple[str, float], ...] = (),
) -> list[Fit]:
    """The missions that fit somebody, the best first, by the weights of their networks or by ``tried`` ones; none for an empty profile."""
    if not who.profile.said:
        return []
    asked = ("fitting", who, today, most, without, network, tried)
    found: list[tuple[int, Match]] = remembered(index, reader, asked, lambda view: list(_fit(view, *asked[1:], reader)))  # type: ignore[arg-type]
    return [(node, fit) for oid, fit in found if isinstance(node := reader.site.node(oid), Mission)]


def related(index: Index, reader: Reader, mission: Mission, today: date, most: int = 3) -> list[Mission]:
    """Open missions of the same kind: by skills or cause, the nearer the better; only those that the reader may open."""
    asked = ("related", mission.oid, mission.modified, today, most)
    found: list[int] = remembered(index, reader, asked, lambda view: _related(view, mission, reader, today, most))
    return [node for oid in found if isinstance(node := reader.site.node(oid), Mission)]


def _fit(
    view: View,
    who: Volunteer,
    today: date,
    most: int,
    without: frozenset[int],
    network: int | None,
    tried: tuple[tuple[str, float], ...],
    reader: Reader,
) -> Iterator[tuple[int, Match]]:
    wanted = Question(types=("mission",), open=True, network=network)
    musts, weights = [*offered(wanted, reader), *_gates(who.profile)], dict(tried) or None
    found = (node for node in missions(reader, view, all_of(musts), _likings(who.profile)) if node.oid not in without)
    compared = [(node, match(who, node, today, weights)) for node in found]
    best = sorted((pair for pair in compared if pair[1].fits), key=lambda pair: (-pair[1].rank, -pair[0].oid))
    yield from ((node.oid, fit) for node, fit in _first(reader, best, most))


def _related(view: View, mission: Mission, reader: Reader, today: date, most: int) -> list[int]:
    wanted = Question(types=("mission",), open=True)
    likings = list(_likeness(mission))
    if not likings:
        return []
    kin = Query.boolean_query([(Occur.Should, query) for query, _weight in likings])
    near = box(mission.place, NEAR)
    weighed = [*likings, *([(near, WEIGHTS["distance"])] if near is not None else [])]
    musts = all_of([*offered(wanted, reader), filtering(one_of("places", ("left",))), filtering(kin)])
    found = (node for node in missions(reader, view, musts, weighed, most * 4) if node.oid != mission.oid)
    open_ones = [(node, None) for node in found if node.ends is None or node.ends >= today]
    return [node.oid for node, _none in _first(reader, open_ones, most)]


def _first(reader: Reader, found: Iterable[tuple[Mission, Any]], most: int) -> list[tuple[Mission, Any]]:
    """The first of them that the reader may open: the index may lag behind the tree, the tree never does."""
    kept = []
    for node, told in found:
        if access.visible(reader, [node]):
            kept.append((node, told))
        if len(kept) == most:
            break
    return kept


def missions(reader: Reader, view: View, musts: Query, likings: list[tuple[Query, float]], most: int = CANDIDATES) -> list[Mission]:
    weighed = [(Occur.Should, Query.const_score_query(query, weight)) for query, weight in likings]
    query = Query.boolean_query([(Occur.Must, musts), *weighed])
    hits = view.searcher.search(query, most, count=False).hits
    oids = view.searcher.fast_field_values("number", [address for _score, address in hits])
    return [node for oid in oids if isinstance(node := reader.site.node(oid), Mission)]


def _gates(profile: Profile) -> Iterator[Query]:
    """What no weight can open, as far as the index knows it; `matching.closed` decides."""
    yield filtering(one_of("places", ("left",)))
    if profile.mode in ("online", "on_site"):
        yield filtering(one_of("mode", (profile.mode,)))
    if profile.minor:
        yield filtering(one_of("audiences", ("minors",)))
    around = box(profile.home, profile.distance) if profile.distance else None
    if around is not None:
        yield filtering(any_of((around, one_of("mode", ("online",)), nowhere())))


def _likings(profile: Profile) -> list[tuple[Query, float]]:
    """What speaks for a mission, each with its weight."""
    found = [(one_of("skill", (held.skill,)), WEIGHTS["skills"] * (0.5 + held.level / 8)) for held in profile.skills]
    found += [
        (one_of(field, values), WEIGHTS[name])
        for field, values, name in (
            ("domain", profile.causes, "cause"),
            ("format", profile.formats, "format"),
            ("moments", (*profile.times, "own-pace") if profile.times else (), "moments"),
        )
        if values
    ]
    around = box(profile.home, profile.distance or NEAR)
    return [*found, *([(around, WEIGHTS["distance"])] if around is not None else [])]


def _likeness(mission: Mission) -> Iterator[tuple[Query, float]]:
    for skill in matching.wanted_by(mission):
        yield one_of("skill", (skill,)), WEIGHTS["skills"]
    if mission.domain != "other":
        yield one_of("domain", (mission.domain,)), WEIGHTS["cause"]
    if format_of(mission) and mission.domain != "other":
        yield one_of("format", (format_of(mission),)), WEIGHTS["format"] / 2


def box(place: Place, within: int) -> Query | None:
    """What lies within some kilometres, and in the corners around; ``None`` when nobody knows where the place is."""
    middle = spot(place)
    if middle is None:
        return None
    north = within / DEGREE + 0.01
    east = north / max(0.1, cos(radians(middle[0])))
    return all_of([_between("latitude", middle[0] - north, middle[0] + north), _between("longitude", middle[1] - east, middle[1] + east)])


def nowhere() -> Query:
    """The documents whose place nobody knows."""
    return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, _between("latitude", -90.0, 90.0))])


def _between(name: str, low: float, high: float) -> Query:
    return filtering(Query.range_query(schema(), name, FieldType.Float, low, high))


def any_of(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
