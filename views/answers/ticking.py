"""Lists in which several lines can be ticked, to be acted on together: may the reader, and where does it lead (``parts/ticked.pt``)?"""

from collections.abc import Sequence
from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.node import Node
from mobee_pyr.views.answers import asking
from mobee_pyr.workflows import bulk
from mobee_pyr.workflows.model import Transition

LOOKED_AT = 50
"""The first of a long list say whether there is anything to tick."""


class Ticking(NamedTuple):
    """Where the ticked lines are sent, whether all are ticked, and the address at which they are."""

    href: str
    all: bool
    tick_all: str


def ticking(request: Request, context: Node, nodes: Sequence[Node]) -> Ticking | None:
    """``None`` where the reader could do nothing with them, or there is only one."""
    if request.person is None or len(nodes) < 2 or not bulk.offers(request.reader, nodes[:LOOKED_AT], has_own_page):
        return None
    return Ticking(request.node_url(context, "bulk"), bool(request.GET.get("all")), request.same_page(all="1"))


def has_own_page(node: Node, transition: Transition) -> bool:
    """Is it more than a button?"""
    return f"{node.type_name}.{transition.name}" in asking.OWN_PAGES
