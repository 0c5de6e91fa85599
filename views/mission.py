"""A mission's page: everything that decides whether one applies, and one clear way to do it (M03, M42, M44)."""

from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.application import Application
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.person import name_of
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, fits, means, mission_parts, phrases
from mobee_pyr.views.answers.ticking import ticking
from mobee_pyr.views.exporting import sheet
from mobee_pyr.views.means import Fact
from mobee_pyr.workflows import access, applying, matching


class Way(NamedTuple):
    """How one answers from here: a button if there is an address, and a sentence."""

    href: str | None
    text: str


@view_config(context=Mission, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/mission.pt", kept=True)
def show(mission: Mission, request: Request) -> dict[str, Any]:
    """For visitors, volunteers and those who run it."""
    found = means.about(request, mission, _facts(request, mission))
    mine = None if request.person is None else applying.application_of(request.act, mission)
    gathered = mission_parts.gathered(request, mission)
    runs = bool(found["buttons"] or gathered)
    received = [one for one in means.answers(request, mission) if isinstance(one, Application) and one is not mine]
    return found | {
        "whole": mission_parts.whole(request, mission),
        "gathered": gathered,
        "skills": mission.skills,
        "label": mission.label,
        "allowance": mission.allowance,
        "mine": None if mine is None else (request.node_url(mine), cards.state_of(request, mine)),
        "way": None if mine is not None or runs else _way(request, mission),
        "answers": [_row(request, one) for one in received],
        "export": sheet.export(request) if received else None,
        "ticking": ticking(request, mission, received),
        "thanks": mission.thanks,
        "why": None if mine is not None or runs else _why(request, mission),
        "href": request.node_url(mission),
        "kept": cards.kept(request, mission),
        "related": [cards.request_card(request, one) for one in request.related(mission)],
    }


def _why(request: Request, mission: Mission) -> tuple[bool, fits.Why] | None:
    """Does it fit the reader's profile, and why; or what stands against it. For the reader alone: a kept page is one person's."""
    if request.person is None or not request.person.profile.said:
        return None
    found = matching.match(matching.volunteer(request.person, request.today), mission, request.today)
    if found.fits:
        return True, fits.why(request, mission, found)
    text = fits.closed(request, found)
    return (False, fits.Why(text, "")) if text else None


def _facts(request: Request, mission: Mission) -> list[Fact]:
    return [
        Fact("hourglass-split", _("Durée"), phrases.effort(request, mission)),
        Fact("calendar", _("Forme"), phrases.form(request, mission)),
        Fact("clock", _("Horaires"), phrases.sentence(mission.schedule)),
        Fact("sun", _("Moments"), phrases.moments(request, mission)),
        Fact("briefcase", _("Temps"), phrases.time_basis(request, mission)),
        Fact("people", _("Places"), phrases.places(request, mission)),
        Fact("person-check", _("Public"), phrases.audiences(request, mission)),
        Fact("award", _("Dispositif"), mission.label),
        Fact("cash-coin", _("Indemnité"), phrases.sentence(mission.allowance)),
    ]


def _way(request: Request, mission: Mission) -> Way:
    """A visitor is invited; somebody signed in may apply, or reads why not."""
    if not access.roles_in_state(mission, Permission.APPLY):
        return Way(None, request.translate(_("Cette mission ne prend plus de candidatures.")))
    full = _("Toutes les places sont prises : votre candidature ira en liste d’attente.") if mission.places_left == 0 else None
    if request.person is None:
        text = full or _("Trois écrans suffisent. Sans compte, vous en créez un au passage.")
        return Way(request.node_url(mission, "apply"), request.translate(text))
    refusal = applying.refusal(request.act, mission)
    if refusal is not None:
        return Way(None, request.translate(refusal))
    text = full or _("Trois écrans suffisent, et vous pourrez retirer votre candidature.")
    return Way(request.node_url(mission, "apply"), request.translate(text))


def _row(request: Request, answer: Application) -> means.Row:
    employer = request.site.node(answer.employer)
    return means.row(request, answer, name_of(request.site, answer.applicant) or answer.title, "" if employer is None else employer.title)
