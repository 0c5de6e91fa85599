"""The fields that a network asks: added, changed, put in another order, withdrawn; told in its journal (M13, M19)."""

import secrets
from collections.abc import Iterator
from typing import Any

from mobee_pyr.content import differing, field
from mobee_pyr.content.differing import Listing
from mobee_pyr.content.field import Field
from mobee_pyr.content.names import slug
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.workflows import extra_fields
from mobee_pyr.workflows.act import Act

CHANGED = "fields changed"
"""The deed on a network. ``did``: added, changed, moved, withdrawn, restored, erased."""


def listing(network: Network, subject: str) -> Listing:
    """The fields of a subject, with those that are withdrawn."""
    return differing.listing(network, field.PART, subject)


def found(network: Network, subject: str, name: str) -> Field | None:
    """The field of that id, withdrawn or not."""
    line = listing(network, subject).lines.get(name)
    return None if line is None else field.read(name, line, subject)


def is_own(network: Network, subject: str, name: str) -> bool:
    """Did the network add it itself?"""
    return name not in differing.followed(network, field.PART, subject).lines


def new_id(label: str) -> str:
    """An id that nothing else has, anywhere: an answer that moves never answers another question."""
    return f"{slug(label)[:30].strip('-')}-{secrets.token_hex(3)}"


def keep(act: Act, network: Network, subject: str, wanted: Field) -> bool:
    """Add a field, or change it for all; did anything change?"""
    now = listing(network, subject)
    lines = {**now.lines, wanted.id: field.table(wanted)}
    if lines == now.lines:
        return False
    did = "changed" if wanted.id in now.lines else "added"
    _set(act, network, subject, Listing(lines, now.hidden), did, wanted)
    if did == "changed":
        for node in nodes(network, subject):
            extra_fields.settle(act, node, wanted)
    return True


def move(act: Act, network: Network, subject: str, moved: Field, step: int) -> bool:
    """A field one place up or down among those that are asked."""
    now = listing(network, subject)
    order = list(now.offered)
    place = order.index(moved.id) if moved.id in order else -1
    if place < 0 or not 0 <= place + step < len(order):
        return False
    order[place], order[place + step] = order[place + step], order[place]
    lines = {name: now.lines[name] for name in (*order, *(name for name in now.lines if name in now.hidden))}
    _set(act, network, subject, Listing(lines, now.hidden), "moved", moved)
    return True


def withdraw(act: Act, network: Network, subject: str, gone: Field) -> None:
    """Ask it no more; what was answered is kept, and shown to nobody."""
    now = listing(network, subject)
    _set(act, network, subject, Listing(now.lines, now.hidden | {gone.id}), "withdrawn", gone)
    _touch(network, subject, gone)


def restore(act: Act, network: Network, subject: str, back: Field) -> None:
    """Ask it again, with the answers that are there."""
    now = listing(network, subject)
    _set(act, network, subject, Listing(now.lines, now.hidden - {back.id}), "restored", back)
    _touch(network, subject, back)


def erase(act: Act, network: Network, subject: str, gone: Field) -> int:
    """Erase the answers to a withdrawn field, and the field where it is the network's own; how many answers there were."""
    many = 0
    for node in nodes(network, subject):
        many += gone.id in field.answers(node)
        extra_fields.erase(act, node, (gone.id,))
    if is_own(network, subject, gone.id):
        now = listing(network, subject)
        lines = {name: line for name, line in now.lines.items() if name != gone.id}
        differing.keep(network, field.PART, subject, Listing(lines, now.hidden - {gone.id}))
    network.record(act.who, CHANGED, when=act.now, subject=subject, did="erased", named=gone.label)
    return many


def answered(network: Network, subject: str, asked: Field) -> int:
    """How many nodes hold an answer to it."""
    return sum(asked.id in field.answers(node) for node in nodes(network, subject))


def nodes(network: Network, subject: str) -> Iterator[Node]:
    """Everything in a network that such a form is filled in for."""
    types = [name for name, of in field.SUBJECT_OF.items() if of == subject]
    above = {"request": ("organisation",), "application": ("organisation", "mission")}.get(subject, ())
    level: list[Node] = [network]
    for kind in above:
        level = [child for node in level for child in node.inside(kind)]
    for node in level:
        yield from node.inside(*types)


def _set(act: Act, network: Network, subject: str, wanted: Listing, did: str, about: Field) -> None:
    differing.keep(network, field.PART, subject, wanted)
    network.record(act.who, CHANGED, when=act.now, subject=subject, did=did, named=about.label)


def _touch(network: Network, subject: str, about: Field) -> None:
    """Whatever holds an answer is written anew into the index."""
    for node in nodes(network, subject):
        if about.id in field.answers(node):
            node.extra = dict(node.extra)


def narrower(before: Field, after: Field) -> dict[str, Any]:
    """What a change may not do to answers that were given already: open them to more readers, keep them longer. Names of fields."""
    wider: dict[str, Any] = {}
    if "everyone" not in before.sees and not set(after.sees) <= set(before.sees):
        wider["sees"] = True
    if before.months and not 0 < after.months <= before.months:
        wider["months"] = True
    return wider
