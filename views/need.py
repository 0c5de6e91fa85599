"""A need's page: what is asked for, how much is promised already, and how to promise the rest (M07, M56)."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.need import Need
from mobee_pyr.content.person import name_of
from mobee_pyr.content.pledge import Pledge
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, means, phrases
from mobee_pyr.views.answers.ticking import ticking
from mobee_pyr.workflows import access, pledging


@view_config(context=Need, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/need.pt", kept=True)
def show(need: Need, request: Request) -> dict[str, Any]:
    """For visitors, référents who may promise, and those who run it."""
    found = means.about(request, need, [])
    pledges = [one for one in means.answers(request, need) if isinstance(one, Pledge)]
    mine = [one for one in pledges if one.applicant == request.reader.person_id]
    received = [one for one in pledges if one not in mine]
    href, hint = (None, "") if found["buttons"] else _way(request, need)
    return found | {
        "asked": phrases.amount(request, need, need.quantity),
        "promised": request.words.number(min(need.pledged, need.quantity)),
        "missing": phrases.missing(request, need),
        "gauge": (float(min(need.pledged, need.quantity)), float(need.quantity)),
        "mine": [(request.node_url(one), phrases.amount(request, need, one.quantity), cards.state_of(request, one)) for one in mine],
        "pledge_href": href,
        "pledge_hint": hint,
        "answers": [_row(request, need, one) for one in received],
        "ticking": ticking(request, need, received),
    }


def _way(request: Request, need: Need) -> tuple[str | None, str]:
    """Where to promise, and what to know first; a visitor signs in on the way."""
    if not access.roles_in_state(need, Permission.PLEDGE):
        return None, request.translate(_("Ce besoin ne prend plus de promesses."))
    refusal = None if request.person is None else pledging.refusal(request.act, need)
    if refusal is not None:
        return None, request.translate(refusal)
    hint = _("Une promesse se fait par le référent d’une entreprise ou d’une organisation du réseau, en tout ou en partie.")
    return request.node_url(need, "pledge"), request.translate(hint)


def _row(request: Request, need: Need, pledge: Pledge) -> means.Row:
    giver = request.site.node(pledge.employer)
    who = name_of(request.site, pledge.applicant) if giver is None else giver.title
    return means.row(request, pledge, who, phrases.amount(request, need, pledge.quantity))
