"""What leads to a node: told where it is about to go (``parts/leading.pt``)."""

from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content import names, tree
from mobee_pyr.content.mentions import referrers
from mobee_pyr.content.node import Node, subtree
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access


class Leading(NamedTuple):
    """``pages``: address and title of those that the reader may open; ``hidden``: how many others, in words, or nothing."""

    pages: list[tuple[str, str]]
    hidden: str


def leading(request: Request, node: Node) -> Leading:
    """The pages that name a node or something beneath it, without those that go along with it."""
    along = {step.oid for step in subtree(node)}
    found = {each.oid: each for step in subtree(node) for each in referrers(request.site, step)}
    others = [each for oid, each in found.items() if oid not in along and not tree.is_deleted(each)]
    seen = sorted(access.visible(request.reader, others), key=lambda each: names.slug(each.title))
    unseen = len(others) - len(seen)
    hidden = request.words.plural(
        _("et ${count} page que vous ne pouvez pas ouvrir"), _("et ${count} pages que vous ne pouvez pas ouvrir"), unseen
    )
    return Leading([(request.node_url(each), each.title) for each in seen], hidden if unseen else "")
