"""A page as it was after a deed, for whoever may read its history (M32)."""

from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content import past
from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.views import answered, phrases, undoing
from mobee_pyr.views.journal.entries import entry
from mobee_pyr.views.managing import managing
from mobee_pyr.views.numbered import deed_asked
from mobee_pyr.views.page import Page
from mobee_pyr.views.writing.texts import TEXTS, read_open
from mobee_pyr.workflows import library


@view_config(context=Node, name="past", permission=Permission.HISTORY, request_method="GET", renderer="mobee_pyr.views:templates/past.pt")
def as_it_was(node: Node, request: Request) -> dict[str, Any]:
    """Its answers, rebuilt from the journal, under a banner that says so."""
    if node.type_name not in TEXTS:
        raise HTTPNotFound
    number, deed = deed_asked(request, node)
    now = read_open(node)
    then = past.as_of(node, now, number)
    state = library.workflow_of(node).workflow.states.get(past.state_at(node, number)) if node.type_name in library.WITH_WORKFLOW else None
    return {
        "page": Page(request, _("« ${title} », tel que c’était", mapping={"title": then.get("title") or phrases.named(request, node)})),
        "about": phrases.named(request, node),
        "managing": managing(request, node, "history"),
        "when": request.words.date(deed.when),
        "state": None if state is None else request.words.label(state.label),
        "entry": entry(request, node, deed),
        "lines": answered.lines(request, node, then),
        "changes": answered.changes(request, node, then, now),
        "back": next((href for href, _text in undoing.versions(request, node, number)[1:]), None),
        "now": request.node_url(node),
        "history": request.node_url(node, "history"),
    }
