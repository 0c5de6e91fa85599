"""A need's page: what is asked for, how much is missing, and how to promise it."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.need import Need
from mobee_pyr.content.words import _
from mobee_pyr.views import means, phrases


@view_config(context=Need, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/need.pt")
def show(need: Need, request: Request) -> dict[str, Any]:
    """For visitors, référents who may promise, and those who run it."""
    found = means.about(request, need, Permission.PLEDGE)
    found["facts"] += [
        ("box", _("Quantité"), phrases.amount(request, need, need.quantity)),
        ("heart", _("Encore attendu"), phrases.missing(request, need)),
    ]
    return found
