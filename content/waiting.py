"""Where the list of things to do of a token is kept: ``referent@1234`` beside that organisation, ``person:lea`` beside her."""

from mobee_pyr.content.access import deputy_token, person_token, token
from mobee_pyr.content.node import Node
from mobee_pyr.content.site import Site
from mobee_pyr.content.todo import Owner


def owner_of(site: Site, waited: str) -> tuple[Owner | None, str]:
    """The node that keeps the list of a token, and under which name; `token_of` goes the other way."""
    if waited.startswith(("person:", "deputy:")):
        person_id, at, network = waited.partition(":")[2].partition("@")
        person = site.people.get(person_id)
        return (person if isinstance(person, Owner) else None), f"deputy@{network}" if at else "self"
    role, _at, oid = waited.partition("@")
    node = site.node(int(oid)) if oid else None
    return (node if isinstance(node, Owner) else None), role


def token_of(owner: Owner, role: str) -> str:
    """The token whose list ``role`` of a node is."""
    if role == "self":
        return person_token(owner.__name__)
    if role.startswith("deputy@"):
        return deputy_token(owner.__name__, int(role.partition("@")[2]))
    return token(role, owner.oid)


def hide(site: Site, node: Node, hidden: bool) -> None:
    """While a node lies in the bin, no list shows or counts it."""
    for waited in node.waiting:
        owner, role = owner_of(site, waited)
        if owner is not None:
            owner.hide(role, node.oid, hidden)
