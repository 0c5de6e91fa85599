"""On a page with announcements: where to follow them; a network that is not everybody's is followed by its members' own addresses."""

from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.site import Site
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access


class Follow(NamedTuple):
    """``feed`` and ``calendar``: everybody's, or ``None``; ``own``: the page of one's own, for whoever is signed in."""

    feed: str | None
    calendar: str | None
    own: str | None


def follow(request: Request, page: Page, node: Node) -> Follow | None:
    """The addresses of a page's announcements; browsers are told of the feed too. ``None``: there is no way to follow."""
    own = None if request.person is None else request.node_url(request.site, "my-feeds")
    if not access.permits(access.reader(request.site, None, request.today), Permission.VIEW, node):
        return None if own is None else Follow(None, None, own)
    query = {name: values for name, values in request.GET.dict_of_lists().items() if name not in ("page", "view", "lang")}
    asked = query if isinstance(node, Site) else {}
    page.feed = request.node_url(node, "feed", **asked)
    return Follow(page.feed, request.node_url(node, "calendar", **asked), own)
