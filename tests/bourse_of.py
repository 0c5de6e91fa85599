"""What the bourse must tell one reader, worked out from the tree alone: totals, counts, places, distances, words, nothing else (M06)."""

import re
from collections import Counter
from datetime import timedelta
from typing import Any

from mobee_pyr.content.access import Permission
from mobee_pyr.content.communes import distance_km
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person
from mobee_pyr.content.request import Request
from mobee_pyr.content.site import Site
from mobee_pyr.search import Index, ask
from mobee_pyr.search.analysis import fold
from mobee_pyr.search.points import points
from mobee_pyr.search.questions import Question
from mobee_pyr.search.spelling import completions, respelled
from mobee_pyr.workflows import access
from tests import random_tree
from tests.builders import TODAY

GRENOBLE = (45.179, 5.715)
FACETS = ("means", "mode", "moments", "audiences", "goals", "time_basis", "nature", "department", "network")
BEGUN = ("comp", "rep", "pla", "miss")


def check(index: Index, site: Site, person: Person | None) -> None:
    """Every part of the bourse tells of exactly those requests that this reader may open."""
    reader = access.reader(site, person, TODAY)
    seen = [node for node in random_tree.standing(site) if isinstance(node, Request) and access.permits(reader, Permission.VIEW, node)]
    answer = ask(index, site, reader, size=100, facets=FACETS)
    assert answer.total == len(seen) and set(answer.nodes) == set(seen)
    for name in FACETS:
        assert dict(answer.facets[name]) == _counted(name, seen), name
    _narrowed(index, site, reader, seen)
    _worded(index, reader, seen)


def _narrowed(index: Index, site: Site, reader: Any, seen: list[Request]) -> None:
    near = {node for node in seen if node.place.latitude is not None and distance_km(GRENOBLE, node.place[3:]) < 20}
    online = {node for node in seen if isinstance(node, Mission) and node.mode != "on_site"}
    evenings = {node for node in seen if isinstance(node, Mission) and "evenings" in node.moments}
    later = {node for node in seen if node.ends is None or node.ends > TODAY + timedelta(7)}
    for question, expected in (
        ({"place": "Grenoble", "within": 20}, near),
        ({"place": "38000", "within": 20, "online": True}, near | online),
        ({"place": "Grenoble", "within": 20, "online": True, "moments": "evenings"}, evenings & (near | online)),
        ({"after": TODAY + timedelta(8), "sort": "urgency", "today": TODAY}, later),
    ):
        found = ask(index, site, reader, size=100, facets=("moments",), **question)
        assert set(found.nodes) == expected and found.total == len(expected), question
    told = points(index, Question(), reader)
    assert Counter(dict(told)) == Counter(
        (round(node.place.latitude, 2), round(node.place.longitude, 2)) for node in seen if node.place.latitude is not None
    )


def _worded(index: Index, reader: Any, seen: list[Request]) -> None:
    """No word is told but those of what the reader may open."""
    known = {fold(word) for node in seen for word in re.findall(r"[^\W_]+", _text(node).lower())}
    for begun in BEGUN:
        offered = completions(index, Question(begun), reader)
        assert all(fold(word) in known and fold(word).startswith(begun) for word in offered), (begun, offered)
    meant = respelled(index, Question("comptablilité bicyclletes"), reader)
    assert all(fold(word) in known for word in meant.split() if word not in ("comptablilité", "bicyclletes")), meant


def _text(node: Request) -> str:
    organisation = node.__parent__
    parts = [node.title, node.summary, node.description, node.place.city, "" if organisation is None else organisation.title]
    if isinstance(node, Mission):
        parts += [*node.skills, node.schedule, node.label]
    return " ".join((*parts, "compétences financement don en nature logistique technologie autre domaine"))


def _counted(name: str, seen: list[Request]) -> dict[Any, int]:
    return dict(Counter(value for node in seen for value in set(_values(name, node)) if value))


def _values(name: str, node: Node) -> tuple[Any, ...]:
    if name == "network":
        network = node.__parent__.__parent__
        return (network.oid,)
    if name == "nature":
        return (node.__parent__.entity.body,)
    if name == "department":
        return (node.place.postcode[:2],)
    if name in ("mode", "time_basis") and isinstance(node, Mission):
        both = {"both": ("on_site", "online"), "any": ("own", "work")}
        return both.get(getattr(node, name), (getattr(node, name),))
    value = getattr(node, name, ())
    return value if isinstance(value, tuple) else (value,)
