"""« D'où viennent les visites »: for those who run a mission, how many came each way (L06)."""

from datetime import timedelta
from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.arrivals import SOURCES, by_source
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.words import _
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page

LATELY = timedelta(days=30)


class Way(NamedTuple):
    """One line of the table; ``width`` is that of its bar, in hundredths of the longest."""

    name: str
    number: str
    lately: str
    width: int


@view_config(
    context=Mission,
    name="arrivals",
    permission=Permission.HISTORY,
    request_method="GET",
    renderer="mobee_pyr.views:templates/arrivals.pt",
)
def arrivals(mission: Mission, request: Request) -> dict[str, Any]:
    """Numbers alone: nobody could say more, since nothing more is kept."""
    ever, lately = by_source(mission), by_source(mission, request.today - LATELY + timedelta(days=1))
    longest = max(ever.values(), default=1)
    number = request.words.number
    return {
        "page": Page(request, _("D’où viennent les visites")),
        "mission": mission.title,
        "href": request.node_url(mission),
        "managing": managing(request, mission),
        "total": request.words.plural(_("${count} visite"), _("${count} visites"), sum(ever.values())),
        "ways": [
            Way(
                request.translate(SOURCES.get(name, name)), number(count), number(lately.get(name, 0)), max(1, round(100 * count / longest))
            )
            for name, count in ever.items()
        ],
    }
