"""A network: organisations and volunteers around one theme (shared) or one organisation (dedicated)."""

from collections.abc import Mapping
from datetime import datetime
from typing import cast

from BTrees.LLBTree import LLTreeSet
from BTrees.OOBTree import OOTreeSet
from persistent.mapping import PersistentMapping

from mobee_pyr.content.alerts import MOST_A_WEEK
from mobee_pyr.content.blueprint import Blueprint
from mobee_pyr.content.followed import Followed
from mobee_pyr.content.home import USUAL, Block
from mobee_pyr.content.logo import Logo
from mobee_pyr.content.node import Node, above
from mobee_pyr.content.shade import Shade
from mobee_pyr.content.site import site_of
from mobee_pyr.content.switch import Switch
from mobee_pyr.content.todo import Owner

ACCENTS = ("honey", "leaf", "sea", "plum", "brick", "night", "rose", "moss")
"""The colours a network may take; each has enough contrast in light and dark."""


class Network(Owner):
    """Follows a blueprint and may override parts of it. A dedicated one does not exist for outsiders."""

    type_name = "network"
    references = ("blueprint_oid",)
    traces = Owner.traces | {"papers", "followed", "fading", "menu", "blocks", "blocks_draft", "host", "notices"}
    summary = ""
    description = ""
    accent = "honey"
    menu: tuple[int, ...] = ()
    """The oids of the publications that every page of it leads to."""
    blocks: tuple[Block, ...] = USUAL
    """What its home page shows."""
    blocks_draft: tuple[Block, ...] | None = None
    """The same, being changed; nobody else reads it yet."""
    logo: Logo | None = None
    followed: Followed | None = None
    """The feed of missions that it follows; none unless somebody says so."""
    drafts: Mapping[str, str] = {}
    """Workflows that are being changed and are not true yet: content type → TOML text. Replaced, never changed."""
    switches: tuple[Switch, ...] = ()
    """The changes of its workflows, the oldest first."""
    moving: Mapping[str, Switch] = {}
    """Those whose items are still being moved, by content type. Replaced, never changed."""
    evidence_days = 30
    """How long what was given as evidence is kept after the decision, in days."""
    alerts_a_week = MOST_A_WEEK
    """Missions of which one person is told in a week because they fit them."""
    papers: LLTreeSet | None = None
    """The oids of the nodes beneath that hold evidence which ends with its purpose."""
    fading: OOTreeSet | None = None
    """(last day as an ordinal, oid) of each node that holds a sensitive answer to one of its fields."""
    blueprint_version = 1
    """The version of its blueprint that it began with, or has taken as a whole."""
    taken: Mapping[str, int] = {}
    """A part → the newer version of its blueprint from which it was taken. Replaced, never changed."""
    left: Mapping[str, int] = {}
    """A part → the version of its blueprint that its managers saw and did not want. Replaced, never changed."""
    shade: Shade | None = None
    """Its own colour, instead of one of `ACCENTS`."""
    host = ""
    """The host name at which it answers besides its path; `site.hosts` leads back."""
    languages: tuple[str, ...] = ()
    """Those in which its pages are offered; none: all of the site's."""
    notices: tuple[datetime, ...] = ()
    """When its team last wrote to everybody: so that it does not do so too often. Replaced, never changed."""
    procedure_drafts: Mapping[str, str] = {}
    """Steps to impose that are being written: ``application.before`` → TOML text; nothing follows them until they are switched on."""

    def __init__(
        self, title: str, dedicated: bool = False, blueprint: int | None = None, author: str | None = None, created: datetime | None = None
    ) -> None:
        super().__init__(title, author, created)
        self.dedicated = dedicated
        self.blueprint_oid = blueprint
        self.overrides = PersistentMapping()

    @property
    def mentions(self) -> frozenset[int]:
        """What its menu leads to, and what its home page shows or will show."""
        shown = (block.mentions for block in (*self.blocks, *(self.blocks_draft or ())))
        return frozenset(self.menu).union(*shown)

    def hold_papers(self, oid: int, holds: bool) -> None:
        """Note that a node holds evidence that will have to end, or that it no longer does."""
        if self.papers is None:
            self.papers = LLTreeSet()
        if holds:
            self.papers.insert(oid)
        elif oid in self.papers:
            self.papers.remove(oid)

    @property
    def blueprint(self) -> Blueprint | None:
        """The blueprint that this network follows."""
        return cast(Blueprint | None, site_of(self).node(self.blueprint_oid))


def network_of(node: Node) -> Network | None:
    """The network that a node stands in, or is."""
    return cast(Network | None, above(node, "network"))
