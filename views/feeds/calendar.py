"""Calendars to subscribe to: the dated missions of a network, of an organisation, of the bourse; and one's own (L15)."""

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.application import TAKEN, Application
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Person
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.feeds import asked, ics
from mobee_pyr.views.feeds.answering import answer
from mobee_pyr.workflows import access, feeds

TYPE = "text/calendar"

MINE = ("my-space",)
"""What follows the key in the address of one's own missions: no network can have that name."""


@view_config(context=Site, name="calendar", permission=Permission.VIEW, request_method="GET")
def of_site(site: Site, request: Request) -> Response:
    """Everybody's; ``/calendar/<key>`` is one person's view, ``/calendar/<key>/my-space`` the missions to which they go."""
    if request.subpath[1:] == MINE:
        return _mine(request)
    return _calendar(request, asked.personal(request) if request.subpath else asked.public(request, site))


@view_config(context=Network, name="calendar", permission=Permission.VIEW, request_method="GET")
@view_config(context=Organisation, name="calendar", permission=Permission.VIEW, request_method="GET")
def of_node(node: Node, request: Request) -> Response:
    """What everybody may open of it."""
    return _calendar(request, asked.public(request, node))


@view_config(context=Application, name="calendar", permission=Permission.VIEW, request_method="GET")
def of_application(application: Application, request: Request) -> Response:
    """The days of the mission that took somebody, for the calendar on their telephone: known there as in the one they subscribe to."""
    mission = application.__parent__
    if application.state not in TAKEN or not isinstance(mission, Mission) or mission.starts is None:
        raise HTTPNotFound
    return answer(request, ics.calendar(request, mission.title, [mission]), TYPE)


def _calendar(request: Request, node: Node) -> Response:
    found = asked.open_requests(request, node, types=("mission",), size=100)
    title = request.translate(_("La bourse")) if isinstance(node, Site) else node.title
    missions = [one for one in found if isinstance(one, Mission)]
    return answer(request, ics.calendar(request, f"{title} – mobee", missions), TYPE)


def _mine(request: Request) -> Response:
    """The missions that took the key's person, as long as they may open them."""
    person = feeds.reader_of(request.site, request.subpath[0])
    if person is None:
        raise HTTPNotFound
    title = request.translate(_("Mes missions"))
    return answer(request, ics.calendar(request, f"{title} – mobee", _accepted(request, person)), TYPE)


def _accepted(request: Request, person: Person) -> list[Mission]:
    taken = [one.__parent__ for one in request.site.answers_of(person, Application) if one.state in TAKEN]
    reader = access.reader(request.site, person, request.today)
    return access.visible(reader, [mission for mission in taken if isinstance(mission, Mission)])
