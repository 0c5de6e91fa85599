"""What a letter may say about a node: plain texts, in the reader's language, under the names that templates use."""

from decimal import Decimal
from typing import Any

from babel.units import format_unit

from mobee_pyr.content.answer import Answer
from mobee_pyr.content.application import Application
from mobee_pyr.content.joining import Joining
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.person import name_of
from mobee_pyr.content.pledge import Pledge
from mobee_pyr.content.request import Request
from mobee_pyr.content.site import site_of
from mobee_pyr.content.vocabulary import STATUSES, TIME_BASES
from mobee_pyr.content.volunteer import Volunteer
from mobee_pyr.content.words import _
from mobee_pyr.i18n.words import Words

NONE: dict[str, Any] = {
    **dict.fromkeys(("title", "kind", "organisation", "network", "applicant", "employer", "message", "quantity", "status"), ""),
    **dict.fromkeys(("dates", "place", "basis", "thanks", "hours", "valid_until"), ""),
    "track": False,
    "validating": False,
}
"""The facts that every template can count on; empty where they mean nothing."""


def facts(node: Node, words: Words) -> dict[str, Any]:
    """``title`` is the request's for an answer to it, the node's own otherwise."""
    site, network, organisation = site_of(node), network_of(node), organisation_of(node)
    asked = node.__parent__ if isinstance(node, Answer) and isinstance(node.__parent__, Request) else node
    found = NONE | {
        "title": asked.title,
        "kind": asked.type_name,
        "network": "" if network is None else network.title,
        "organisation": "" if organisation is None else organisation.title,
    }
    if isinstance(asked, Request):
        found |= _request(asked, words)
    if isinstance(node, Volunteer):
        found |= {"valid_until": "" if node.valid_until is None else words.day(node.valid_until)}
    if isinstance(node, Answer):
        employer = site.node(node.employer)
        found |= {"applicant": name_of(site, node.applicant), "employer": "" if employer is None else employer.title}
        found |= {"track": bool(node.track), "validating": bool(node.current_steps)}
        found |= _answer(node, words)
    return found


def _request(request: Request, words: Words) -> dict[str, Any]:
    online = isinstance(request, Mission) and request.mode == "online"
    return {"dates": _dates(request, words), "place": "" if online else request.place.city}


def _dates(request: Request, words: Words) -> str:
    """« du 3 mars au 5 avril 2027 », « à partir du… », « jusqu’au… »; empty when no date is set."""
    first, last = request.starts, request.ends
    if first and last and first != last:
        begins, ends = words.span(first, last)
        return words.text(_("du ${first} au ${last}"), first=begins, last=ends)
    if first and last:
        return words.day(first)
    if first:
        return words.text(_("à partir du ${first}"), first=words.day(first))
    return words.text(_("jusqu’au ${last}"), last=words.day(last)) if last else ""


def _answer(answer: Answer, words: Words) -> dict[str, Any]:
    if isinstance(answer, Application):
        given = _spent(answer.hours, words)
        basis = words.text(TIME_BASES[answer.time_basis]) if answer.employer is not None and answer.time_basis in TIME_BASES else ""
        thanks = answer.thanks or getattr(answer.__parent__, "thanks", "")
        return {"message": answer.motivation, "basis": basis, "hours": given, "thanks": thanks}
    if isinstance(answer, Pledge):
        return {"message": answer.message, "quantity": _counted(answer.quantity, answer.__parent__, words)}
    if isinstance(answer, Joining):
        return {"message": answer.message, "status": words.text(STATUSES.get(answer.status, ""))}
    return {}


def _counted(quantity: Decimal, need: Node | None, words: Words) -> str:
    """« 100 affiches »: the unit is written as it is counted."""
    return f"{words.number(quantity)} {need.unit if isinstance(need, Need) else ''}".strip()


def _spent(hours: float | None, words: Words) -> str:
    """« 7,5 heures »."""
    return str(format_unit(hours, "hour", locale=words.language)) if hours else ""
