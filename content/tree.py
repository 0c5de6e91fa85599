"""What can be done to any node: add, rename, move, copy, delete to the bin, restore, purge. References stay valid."""

import copy as copying
from collections.abc import Iterable
from datetime import datetime
from itertools import count
from typing import TypeVar

from BTrees.LLBTree import LLTreeSet
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent.mapping import PersistentMapping

from mobee_pyr.content import addresses, awaited, bin, mentions, names, waiting
from mobee_pyr.content.names import NameTaken
from mobee_pyr.content.node import Node, above, lineage, now, subtree
from mobee_pyr.content.site import Folder, Site, site_of
from mobee_pyr.content.todo import Owner
from mobee_pyr.content.types import TYPES

AnyNode = TypeVar("AnyNode", bound=Node)

IDENTITY = frozenset({"oid", "created", "modified", "author", "children"})
"""What makes a node this one: a copy has its own."""


class PlaceRefused(ValueError):
    """The node cannot stand there."""


def new_site(title: str, when: datetime | None = None) -> Site:
    """A site with its folders, and nothing else."""
    site = Site(title, created=when)
    for name in ("people", "entities", "blueprints", "bin"):
        add(site, Folder(name, created=when), name)
    return site


def add(parent: Node, node: AnyNode, name: str | None = None, by: str | None = None) -> AnyNode:
    """Give ``node`` a place under ``parent``, named after its title unless ``name`` is given, and return it.

    Raises `PlaceRefused`, `names.NameRefused` or `names.NameTaken`; the tree is then unchanged.
    """
    may_stand(node, parent)
    place(parent, node, free_name(parent, node.title) if name is None else checked_name(parent, name))
    node.record(by, "created", when=node.created)
    return node


def place(parent: Node, node: Node, name: str) -> None:
    """Attach a node (and all beneath it) under a name that is known to be free."""
    if parent.children is None:
        parent.children = OOBTree()
    parent.children[name] = node
    node.__name__, node.__parent__ = name, parent
    addresses.arrive(parent, node)
    site, binned = site_of(parent), is_deleted(parent)
    for step in subtree(node):
        site.nodes[step.oid] = step
        _mark_private(site, step)
        waiting.hide(site, step, binned)
    for step in subtree(node):
        mentions.note(site, step)


def checked_name(parent: Node, name: str) -> str:
    """The name, if it is one and is free. Raises `names.NameRefused` or `names.NameTaken`."""
    if parent.type_name != "site" or name not in ("people", "entities", "blueprints", "bin"):
        names.refuse(name)
    if parent.get(name) is not None:
        raise NameTaken(name)
    return name


def free_name(parent: Node, title: str) -> str:
    """The slug of ``title``, numbered if it is taken or is the name of a page."""
    wished = names.slug(title)
    for number in count(1):
        name = wished if number == 1 else f"{wished}-{number}"
        if parent.get(name) is None and name not in names.RESERVED:
            return name
    raise AssertionError("count() ended")


def rename(node: Node, name: str, by: str | None = None) -> None:
    """Change the last part of a node's URL; the former one leads on to it. Raises as `checked_name` does."""
    parent = _parent(node)
    if name != node.__name__:
        former = node.__name__
        checked_name(parent, name)
        del _children(parent)[former]
        _children(parent)[name] = node
        node.__name__ = name
        addresses.leave(parent, node, former)
        addresses.arrive(parent, node)
        node.record(by, "renamed", former=former, name=name)


def move(node: Node, parent: Node, by: str | None = None) -> None:
    """Give a node, with all beneath it, another place in the same site.

    Raises `PlaceRefused` when the place is inside the node itself or does not take its type.
    """
    may_stand(node, parent)
    former = _parent(node)
    if parent is former:
        return
    name, left = node.__name__ if parent.get(node.__name__) is None else free_name(parent, node.title), node.__name__
    del _children(former)[left]
    addresses.leave(former, node, left)
    before = above(node, "network")
    place(parent, node, name)
    if above(node, "network") is not before:
        _leave_groups(site_of(node), node)
    node.record(by, "moved", former=former.oid, parent=parent.oid)


def _leave_groups(site: Site, node: Node) -> None:
    """A network's groups hold nothing in another one."""
    groups = site.membership.groups
    if groups is not None:
        for step in subtree(node):
            groups.leave(step.oid)


def copy(node: AnyNode, parent: Node, by: str | None = None) -> AnyNode:
    """A copy of a node and of what goes along with it, with identities of their own, under ``parent``.

    References among the copied nodes point to the copies, all others to the originals.
    """
    may_stand(node, parent)
    twins: dict[int, Node] = {}
    twin = _twin(node, by, twins)
    oids = {oid: made.oid for oid, made in twins.items()}
    for made in twins.values():
        made.point_to(oids)
        for attribute in type(made).references:
            target = twins.get(getattr(made, attribute, None) or 0)
            if target is not None:
                setattr(made, attribute, target.oid)
    for oid, made in twins.items():
        made.arranged = tuple(twins[child].oid for child in _arranged(site_of(node), oid) if child in twins)
    place(parent, twin, free_name(parent, twin.title))
    twin.record(by, "copied", of=node.oid)
    return twin


