"""A network's vocabularies: terms added, reworded, hidden, put in another order, merged; told in its journal (M08, M19)."""

from collections.abc import Collection, Iterator
from itertools import islice
from typing import Any

from mobee_pyr.content import differing, named_places, past, terms
from mobee_pyr.content.differing import Listing
from mobee_pyr.content.names import slug
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.place import Place
from mobee_pyr.content.request import Request
from mobee_pyr.content.terms import HELD_BY, PART, Label
from mobee_pyr.workflows import field_lists
from mobee_pyr.workflows.act import Act

CHANGED = "terms changed"
"""The deed on a network. ``did``: added, changed, moved, hidden, shown, merged, removed."""

BATCH = 200
"""Requests that one step of a merging gives another term."""


class InUse(ValueError):
    """Something holds the term: it is merged into another one, or hidden, never taken away."""


def is_own(network: Network, kind: str, name: str) -> bool:
    """Did the network add it itself?"""
    return name not in differing.followed(network, PART, kind, terms.first(kind)).lines


def new_id(text: str, taken: Collection[str]) -> str:
    """An id made from a term's word, once for all."""
    base = slug(text)[:40].strip("-")
    return next(name for number in range(1, 1000) if (name := base if number == 1 else f"{base}-{number}") not in taken)


def keep(act: Act, network: Network, kind: str, name: str, label: Label, words: Collection[str] = (), place: Place | None = None) -> bool:
    """Add a term, or reword it; did anything change? What is at a ``place`` moves with it."""
    now = terms.listing(network, kind)
    line: dict[str, Any] = {**now.lines.get(name, {}), "label": label} | ({"words": list(words)} if kind == "skills" else {})
    if place is not None:
        line |= {part: getattr(place, part) for part in named_places.WRITTEN}
    if now.lines.get(name) == line:
        return False
    there = [node for node in holders(network, kind, name) if named_places.of(node)] if place is not None else []
    _set(act, network, kind, Listing({**now.lines, name: line}, now.hidden), "changed" if name in now.lines else "added", label)
    for node in there:
        _put(act, node, name)
    _touch(holders(network, kind, name) if kind != "skills" else _requests(network))
    return True


def _put(act: Act, node: Request, name: str, **changes: Any) -> None:
    """A request to a named place, with what its history tells of it."""
    place = named_places.place(network_of(node), name)
    if place is not None:
        before = {part: getattr(node.place, part) for part in named_places.WRITTEN}
        node.place = place
        changes |= past.differing(before, {part: getattr(place, part) for part in named_places.WRITTEN})
    if changes:
        node.record(act.who, "edited", when=act.now, **changes)


def move(act: Act, network: Network, kind: str, name: str, step: int) -> bool:
    """A term one place up or down."""
    now = terms.listing(network, kind)
    order = list(now.lines)
    place = order.index(name) if name in order else -1
    if place < 0 or not 0 <= place + step < len(order):
        return False
    order[place], order[place + step] = order[place + step], order[place]
    _set(act, network, kind, Listing({each: now.lines[each] for each in order}, now.hidden), "moved", now.lines[name]["label"])
    return True


def hide(act: Act, network: Network, kind: str, name: str, hides: bool) -> None:
    """Offer a term no more, or again; what holds it keeps it. Raises `KeyError` for an unknown one."""
    now = terms.listing(network, kind)
    label = now.lines[name]["label"]
    hidden = now.hidden | {name} if hides else now.hidden - {name}
    _set(act, network, kind, Listing(now.lines, hidden), "hidden" if hides else "shown", label)


def remove(act: Act, network: Network, kind: str, name: str) -> None:
    """Take away a term of the network's own. Raises `InUse`."""
    if not is_own(network, kind, name) or next(holders(network, kind, name), None) is not None:
        raise InUse(name)
    now = terms.listing(network, kind)
    lines = {each: line for each, line in now.lines.items() if each != name}
    _set(act, network, kind, Listing(lines, now.hidden - {name}), "removed", now.lines[name]["label"])
    if kind == "skills":
        _touch(_requests(network))


def merge(act: Act, network: Network, kind: str, name: str, into: str) -> int:
    """Give some of what holds a term another one; how many hold it still. The last step lets go of the term itself."""
    attribute = HELD_BY[kind]
    for node in list(islice(holders(network, kind, name), BATCH)):
        setattr(node, attribute, into)
        changes: dict[str, Any] = {attribute: [name, into]}
        _put(act, node, into if kind == named_places.KIND else "", **changes)
    left = sum(1 for _node in holders(network, kind, name))
    if not left and is_own(network, kind, name):
        remove(act, network, kind, name)
    elif not left and name not in terms.listing(network, kind).hidden:
        hide(act, network, kind, name, True)
    return left


def holders(network: Network, kind: str, name: str) -> Iterator[Request]:
    """The requests that hold a term."""
    attribute = HELD_BY.get(kind)
    return (node for node in _requests(network) if attribute is not None and _held(node, attribute) == name)


def used(network: Network, kind: str) -> dict[str, int]:
    """How many requests hold each term."""
    found: dict[str, int] = {}
    for node in _requests(network) if kind in HELD_BY else ():
        name = _held(node, HELD_BY[kind])
        found[name] = found.get(name, 0) + 1
    return found


def _held(node: Request, attribute: str) -> str:
    return named_places.of(node) if attribute == "named_place" else getattr(node, attribute, "")


def _requests(network: Network) -> Iterator[Request]:
    return (node for node in field_lists.nodes(network, "request") if isinstance(node, Request))


def _touch(nodes: Iterator[Request]) -> None:
    """They are written anew into the index, where the words are."""
    for node in nodes:
        node.extra = dict(node.extra)


def _set(act: Act, network: Network, kind: str, wanted: Listing, did: str, named: Label) -> None:
    differing.keep(network, PART, kind, wanted, terms.first(kind))
    plain = str(named) if isinstance(named, str) else dict(named)
    network.record(act.who, CHANGED, when=act.now, kind=kind, did=did, named=plain)
