"""The site: the root of the tree, and the few indexes that all of it shares."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeVar, cast

from BTrees.LLBTree import LLTreeSet
from BTrees.LOBTree import LOBTree
from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent.mapping import PersistentMapping

from mobee_pyr.content.alerts import Alerts
from mobee_pyr.content.maintenance import Maintenance
from mobee_pyr.content.membership import Membership
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.todo import Owner

Kind = TypeVar("Kind", bound=Node)


class Folder(Node):
    """A part of the site that only holds others: people, entities, blueprints, the bin."""

    type_name = "folder"


class Site(Owner):
    """Holds networks, people, legal entities and blueprints."""

    type_name = "site"
    nodes: LOBTree
    """oid → node: every node that has a place in the tree."""
    mails: OOBTree
    """An address (as `person.same_mail` writes it) → the id of its person."""
    findable: OOTreeSet | None = None
    """The ids of those who agreed that associations may find them (`Profile.found`)."""
    alerts: Alerts | None = None
    """Who wishes to be told of what is published; nobody yet when there is none."""
    hosts: PersistentMapping | None = None
    """A host name → the oid of the network that answers there."""
    outgoing: OOBTree | None = None
    """A random key → the `Outgoing` that a network's team wrote to all its members; nothing when all has gone."""
    awaited_at: OOBTree | None = None
    """An address → the oids of the nodes at which its holder is awaited (`awaited`)."""
    to_greet: OOTreeSet | None = None
    """(oid, address) of each letter that tells somebody who was brought in with many others, and waits for its turn."""
    packed: tuple[datetime, int, int] | None = None
    """When the server last packed the tree by itself, and its bytes before and after."""
    maintenance: Maintenance | None = None
    """What every page says to everybody for some time."""
    job_outcomes: tuple[Any, ...] = ()
    """The last `outcomes.Outcome` of the jobs, the latest first."""
    moving: tuple[int, ...] = ()
    """The oids of the networks whose items are being moved to another version of a workflow."""
    identifiers: OOBTree
    """A number given elsewhere (``siren:123456789``, a publisher's id) → the oid of the node that has it."""

    def __init__(self, title: str, created: datetime | None = None) -> None:
        super().__init__(title, created=created)
        self.nodes = LOBTree()
        self.membership = Membership()
        self.private_nodes = LLTreeSet()
        self.mails = OOBTree()
        self.identifiers = OOBTree()
        self.jobs = PersistentMapping()
        """A job's name → when it last ran: two processes that run one at once conflict here."""
        self.demonstration = False
        self.nodes[self.oid] = self

    def node(self, oid: int | None) -> Node | None:
        """The node of that oid, wherever it is now; ``None`` if there is none."""
        return None if oid is None else self.nodes.get(oid)

    def answers_of(self, person: Any, kind: type[Kind]) -> Iterator[Kind]:
        """What somebody has given of one kind (an application, a pledge, a profile…), wherever it is now; the oldest first."""
        found = (self.node(oid) for oid in person.answers)
        return (node for node in found if isinstance(node, kind))

    @property
    def people(self) -> Node:
        """The folder of all persons."""
        return self["people"]

    @property
    def entities(self) -> Node:
        """The folder of all legal entities."""
        return self["entities"]

    @property
    def blueprints(self) -> Node:
        """The folder of all blueprints."""
        return self["blueprints"]

    @property
    def bin(self) -> Node:
        """The folder of what was deleted and can be restored."""
        return self["bin"]


def site_of(node: Node) -> Site:
    """The site that a node stands in. Raises `LookupError` for a node that has no place yet."""
    root = list(lineage(node))[-1]
    if root.type_name != "site":
        raise LookupError(f"{node!r} has no place in a site")
    return cast(Site, root)
