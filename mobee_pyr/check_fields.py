"""What `check` tells of a network's own fields and words: answers that can no longer be read, terms that nobody knows any more."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from mobee_pyr.content import differing, field, terms
from mobee_pyr.content.field import SUBJECT_OF, Field
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node, path
from mobee_pyr.content.request import Request
from mobee_pyr.content.site import Site

TYPES: dict[str, tuple[type, ...]] = {"number": (int, Decimal), "day": (date,), "several": (tuple,)}
"""Kind → how an answer of it is stored; a text for all the others."""


def faults(site: Site, node: Node) -> Iterator[str]:
    """One line a fault of this node."""
    if isinstance(node, Network):
        yield from _unreadable(node)
    if node.extra or node.sensitive:
        yield from _answers(site, node)
    if isinstance(node, Request):
        yield from _terms(node)


def _unreadable(network: Network) -> Iterator[str]:
    """A field that no form can ask is asked of nobody, and what was answered to it is shown to nobody."""
    for subject in field.SUBJECTS:
        for name, line in differing.listing(network, field.PART, subject).lines.items():
            if field.read(name, line, subject) is None:
                yield f"{path(network)}: its field {name!r} of {subject} cannot be read, and is not asked"


def _answers(site: Site, node: Node) -> Iterator[str]:
    here, network, subject = path(node), network_of(node), SUBJECT_OF.get(node.type_name)
    if network is None or subject is None:
        return  # in the bin, whatever it answered waits with it
    lines = differing.listing(network, field.PART, subject).lines
    for name, value in field.answers(node).items():
        if name not in lines:
            if not _is_asked_elsewhere(site, subject, name):
                yield f"{here}: answers {name!r}, a field that no longer exists"
            continue
        asked = field.read(name, lines[name], subject)
        if asked is not None:
            yield from (f"{here}: its answer to {name!r} {fault}" for fault in _misread(asked, value))


def _is_asked_elsewhere(site: Site, subject: str, name: str) -> bool:
    """What moved into another network keeps its open answers, for the day it comes back."""
    return any(name in differing.listing(other, field.PART, subject).lines for other in site.inside("network"))


def _misread(asked: Field, value: Any) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, TYPES.get(asked.kind, (str,))):
        yield f"is {value!r}, which is no answer to a field of the kind {asked.kind!r}"
        return
    for chosen in value if asked.kind == "several" else (value,):
        if chosen not in _offered(asked, chosen):
            yield f"is {chosen!r}, which is no longer offered"


def _offered(asked: Field, chosen: Any) -> Mapping[Any, Any] | tuple[Any, ...]:
    return ("yes", "no") if asked.kind == "yes-no" else asked.options if asked.kind in field.CHOSEN else (chosen,)


def _terms(request: Request) -> Iterator[str]:
    """A request keeps a hidden term; one that no list knows has no word, and is found by nobody who narrows by it."""
    network = network_of(request)
    if network is None:
        return
    for kind, attribute in terms.HELD_BY.items():
        held = getattr(request, attribute, "")
        if held and held not in terms.known(network, kind):
            yield f"{path(request)}: its {attribute} is {held!r}, which is not in the list of its network"
