"""The desk of a network's team: what waits to be qualified, what was sent back, what was published lately (M69, M70)."""

from functools import partial
from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, phrases, queue
from mobee_pyr.views.answers.ticking import ticking
from mobee_pyr.views.exporting import own, sheet
from mobee_pyr.views.exporting.queued import QUEUED, queued
from mobee_pyr.views.links import Link, links
from mobee_pyr.views.managing import PEOPLE, managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.paging import page_number, pages
from mobee_pyr.views.rows import Row
from mobee_pyr.workflows import access, qualifying, showcase, tasks, todo
from mobee_pyr.workflows.guards import criteria_of
from mobee_pyr.workflows.reviewing import team

SIZE = 20
LATELY = 5
SENT_BACK = 100

KINDS = {"organisation": _("Organisations"), "mission": _("Missions"), "need": _("Besoins"), "volunteer": _("Profils")}


SETTINGS = (Link("criteria", _("Critères"), Permission.EDIT), Link("qualification-settings", _("Réglages"), Permission.EDIT))
"""What a manager decides about this desk."""


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
    """What presses first, then the longest waiting; ``?kind=`` shows one kind only."""
    waiting, kind, chosen = _chosen(request, network)
    total = max(1, -(-len(chosen) // SIZE))
    number = min(page_number(request), total)
    first = next((node for node in chosen if qualifying.is_free(request.reader, node, request.today)), None)
    here = chosen[(number - 1) * SIZE : number * SIZE]
    return {
        "page": Page(request, _("À qualifier")),
        "managing": managing(request, network),
        "settings": links(request, network, SETTINGS),
        "alone": _alone(request, network),
        "lines": [queue.line(request, node) for node in here],
        "ticking": ticking(request, network, here),
        "pages": pages(request, number, total),
        "first": None if first is None else (request.node_url(first, "qualify"), first.title),
        "filters": list(_filters(request, waiting, kind)),
        "kind": kind,
        "export": sheet.export(request) if chosen else None,
        "waiting": len(waiting),
        "rechecks": [_recheck(request, node) for node in qualifying.rechecks(request.reader, network)],
        "sent_back": [_sent_back(request, node) for node in _awaiting_authors(request, network)],
        "published": [_published(request, node) for node in _published_lately(request, network)],
    }


@view_config(context=Network, name="qualification", permission=Permission.QUALIFY, request_method="GET", request_param="export")
def export(network: Network, request: Request) -> Response:
    """The same queue, all pages of it."""
    title = f"{request.translate(_('À qualifier'))} {network.title}"
    return own.answer(request, title, QUEUED, lambda: _chosen(request, network)[2], partial(queued, request))


def _chosen(request: Request, network: Network) -> tuple[list[Qualified], str | None, list[Qualified]]:
    """What waits, the kind that is asked for, and what of it is of that kind."""
    waiting = qualifying.queue(request.reader, network, request.today)
    kind = request.GET.get("kind") if request.GET.get("kind") in KINDS else None
    return waiting, kind, [node for node in waiting if kind in (None, node.type_name)]


def _alone(request: Request, network: Network) -> tuple[str, str] | None:
    """Two people should agree and there is only one: the page where those who may name another one do so, and its name."""
    offered = links(request, network, (PEOPLE,)) if team.too_few(network, request.today) else []
    return offered[0] if offered else None


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


def _recheck(request: Request, node: Organisation) -> Row:
    """An accepted organisation, with what is to be looked at again in it."""
    lapsed = [criterion for criterion in criteria_of(node) if criterion.id in node.lapsed]
    since = request.translate(_("depuis le ${day}"), day=request.words.day(todo.recheck_due(node)))
    hint = " · ".join((*(request.translate(each.text) for each in lapsed), since))
    return Row(request.node_url(node, "qualify"), node.title, hint, ("attention", request.translate(tasks.TASKS["recheck"])))


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
    return Row(request.node_url(node), node.title, f"{queue.about(request, node)} · {since}", cards.state_of(request, node))


def _published_lately(request: Request, network: Network) -> list[Node]:
    states = showcase.open_states((network,))
    return list(request.search(types=("mission", "need"), network=network.oid, state=states, sort="date", size=LATELY, facets=()).nodes)


def _published(request: Request, node: Node) -> Row:
    """A request, and who published it when."""
    hint = " · ".join(filter(None, (queue.about(request, node), queue.signed(request, qualifying.published_by(node)))))
    return Row(request.node_url(node), node.title, hint, cards.state_of(request, node))
