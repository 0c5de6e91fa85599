"""A node: anything that has a place in the tree, an identity for life and a memory."""

import secrets
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

from BTrees.IOBTree import IOBTree
from BTrees.LLBTree import LLTreeSet
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from mobee_pyr.content import journal
from mobee_pyr.content.aside import Aside
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.plan import Plan


def now() -> datetime:
    """The present moment, in UTC, as every stored date is."""
    return datetime.now(UTC)


class Node(Persistent):
    """What all content has in common.

    A node *has* children (``children`` is ``None`` until the first one comes); it is not itself a mapping.
    References to other nodes are their ``oid``, never a path: see `references`.
    """

    type_name: ClassVar[str] = "node"
    governed_by: ClassVar[str] = ""
    """The workflow that several types share; empty: the one of its own name."""
    references: ClassVar[tuple[str, ...]] = ()
    """Names of the attributes that hold another node's oid (or ``None``)."""
    traces: ClassVar[frozenset[str]] = frozenset(
        (
            "journal",
            "waiting",
            "state",
            "planned",
            "attachments",
            "referrers",
            "aside",
            "sensitive",
            "departed",
            "former",
            "arranged",
            "binned",
        )
    )
    """Names of the attributes that tell what happened to this very node: a copy begins without them."""

    __name__: str = ""
    __parent__: "Node | None" = None
    children: OOBTree | None = None
    private: bool = False
    members_only: bool = False
    """*For members from here*: whoever takes part in its network comes in."""
    waiting: tuple[str, ...] = ()
    """The tokens in whose list of things to do this node stands."""
    attachments: Mapping[str, Any] = {}
    """A random id → the `Attachment` that was given with a deed; the deed names the id. Replaced, never changed."""
    referrers: LLTreeSet | None = None
    """The oids of the nodes that name this one (content/mentions.py)."""
    aside: Aside | None = None
    """What somebody prepares, to be put in place of what stands here."""
    extra: Mapping[str, Any] = {}
    """The id of an extra field → what was answered (`field.Field`). Replaced, never changed."""
    sensitive: Mapping[str, Any] = {}
    """The same for what is erased after a time: a `field.Kept`. Replaced, never changed."""
    planned: Plan | None = None
    """The transition that somebody set for a later day, as `Owner.plans` lists it."""
    departed: OOBTree | None = None
    """A name that a child gave up → its oid: see `addresses`."""
    former: tuple[tuple[int, str], ...] = ()
    """(oid of the parent, name): the addresses that this node gave up, the oldest first."""
    arranged: tuple[int, ...] = ()
    """The oids of the children that somebody put in order: see `order`."""
    binned: Any = None
    """Where it stood, while it lies in the bin itself: a `bin.Binned`."""

    def __init__(self, title: str, author: str | None = None, created: datetime | None = None) -> None:
        self.oid = secrets.randbits(62) + 1
        self.title = title
        self.author = author
        self.created = self.modified = created or now()
        self.journal = IOBTree()

    @property
    def state(self) -> str:
        """Where it is in its workflow. While a network moves to a new version, what that one says counts from the first moment on,
        for what is not written anew yet too (decision 29).
        """
        kept: str = self.__dict__.get("state", "")
        network: Any = self
        while network is not None and network.type_name != "network":  # read at every turn: `above` takes five times as long
            network = network.__parent__
        moving = None if network is None else network.moving
        life = self.governed_by or self.type_name
        return moving[life].state(self.oid, kept) if moving and life in moving else kept

    @state.setter
    def state(self, state: str) -> None:
        self.__dict__["state"] = state

    def __getitem__(self, name: str) -> "Node":
        """Traversal: the child of that name, or `KeyError`."""
        if self.children is None:
            raise KeyError(name)
        child: Node = self.children[name]
        return child

    def get(self, name: str) -> "Node | None":
        """The child of that name, or ``None``."""
        return None if self.children is None else self.children.get(name)

    def inside(self, *type_names: str) -> Iterator["Node"]:
        """The children, in the order of their names; only those of ``type_names`` if any is given."""
        for child in () if self.children is None else self.children.values():
            if not type_names or child.type_name in type_names:
                yield child

    @property
    def closes(self) -> bool:
        """Is it a gate, for whatever reason?"""
        return self.private or self.members_only

    @property
    def mentions(self) -> frozenset[int]:
        """The oids of the nodes that this one names: links in its text, what it shows."""
        return frozenset()

    def point_to(self, twins: Mapping[int, int]) -> None:
        """A copy names the copies (oid → oid) of what goes along with it."""

    def record(self, who: str | None, what: str, why: str = "", when: datetime | None = None, **details: Any) -> Deed:
        """Write a deed into the journal and touch the node, so that whoever follows changes sees it."""
        deed = Deed(when or now(), who, what, why, details)
        journal.append(self.journal, deed)
        self.modified = deed.when
        return deed

    def deeds(self) -> Iterator[Deed]:
        """What was done to this node, the latest first."""
        return journal.newest_first(self.journal)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.__name__!r}>"


def lineage(node: Node) -> Iterator[Node]:
    """The node itself, then its parent, up to the site."""
    step: Node | None = node
    while step is not None:
        yield step
        step = step.__parent__


def above(node: Node, *type_names: str) -> Node | None:
    """The nearest of ``type_names`` among the node and its ancestors."""
    return next((step for step in lineage(node) if step.type_name in type_names), None)


def path(node: Node) -> str:
    """``/culture/pierres-vivantes``: the node's place, for people and logs; ``/`` for the site."""
    return "/" + "/".join(step.__name__ for step in reversed(list(lineage(node))) if step.__parent__ is not None)


def subtree(node: Node) -> Iterator[Node]:
    """The node and all beneath it, parents first."""
    yield node
    for child in node.inside():
        yield from subtree(child)
