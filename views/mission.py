"""A mission's page: everything that decides whether one applies, and one clear way to do it."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.words import _
from mobee_pyr.views import means, phrases


@view_config(context=Mission, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/mission.pt")
def show(mission: Mission, request: Request) -> dict[str, Any]:
    """For visitors, volunteers and those who run it."""
    found = means.about(request, mission, Permission.APPLY)
    found["facts"] += [
        ("hourglass-split", _("Durée"), phrases.effort(request, mission)),
        ("briefcase", _("Temps"), phrases.time_basis(request, mission)),
        ("people", _("Places"), phrases.places(request, mission)),
        ("cash-coin", _("Indemnité"), mission.allowance),
    ]
    return found | {"skills": mission.skills, "label": mission.label}
