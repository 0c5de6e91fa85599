"""Who did what, where and when, on the whole site or beneath one place: journals are read, so far as is bounded, and never copied (C14)."""

from collections import deque
from collections.abc import Iterator
from datetime import date, timedelta
from heapq import nlargest
from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.names import slug
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.administration.tabs import tabs
from mobee_pyr.views.journal.entries import Entry, entry, readable
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access

PAGES_READ = 2_000
"""Pages whose journals are read for one question, those near the top of the tree first."""

SHOWN = 100
WEEK = timedelta(days=7)
LONGEST = 200


class Asked(NamedTuple):
    """What the address asks for; ``where`` is the path as it was written."""

    who: str
    what: str
    where: str
    since: date
    until: date


class Line(NamedTuple):
    """One deed, with the page on which it was done."""

    href: str
    title: str
    entry: Entry


@view_config(
    context=Site,
    name="administration",
    path_info=r"/administration/journal/?$",
    permission=Permission.ADMINISTER,
    request_method="GET",
    renderer="mobee_pyr.views:templates/administration_journal.pt",
)
def journal(site: Site, request: Request) -> dict[str, Any]:
    """The latest deeds that answer; where not all could be read, the page says so."""
    asked = _asked(request)
    place = tree.find(site, asked.where.strip("/")) if asked.where.strip("/") else site
    pages = [] if place is None else list(_beneath(place, PAGES_READ + 1))
    found = nlargest(SHOWN + 1, _deeds(request, pages[:PAGES_READ], asked), key=lambda pair: pair[1].when)
    lines = [Line(request.node_url(node), phrases.named(request, node), entry(request, node, deed)) for node, deed in found[:SHOWN]]
    return {
        "page": Page(request, _("Administration du site")),
        "tabs": tabs(request),
        "here": request.path,
        "asked": asked,
        "unknown": place is None,
        "cut": len(pages) > PAGES_READ,
        "more": len(found) > SHOWN,
        "lines": lines,
    }


def _asked(request: Request) -> Asked:
    """The last week, unless the address says otherwise."""
    said = {name: " ".join(request.GET.get(name, "")[:LONGEST].split()) for name in ("who", "what", "where")}
    until = _day(request.GET.get("until", "")) or request.words.today
    since = _day(request.GET.get("since", "")) or until - WEEK
    return Asked(**said, since=min(since, until), until=max(since, until))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _beneath(place: Node, most: int) -> Iterator[Node]:
    """The place and what stands beneath it, level by level."""
    waiting = deque([place])
    while waiting and most:
        node = waiting.popleft()
        most -= 1
        yield node
        for child in node.inside():
            if len(waiting) >= most:
                break
            waiting.append(child)


def _deeds(request: Request, pages: list[Node], asked: Asked) -> Iterator[tuple[Node, Deed]]:
    """What was done in those days, as far as the reader may read it."""
    who, what, zone = slug(asked.who), slug(asked.what), request.words.zone
    for node in pages:
        if node.modified.astimezone(zone).date() < asked.since or not access.permits(request.reader, Permission.VIEW, node):
            continue
        for _number, deed in readable(request, node):
            day = deed.when.astimezone(zone).date()
            if day < asked.since:
                break
            if (
                day <= asked.until
                and _is_by(request, deed, who if asked.who else "")
                and _says(request, node, deed, what if asked.what else "")
            ):
                yield node, deed


def _is_by(request: Request, deed: Deed, who: str) -> bool:
    return not who or who in slug(name_of(request.site, deed.who))


def _says(request: Request, node: Node, deed: Deed, what: str) -> bool:
    """In the words in which it is shown."""
    if not what:
        return True
    shown = entry(request, node, deed)
    return what in slug(" ".join(filter(None, (shown.what, shown.why, shown.moved)))) or what in slug(deed.what)