def delete(node: Node, by: str | None = None, why: str = "", readers: Iterable[str] = ()) -> None:
    """Put a node, with all beneath it, into the bin, from which `restore` takes it back. ``readers``: who may read its name there."""
    site, parent = site_of(node), _parent(node)
    if node.type_name in ("site", "folder") or is_deleted(node):
        raise PlaceRefused(f"{node!r} belongs to every site, or lies in the bin")
    del _children(parent)[node.__name__]
    deed = node.record(by, "deleted", why, parent=parent.oid, name=node.__name__)
    bin.note(parent, node, deed.when, by, tuple(sorted(readers)))
    place(site.bin, node, f"{node.oid}")


def place_before(node: Node) -> tuple[Node | None, str]:
    """Where a deleted node stood, and its name there; ``None`` when that place is gone, or lies in the bin too."""
    last = next((deed for deed in node.deeds() if deed.what == "deleted"), None)
    parent = None if last is None else site_of(node).node(last.details["parent"])
    name = "" if last is None else str(last.details["name"])
    return (None if parent is None or is_deleted(parent) else parent), name


def restore(node: Node, by: str | None = None, parent: Node | None = None) -> None:
    """Put a deleted node back where it was, or under another ``parent``. Raises `PlaceRefused` when the place is gone."""
    site = site_of(node)
    former, name = place_before(node)
    wished = parent or former
    if node.__parent__ is not site.bin or wished is None:
        raise PlaceRefused(f"the place of {node!r} is gone")
    may_stand(node, wished)
    left = site.node(node.binned.parent) if node.binned is not None else former
    del _children(site.bin)[node.__name__]
    bin.forget(site, node)
    if left is not None and left is not wished:
        addresses.leave(left, node, name)
    place(wished, node, name if wished.get(name) is None else free_name(wished, node.title))
    node.record(by, "restored")


def purge(node: Node) -> None:
    """Remove a deleted node for good, with its grants and every entry of it in shared indexes."""
    site = site_of(node)
    if node.__parent__ is not site.bin:
        raise PlaceRefused(f"{node!r} is not in the bin")
    bin.forget(site, node)
    going = {gone.oid: gone for gone in subtree(node)}
    for key in [key for key, oid in site.identifiers.items() if oid in going]:
        del site.identifiers[key]
    for oid, gone in going.items():
        site.membership.forget(oid)
        if isinstance(gone, Owner):
            awaited.forget(site, gone)
        addresses.forget(site, gone)
        mentions.forget(site, gone)
        if oid in site.private_nodes:
            site.private_nodes.remove(oid)
        del site.nodes[oid]
    if not going.keys().isdisjoint(site.moving):
        site.moving = tuple(oid for oid in site.moving if oid not in going)
    del _children(site.bin)[node.__name__]
    node.__parent__ = None
    node.modified = now()


def set_private(node: Node, private: bool, by: str | None = None) -> None:
    """Close or open the gate at a node: *private from here*."""
    if node.private != private:
        node.private = private
        _mark_private(site_of(node), node)
        node.record(by, "made private" if private else "opened")


def set_members_only(node: Node, members_only: bool, by: str | None = None) -> None:
    """Close or open the gate at a node: *for members from here*."""
    if node.members_only != members_only:
        node.members_only = members_only
        _mark_private(site_of(node), node)
        node.record(by, "for members" if members_only else "for everybody")


def is_deleted(node: Node) -> bool:
    """Does the node stand in the bin, or beneath something that does?"""
    folder = above(node, "folder")
    return folder is not None and folder.__name__ == "bin"


def find(site: Site, path: str) -> Node | None:
    """The node at ``/culture/pierres-vivantes``, or ``None``."""
    node: Node | None = site
    for name in filter(None, path.split("/")):
        node = None if node is None else node.get(name)
    return node


def may_stand(node: Node, parent: Node) -> None:
    """Raise `PlaceRefused` unless ``parent`` takes such a node."""
    kind, where = node.type_name, parent.type_name
    if where not in TYPES[kind].parents:
        raise PlaceRefused(f"a {kind} cannot stand in a {where}")
    if any(step is node for step in lineage(parent)):
        raise PlaceRefused(f"{node!r} cannot stand inside itself")


def _twin(node: AnyNode, by: str | None, twins: dict[int, Node]) -> AnyNode:
    twin = type(node).__new__(type(node))
    Node.__init__(twin, node.title, by)
    for attribute, value in vars(node).items():
        if attribute in twin.traces and isinstance(value, OOTreeSet | LLTreeSet):
            setattr(twin, attribute, type(value)())
        elif attribute not in IDENTITY | twin.traces and not attribute.startswith("_"):
            setattr(twin, attribute, _own(value))
    twins[node.oid] = twin
    for child in node.inside():
        if TYPES[child.type_name].copied:
            made = _twin(child, by, twins)
            if twin.children is None:
                twin.children = OOBTree()
            twin.children[child.__name__] = made
            made.__name__, made.__parent__ = child.__name__, twin
    return twin


def _own(value: object) -> object:
    """A copy of a value that shares nothing persistent with the original."""
    if isinstance(value, PersistentMapping):
        return PersistentMapping(value)
    return copying.deepcopy(value)


def _mark_private(site: Site, node: Node) -> None:
    if node.closes:
        site.private_nodes.insert(node.oid)
    elif node.oid in site.private_nodes:
        site.private_nodes.remove(node.oid)


def _arranged(site: Site, oid: int) -> tuple[int, ...]:
    original = site.node(oid)
    return () if original is None else original.arranged


def _parent(node: Node) -> Node:
    if node.__parent__ is None:
        raise PlaceRefused(f"{node!r} has no place")
    return node.__parent__


def _children(parent: Node) -> OOBTree:
    assert parent.children is not None
    return parent.children
