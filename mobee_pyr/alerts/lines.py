"""What letters that sum up are made of: groups of lines, each a link with what to know of it."""

from collections.abc import Iterable
from typing import NamedTuple

from mobee_pyr.alerts.voice import Voice
from mobee_pyr.content.node import Node
from mobee_pyr.mail.facts import facts
from mobee_pyr.mail.post import Post

SHOWN = 10
"""Lines of one group; a link leads to the others."""


class Line(NamedTuple):
    """``hint``: who asks, where, when."""

    title: str
    url: str
    hint: str = ""


class Group(NamedTuple):
    """``url`` leads to all of it, where there is such a page; ``others``: are there more than are shown?"""

    title: str
    url: str
    lines: tuple[Line, ...]
    others: bool = False


def group(title: str, url: str, lines: Iterable[Line]) -> Group:
    """The first lines of a group."""
    found = tuple(lines)
    return Group(title, url, found[:SHOWN], len(found) > SHOWN)


def line(post: Post, speaks: Voice, node: Node, *more: str) -> Line:
    """A request in one line: « Pierres vivantes · Lyon · à partir du 3 mars »."""
    said = facts(node, speaks.words)
    return Line(node.title, post.url_of(node), " · ".join(filter(None, (said["organisation"], said["place"], said["dates"], *more))))
