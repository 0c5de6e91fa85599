"""The desk of a network's team: what waits to be qualified, what was sent back, what was published lately (M69, M70)."""

from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.person import name_of
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.types import TYPES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, phrases
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.paging import page_number, pages
from mobee_pyr.views.rows import Row
from mobee_pyr.workflows import access, qualifying, showcase, tasks

SIZE = 20
LATELY = 5
SENT_BACK = 100

KINDS = {"organisation": _("Organisations"), "mission": _("Missions"), "need": _("Besoins"), "volunteer": _("Profils")}


class Line(NamedTuple):
    """One thing that waits. ``boxes``: kind and words of its criteria; ``own``: somebody else decides on it."""

    href: str
    title: str
    about: str
    since: str
    boxes: tuple[str, str] | None
    last: str
    own: bool


class Filter(NamedTuple):
    """One kind, or all of them."""

    href: str
    text: str
    count: str
    current: bool


@view_config(
    context=Network,
    name="qualification",
    permission=Permission.QUALIFY,
    request_method="GET",
    renderer="mobee_pyr.views:templates/qualification.pt",
)
def show(network: Network, request: Request) -> dict[str, Any]:
    """The longest waiting first; ``?kind=`` shows one kind only."""
    waiting = qualifying.queue(request.reader, network)
    kind = request.GET.get("kind") if request.GET.get("kind") in KINDS else None
    chosen = [node for node in waiting if kind in (None, node.type_name)]
    total = max(1, -(-len(chosen) // SIZE))
    number = min(page_number(request), total)
    first = next((node for node in chosen if qualifying.decisions(request.reader, node)), None)
    return {
        "page": Page(request, _("À qualifier")),
        "managing": managing(request, network),
        "lines": [_line(request, node) for node in chosen[(number - 1) * SIZE : number * SIZE]],
        "pages": pages(request, number, total),
        "first": None if first is None else (request.node_url(first, "qualify"), first.title),
        "filters": list(_filters(request, waiting, kind)),
        "kind": kind,
        "waiting": len(waiting),
        "sent_back": [_sent_back(request, node) for node in _awaiting_authors(request, network)],
        "published": [_published(request, node) for node in _published_lately(request, network)],
    }


def _filters(request: Request, waiting: list[Qualified], kind: str | None) -> Any:
    """Links to one kind each; none when there is only one to choose."""
    counts = {name: sum(node.type_name == name for node in waiting) for name in KINDS}
    if kind is None and sum(count > 0 for count in counts.values()) < 2:
        return
    yield Filter(request.same_page(kind=None, page=None), request.translate(_("Tout")), request.words.number(len(waiting)), kind is None)
    for name, label in KINDS.items():
        if counts[name] or name == kind:
            address = request.same_page(kind=name, page=None)
            yield Filter(address, request.translate(label), request.words.number(counts[name]), name == kind)


def _line(request: Request, node: Qualified) -> Line:
    ticked, mandatory = qualifying.ticked(node)
    counted = request.words.plural(_("${count} critère sur ${all}"), _("${count} critères sur ${all}"), ticked, all=mandatory)
    return Line(
        href=request.node_url(node, "qualify"),
        title=node.title,
        about=_about(request, node),
        since=phrases.since(request, tasks.waiting_since(node)),
        boxes=("good" if ticked == mandatory else "waiting", counted) if mandatory else None,
        last=_signed(request, qualifying.last_dealt_with(node)),
        own=not qualifying.decisions(request.reader, node),
    )


def _about(request: Request, node: Node) -> str:
    """« Mission · Pierres vivantes »."""
    organisation = organisation_of(node)
    home = organisation.title if organisation is not None and organisation is not node else ""
    return " · ".join(filter(None, (request.translate(TYPES[node.type_name].label), home)))


def _signed(request: Request, deed: Deed | None) -> str:
    """« Quentin Lefort, il y a 2 jours »."""
    return "" if deed is None else ", ".join(filter(None, (name_of(request.site, deed.who), request.words.ago(deed.when))))


def _awaiting_authors(request: Request, network: Network) -> list[Qualified]:
    """What was sent back and is being completed: the longest ago first."""
    states = qualifying.sent_back_states(network)
    if not states:
        return []
    found = request.search(types=qualifying.KINDS, network=network.oid, state=states, sort="date", size=SENT_BACK, facets=()).nodes
    kept = (node for node in found if isinstance(node, Qualified) and qualifying.awaits_its_author(node))
    return sorted((node for node in kept if access.permits(request.reader, Permission.QUALIFY, node)), key=tasks.waiting_since)


def _sent_back(request: Request, node: Qualified) -> Row:
    since = phrases.since(request, tasks.waiting_since(node))
    return Row(request.node_url(node), node.title, f"{_about(request, node)} · {since}", cards.state_of(request, node))


def _published_lately(request: Request, network: Network) -> list[Node]:
    states = showcase.open_states((network,))
    return list(request.search(types=("mission", "need"), network=network.oid, state=states, sort="date", size=LATELY, facets=()).nodes)


def _published(request: Request, node: Node) -> Row:
    """A request, and who published it when."""
    hint = " · ".join(filter(None, (_about(request, node), _signed(request, qualifying.published_by(node)))))
    return Row(request.node_url(node), node.title, hint, cards.state_of(request, node))
