"""What the index holds about a node: the one place where each type says what can be found of it, and who may find it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import blake2b
from typing import Any, NamedTuple

import tantivy

from mobee_pyr.content import departments, named_places, skills, terms
from mobee_pyr.content.access import Permission, person_token
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.field import CHOSEN, Field, fields_of
from mobee_pyr.content.formats import format_of
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.place import Place
from mobee_pyr.content.publication import Publication
from mobee_pyr.content.request import Request
from mobee_pyr.content.vocabulary import MEANS
from mobee_pyr.content.volunteer import Volunteer
from mobee_pyr.content.whereabouts import Point, spot
from mobee_pyr.search import rows
from mobee_pyr.search.analysis import DEFAULT, analysis, fold, words
from mobee_pyr.search.lanes import KINDS, lane
from mobee_pyr.search.schema import FOR_EVER
from mobee_pyr.workflows import access

DESCRIPTIONS = ("summary", "description", "schedule", "label", "motivation", "availability", "message", "alt", "credit")
"""The attributes of any type that hold running text."""

SHOWN_BY = {"organisation": ("programme", "mission", "need")}
"""Type → the types beneath it whose documents show its title, and the kind of body it is."""

MEANT = {"mode": {"both": ("on_site", "online")}, "time_basis": {"any": ("own", "work")}}
"""Field → answers that stand for several: who looks for one of them can answer too."""


@dataclass(frozen=True)
class Facts:
    """Everything a document says, as plain data: two equal ones make equal documents."""

    oid: int
    kind: str
    lane: str
    ancestors: tuple[int, ...]
    viewers: tuple[str, ...]
    keeps: str
    language: str
    title: str
    skills: str
    body: str
    text: str
    place_words: str
    postcode: str
    spot: Point | None
    moment: int
    starts: int
    ends: int
    room: int | None
    parent: int
    stage: str
    titled: str
    refers: tuple[int, ...]
    orders: tuple[tuple[str, str], ...]
    counted: tuple[tuple[str, str], ...]

    @cached_property
    def mark(self) -> "Mark":
        """What is kept with the document, to know later whether it has to be written again."""
        return Mark(blake2b(repr(self).encode(), digest_size=12).hexdigest(), list(self.ancestors), self.shown)

    @property
    def shown(self) -> str:
        """What others show of it."""
        natures = (value for name, value in self.counted if name == "nature") if self.kind in SHOWN_BY else ()
        return "\n".join((self.title, *natures))


class Mark(NamedTuple):
    """``digest`` of all facts; ``place``: the oids of the node and of all above it; ``shown``: what others show of it."""

    digest: str
    place: list[int]
    shown: str

    def pack(self) -> bytes:
        """As it is stored."""
        return json.dumps(self).encode()


def stands(node: Node) -> bool:
    """Has this node a document: does it stand in a network, outside the bin?"""
    network = network_of(node)
    return network is not None and node.type_name in KINDS and network.__parent__ is not None and network.__parent__.type_name == "site"


def facts(node: Node) -> Facts:
    """What the index is to hold about a node that `stands`."""
    network, organisation = network_of(node), organisation_of(node)
    assert isinstance(network, Network)
    place = node.place if isinstance(node, Request) else Place()
    return Facts(
        oid=node.oid,
        kind=node.type_name,
        lane=lane(network, node.type_name),
        ancestors=tuple(step.oid for step in lineage(node)),
        viewers=tuple(sorted(access.holders(node, Permission.VIEW))),
        keeps=person_token(node.applicant) if isinstance(node, Answer) else "",
        language=getattr(node, "language", "") or DEFAULT,
        title=node.title,
        skills=" ".join(getattr(node, "skills", ())),
        body=organisation.title if organisation is not None and node.type_name in SHOWN_BY["organisation"] else "",
        text="\n".join(filter(None, _texts(node))),
        place_words=" ".join(place_terms(place.city)),
        postcode=place.postcode,
        spot=spot(place),
        moment=int((getattr(node, "published", None) or node.created).timestamp()),
        starts=_day(getattr(node, "starts", None), 0),
        ends=_day(getattr(node, "ends", None), FOR_EVER),
        room=node.places_left if isinstance(node, Mission) else None,
        parent=0 if node.__parent__ is None else node.__parent__.oid,
        stage=rows.stage(node),
        titled=" ".join(rows.title_words(node)),
        refers=rows.referred(node),
        orders=tuple((f"by_{name}", key(node)) for name, key in rows.KEYS.items()),
        counted=tuple(_counted(node, network, organisation)),
    )


def write(found: Facts) -> tantivy.Document:
    """The document of some facts."""
    document = tantivy.Document()
    document.add_text("oid", str(found.oid))
    document.add_unsigned("number", found.oid)
    document.add_bytes("mark", found.mark.pack())
    document.add_text("lane", found.lane)
    document.add_text("language", found.language)
    _add_words(document, found)
    for name, values in (("ancestors", map(str, found.ancestors)), ("viewers", found.viewers)):
        document.add_text(name, " ".join(values))
    document.add_text("refers", " ".join(map(str, found.refers)))
    told = (("parent", str(found.parent)), ("stage", found.stage), ("titled", found.titled), *found.orders)
    for name, value in (("keeps", found.keeps), ("place_words", found.place_words), ("postcode", found.postcode), *told, *found.counted):
        if value:
            document.add_text(name, value)
    for name, number in (("moment", found.moment), ("starts", found.starts), ("ends", found.ends), ("room", found.room)):
        if number is not None:
            document.add_integer(name, number)
    if found.spot is not None:
        document.add_text("spot", spot_term(found.spot))
        document.add_float("latitude", found.spot[0])
        document.add_float("longitude", found.spot[1])
    return document


def spot_term(point: Point) -> str:
    """A place as a term: ``45.19,5.72``."""
    return f"{point[0]:.2f},{point[1]:.2f}"


def extra_term(field: str, value: str) -> str:
    """An answer to a network's own field, as a term."""
    return f"{field}:{value}"


