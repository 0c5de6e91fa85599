"""Where the list of things to do of a token is kept: ``referent@1234`` beside that organisation, ``person:lea`` beside her."""

from mobee_pyr.content.node import Node
from mobee_pyr.content.site import Site
from mobee_pyr.content.todo import Owner

PERSONAL = {"person": "self"}
"""The first half of a token that names a person → the list that is kept beside that person."""


def owner_of(site: Site, waited: str) -> tuple[Owner | None, str]:
    """The node that keeps the list of a token, and under which name."""
    first, _colon, person_id = waited.partition(":")
    if first in PERSONAL:
        person = site.people.get(person_id)
        return (person if isinstance(person, Owner) else None), PERSONAL[first]
    role, _at, oid = waited.partition("@")
    node = site.node(int(oid)) if oid else None
    return (node if isinstance(node, Owner) else None), role


def hide(site: Site, node: Node, hidden: bool) -> None:
    """While a node lies in the bin, no list shows or counts it."""
    for waited in node.waiting:
        owner, role = owner_of(site, waited)
        if owner is not None:
            owner.hide(role, node.oid, hidden)
