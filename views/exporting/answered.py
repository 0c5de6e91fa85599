"""The applications of a mission and the promises to a need as files, with the hours that were given."""

from collections.abc import Iterator, Sequence
from functools import partial

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.application import Application
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.person import name_of
from mobee_pyr.content.vocabulary import TIME_BASES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, means
from mobee_pyr.views.exporting import own
from mobee_pyr.views.exporting.sheet import Cell

HEADS = (_("Personne"), _("Avec"), _("Temps"), _("Reçue le"), _("État"), _("Heures"))


@view_config(context=Mission, permission=Permission.VIEW, request_method="GET", request_param="export")
def applications(mission: Mission, request: Request) -> Response:
    """Those that the reader may open, without their own: what the page lists."""
    title = f"{request.translate(_('Candidatures'))} {mission.title}"
    return own.answer(request, title, HEADS, partial(_found, request, mission), partial(_row, request))


def _found(request: Request, mission: Mission) -> Iterator[Application]:
    for one in means.answers(request, mission):
        if isinstance(one, Application) and (request.person is None or one.applicant != request.person.id):
            yield one


def _row(request: Request, one: Application) -> Sequence[Cell]:
    employer, state = request.site.node(one.employer), cards.state_of(request, one)
    return (
        name_of(request.site, one.applicant) or one.title,
        "" if employer is None else employer.title,
        request.translate(TIME_BASES.get(one.time_basis, one.time_basis)),
        one.created.astimezone(request.words.zone).date(),
        state[1] if state else "",
        one.hours,
    )
