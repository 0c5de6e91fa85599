"""An organisation as those who run it see it: what waits for them, and its requests in every state, the urgent first."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.access import Permission, Role, token
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.request import Request as MeansRequest
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, phrases, rows
from mobee_pyr.workflows import access, library, tasks, todo

FEW = 8
"""Requests under way that the organisation's own page shows."""

MOST = 500
"""Things to do that are looked through."""


class Line(NamedTuple):
    """A request; ``waiting`` and ``answers`` say how many answers wait for the organisation and how many there are, or nothing."""

    href: str
    title: str
    kind: str
    state: tuple[str, str] | None
    waiting: str
    answers: str
    when: str
    item: str


def runs(request: Request, organisation: Organisation) -> bool:
    """Is the reader one of those who run or check this organisation?"""
    return request.person is not None and access.permits(request.reader, Permission.HISTORY, organisation)


def waiting(request: Request, organisation: Organisation) -> list[rows.Row]:
    """What waits here for the reader, by kind, the oldest first."""
    found = [node for node in islice(todo.things_to_do(request.reader), MOST) if _concerns(node, organisation)]
    order = list(tasks.TASKS)
    found.sort(key=lambda node: (order.index(tasks.kind_of(request.reader, node)), tasks.waiting_since(node)))
    return [rows.task(request, node, False) for node in found]


def requests(request: Request, organisation: Organisation) -> list[MeansRequest]:
    """All that the reader may open, in the order in which somebody who runs them looks at them."""
    found = [node for node in access.visible(request.reader, organisation.inside("mission", "need")) if isinstance(node, MeansRequest)]
    found.sort(key=lambda node: node.modified, reverse=True)
    found.sort(key=_urgency)
    return found


def under_way(nodes: list[MeansRequest]) -> list[MeansRequest]:
    """Those that are not over."""
    return [node for node in nodes if (state := library.state_of(node)) is None or not state.over]


def lines(request: Request, organisation: Organisation, nodes: list[MeansRequest]) -> Iterator[Line]:
    """Requests as ``parts/requests.pt`` shows them."""
    here = token(Role.REFERENT, organisation.oid)
    for node in nodes:
        answers = list(node.inside("application", "pledge"))
        waits = sum(1 for answer in answers if here in answer.waiting)
        yield Line(
            request.node_url(node),
            node.title,
            phrases.kind(request, node),
            cards.state_of(request, node),
            request.translate(_("${count} à traiter"), count=request.words.number(waits)) if waits else "",
            request.translate(_("${count} en tout"), count=request.words.number(len(answers))) if answers else "",
            phrases.when(request, node),
            str(node.oid),
        )


def _urgency(node: MeansRequest) -> int:
    state = library.state_of(node)
    return rows.URGENCY.index(state.kind) if state is not None and state.kind in rows.URGENCY else len(rows.URGENCY)


def _concerns(node: Node, organisation: Organisation) -> bool:
    return organisation_of(node) is organisation or getattr(node, "employer", None) == organisation.oid