def shown_by(node: Node) -> Iterator[Node]:
    """The other nodes whose documents show this node's title."""
    kinds = SHOWN_BY.get(node.type_name, ())
    return node.inside(*kinds) if kinds else iter(())


def place_terms(text: str) -> list[str]:
    """The words of a place as they are compared: ``St-Étienne`` → saint, etienne."""
    return [_ABBREVIATED.get(folded, folded) for folded in map(fold, words(text))]


_ABBREVIATED = {"st": "saint", "ste": "sainte"}


def _add_words(document: tantivy.Document, found: Facts) -> None:
    """Each word of the text under its terms, at its place; and all words as they are, for what is typed half."""
    pipe, whole = analysis(found.language), set()
    for name, text in (("title", found.title), ("skills", found.skills), ("body", found.body), ("text", found.text)):
        listed = words(text)
        tokens = [tantivy.Token(term, position, 0, 0) for position, terms in pipe.positions(listed) for term in terms]
        if tokens:
            document.add_pre_tokenized_text(name, tantivy.PreTokenizedString("", tokens))
            whole.update(listed)
    document.add_text("words", " ".join(map(spelled, whole)))


def spelled(word: str) -> str:
    """A word as it is looked up and as it is written, in one term: ``ecole|école``; ``affiche`` alone when both are the same."""
    folded = fold(word)
    return word if folded == word else f"{folded}|{word}"


def _texts(node: Node) -> Iterable[str]:
    if isinstance(node, Volunteer):
        return  # nobody looks for words in a profile; what is erased leaves no trace here
    for name in DESCRIPTIONS:
        yield getattr(node, name, "")
    yield from _extra_words(node)
    if isinstance(node, Publication):
        for each in node.translations.values():
            yield from (each.title, each.summary, each.description)
    if isinstance(node, Request):
        yield node.place.city
        yield str(MEANS.get(node.means, ""))
        for kind, name in (("domains", node.domain), (named_places.KIND, named_places.of(node))):
            label = terms.label(network_of(node), kind, name)
            yield from (label,) if isinstance(label, str) else label.values()


def _counted(node: Node, network: Network, organisation: Organisation | None) -> Iterator[tuple[str, str]]:
    yield "kind", node.type_name
    yield "network", str(network.oid)
    yield "state", node.state
    if organisation is not None:
        yield "organisation", str(organisation.oid)
        yield "nature", "" if organisation.entity is None else organisation.entity.body
    if not isinstance(node, Volunteer):
        for field, value in _searched(node):
            if field.kind in CHOSEN:
                yield from (("extra", extra_term(field.id, one)) for one in (value if field.kind == "several" else (value,)))
    if isinstance(node, Request):
        yield from _of_request(node, network)
        yield "scheme", "own" if getattr(node, "label", "") else "none"
    if isinstance(node, Mission):
        yield "format", format_of(node)
        for name, values in (("mode", node.mode), ("time_basis", node.time_basis)):
            yield from ((name, value) for value in MEANT[name].get(values, (values,)))
        yield from (("moments", value) for value in node.moments)
        yield from (("audiences", value) for value in node.audiences)


def _extra_words(node: Node) -> Iterator[str]:
    """A network's own fields, as far as everybody who sees the node reads them: in all their languages."""
    for field, value in _searched(node):
        chosen = value if field.kind == "several" else (value,)
        labels = [field.options.get(one, one) for one in chosen] if field.kind in ("one", "several") else list(chosen)
        if field.kind != "yes-no":
            yield from (
                word
                for label in labels
                for word in ([label] if not isinstance(label, Mapping) else label.values())
                if isinstance(word, str)
            )


def _searched(node: Node) -> Iterator[tuple[Field, Any]]:
    for field in fields_of(node) if node.extra else ():
        if field.searched and field.id in node.extra:
            yield field, node.extra[field.id]


def _of_request(node: Request, network: Network) -> Iterator[tuple[str, str]]:
    yield "means", node.means
    yield "domain", node.domain
    yield "department", departments.of_postcode(node.place.postcode)
    yield "city", node.place.city
    yield "named_place", named_places.of(node)
    yield "places", "left" if _has_room(node) else "full"
    yield from (("goals", value) for value in node.goals)
    told = (*getattr(node, "skills", ()), node.title)
    yield from (("skill", name) for name in skills.recognised(told, skills.known(network)))


def _has_room(node: Request) -> bool:
    return node.places_left != 0 if isinstance(node, Mission) else not isinstance(node, Need) or node.missing > 0


def _day(value: Any, otherwise: int) -> int:
    return value.toordinal() if isinstance(value, date | datetime) else otherwise
