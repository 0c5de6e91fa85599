"""All the requests of an organisation, for those who run or check it: in every state, with what waits (M03, M32)."""

from functools import partial
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.request import Request as MeansRequest
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, desk
from mobee_pyr.views.answers.ticking import ticking
from mobee_pyr.views.exporting import own, sheet
from mobee_pyr.views.exporting.asked import REQUESTS, asked
from mobee_pyr.views.managing import added, managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.paging import page_number, pages

SIZE = 50

ByState = dict[str, tuple[str, list[MeansRequest]]]

ASKS = _("Demandez des compétences, ou d’autres moyens : l’équipe du réseau relit la demande, puis la publie.")
ASKS_NOTHING = _("Cette organisation apporte des moyens ou mobilise ses membres : elle ne publie pas de demande.")


@view_config(
    context=Organisation,
    name="requests",
    permission=Permission.HISTORY,
    request_method="GET",
    renderer="mobee_pyr.views:templates/organisation_requests.pt",
)
def show(organisation: Organisation, request: Request) -> dict[str, Any]:
    """``?state=mission-draft`` shows one state only, ``?page=2`` goes on."""
    found, by_state, wanted, chosen = _chosen(request, organisation)
    total = max(1, -(-len(chosen) // SIZE))
    number = min(page_number(request), total)
    here = chosen[(number - 1) * SIZE : number * SIZE]
    return {
        "page": Page(request, _("Les demandes")),
        "about": (request.node_url(organisation), organisation.title),
        "managing": managing(request, organisation),
        "added": added(request, organisation),
        "filters": _filters(request, len(found), by_state, wanted),
        "requests": list(desk.lines(request, organisation, here)),
        "ticking": ticking(request, organisation, here),
        "pages": pages(request, number, total),
        "export": sheet.export(request) if chosen else None,
        "empty_title": request.translate(_("Aucune demande pour le moment")),
        "empty_action": request.translate(_("Voir la bourse")),
        "empty_text": request.translate(ASKS if "asks" in organisation.capacities else ASKS_NOTHING),
    }


@view_config(context=Organisation, name="requests", permission=Permission.HISTORY, request_method="GET", request_param="export")
def export(organisation: Organisation, request: Request) -> Response:
    """The same requests, all pages of them."""
    title = f"{request.translate(_('Les demandes'))} {organisation.title}"
    return own.answer(request, title, REQUESTS, lambda: _chosen(request, organisation)[3], partial(asked, request))


def _chosen(request: Request, organisation: Organisation) -> tuple[list[MeansRequest], ByState, str, list[MeansRequest]]:
    """All, by state, the state that is asked for, and those in it."""
    found = desk.requests(request, organisation)
    by_state = _by_state(request, found)
    wanted = request.GET.get("state", "")
    return found, by_state, wanted, by_state[wanted][1] if wanted in by_state else found


def _by_state(request: Request, found: list[MeansRequest]) -> ByState:
    """``mission-published`` → its words and the requests that they are said of; missions and needs share what they call alike."""
    keys: dict[str, str] = {}
    groups: dict[str, tuple[str, list[MeansRequest]]] = {}
    for node in found:
        state = cards.state_of(request, node)
        words = node.state if state is None else state[1]
        key = keys.setdefault(words, f"{node.type_name}-{node.state}")
        groups.setdefault(key, (words, []))[1].append(node)
    return groups


def _filters(
    request: Request, total: int, by_state: dict[str, tuple[str, list[MeansRequest]]], wanted: str
) -> list[tuple[str, str, int, bool]]:
    """Address, words, count, current or not."""
    everything = (request.same_page(state=None, page=None), request.translate(_("Toutes")), total, wanted not in by_state)
    one_by_one = ((request.same_page(state=key, page=None), words, len(nodes), key == wanted) for key, (words, nodes) in by_state.items())
    return [everything, *one_by_one]
