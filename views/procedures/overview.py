"""How things are validated here: each procedure in words and drawn, and the way to change it (M43, M50)."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.blueprint import part
from mobee_pyr.content.network import Network
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.programme import Programme
from mobee_pyr.content.words import _
from mobee_pyr.views.managing import managing
from mobee_pyr.views.procedures.shown import frame, shown, url
from mobee_pyr.workflows import access
from mobee_pyr.workflows.procedures import choice, drafts
from mobee_pyr.workflows.procedures.drafts import Owner, Place
from mobee_pyr.workflows.procedures.quota import Lender

TEMPLATE = "mobee_pyr.views:templates/procedure.pt"


@view_config(context=Organisation, name="procedure", permission=Permission.EDIT, request_method="GET", renderer=TEMPLATE)
@view_config(context=Network, name="procedure", permission=Permission.EDIT, request_method="GET", renderer=TEMPLATE)
def show(owner: Owner, request: Request) -> dict[str, Any]:
    """All that an organisation set, or that a network asks of everybody."""
    title = _("Validation") if isinstance(owner, Organisation) else _("Étapes demandées par le réseau")
    found = [_place(request, place) for place in drafts.places(owner)]
    return {
        **frame(request, owner, title),
        "managing": managing(request, owner),
        "places": [one for one in found if one["steps"] or not one["spare"]],
        "spare": [one for one in found if one["spare"] and not one["steps"]],
        "quota": _quota(request, owner) if isinstance(owner, Organisation) and "brings" in owner.capacities else None,
        "closed": _closed(request, owner) if isinstance(owner, Network) else None,
    }


def _place(request: Request, place: Place) -> dict[str, Any]:
    now = shown(request, place, drafts.in_force(place))
    written = drafts.draft(place) is not None
    return {
        "title": now.title,
        "key": place.key,
        "steps": now.steps,
        "nothing": request.words.label(choice.ready(place.subject)["none"].help) if not place.imposed else "",
        "picture": now.picture,
        "draft": written,
        "spare": bool(place.imposed) and not written,
        "edit": url(request, place, "procedure-edit"),
        "running": url(request, place, "procedure-running"),
    }


def _quota(request: Request, owner: Organisation) -> dict[str, Any]:
    """How much working time the organisation lends, in general and under each programme that has a limit of its own."""
    lent = [node for node in owner.inside("programme") if isinstance(node, Programme) and node.quota is not None]
    under = [(request.node_url(node, "quota"), node.title, _limit(request, node)) for node in access.visible(request.reader, lent)]
    return {"text": _limit(request, owner), "href": request.node_url(owner, "quota"), "programmes": under}


def _limit(request: Request, lender: Lender) -> str:
    quota, words = lender.quota, request.words
    if quota is None:
        text = request.translate(_("Pas de limite : chacun peut candidater sur son temps de travail, sous réserve de validation."))
    else:
        text = words.plural(
            _("${count} demi-journée par personne et par an."), _("${count} demi-journées par personne et par an."), quota.half_days
        )
        if quota.carried:
            text += " " + words.plural(
                _("${count} au plus, non utilisée, passe à l’année suivante."),
                _("${count} au plus, non utilisées, passent à l’année suivante."),
                quota.carried,
            )
    return text


def _closed(request: Request, network: Network) -> dict[str, Any]:
    days = sorted(day for day in part(network, "closed_days") or () if day >= request.today)
    return {"days": [request.words.day(day) for day in days], "href": request.node_url(network, "closed-days")}
