"""What the pages of a mission and of a need say alike: facts, origin, remarks, and what the reader may do."""

from typing import Any

from pyramid.request import Request

from mobee_pyr.content.access import Permission
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.request import Request as MeansRequest
from mobee_pyr.content.vocabulary import DOMAINS
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, phrases
from mobee_pyr.views.buttons import buttons
from mobee_pyr.views.markdown import markdown
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access

LINKS = (
    ("edit", _("Modifier"), Permission.EDIT),
    ("qualify", _("Qualifier"), Permission.QUALIFY),
    ("history", _("Historique"), Permission.HISTORY),
)
"""The pages by which a request is run, for those who may open them."""


def about(request: Request, node: MeansRequest, action: Permission) -> dict[str, Any]:
    """The variables of ``parts/means.pt``; ``action`` is how one answers (apply, pledge)."""
    organisation = organisation_of(node)
    person = request.person
    answers = [child for child in access.visible(request.reader, node.inside()) if isinstance(child, Answer)]
    mine = next((answer for answer in answers if person is not None and answer.applicant == person.id), None)
    open_here = bool(access.roles_in_state(node, action))
    return {
        "page": Page(request, node.title, description=node.summary, canonical=request.registry.mobee.url + request.node_url(node)),
        "kind": phrases.kind(request, node),
        "organisation": "" if organisation is None else organisation.title,
        "organisation_href": "" if organisation is None else request.node_url(organisation),
        "summary": node.summary,
        "text": markdown(node.description),
        "state": cards.state_of(request, node),
        "facts": list(_facts(request, node)),
        "action_href": request.node_url(node, action.value) if open_here and mine is None else None,
        "mine": None if mine is None else (request.node_url(mine), cards.state_of(request, mine)),
        "answers": [_row(request, answer) for answer in answers if answer is not mine],
        "remarks": [remark.text for remark in node.remarks] if node.state == "to_complete" else [],
        "buttons": buttons(request, node),
        "links": [
            (request.node_url(node, name), request.translate(label))
            for name, label, permission in LINKS
            if access.permits(request.reader, permission, node)
        ],
        "origin": node.provenance,
    }


def _facts(request: Request, node: MeansRequest) -> Any:
    programme = request.site.node(node.programme)
    yield "geo-alt", _("Lieu"), phrases.where(request, node)
    yield "calendar-event", _("Dates"), phrases.when(request, node)
    yield "clock", _("Horaires"), getattr(node, "schedule", "")
    yield "tag", _("Domaine"), request.translate(DOMAINS.get(node.domain, node.domain))
    if programme is not None:
        yield "flag", _("Programme"), programme.title


def _row(request: Request, answer: Answer) -> dict[str, Any]:
    return {
        "href": request.node_url(answer),
        "title": answer.title,
        "when": request.words.ago(answer.created),
        "state": cards.state_of(request, answer),
    }
