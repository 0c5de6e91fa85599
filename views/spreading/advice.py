"""« Conseils »: for those who run a mission, what would bring more people, counted among those who agreed to be found (C10)."""

from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.spreading import advised
from mobee_pyr.workflows import access, splitting
from mobee_pyr.workflows.reach import Advice, reach


class Line(NamedTuple):
    """One piece of advice and where it is done."""

    text: str
    action: str
    href: str


@view_config(
    context=Mission, name="advice", permission=Permission.EDIT, request_method="GET", renderer="mobee_pyr.views:templates/advice.pt"
)
def advice(mission: Mission, request: Request) -> dict[str, Any]:
    """Worked out anew each time; nobody is named, and a few are not counted out."""
    is_open = bool(access.roles_in_state(mission, Permission.APPLY))
    found = reach(request.act, mission) if is_open else None
    shown = [one for one in found.advices if _may_follow(request, mission, one)] if found is not None else []
    received = sum(1 for _one in mission.inside("application"))
    may_recruit = access.permits(request.reader, Permission.RECRUIT, mission)
    return {
        "page": Page(request, _("Conseils pour trouver du monde")),
        "mission": mission.title,
        "href": request.node_url(mission),
        "managing": managing(request, mission),
        "is_open": is_open,
        "applied": request.words.plural(_("${count} candidature reçue"), _("${count} candidatures reçues"), received),
        "today": "" if found is None or not found.today else _people(request, found.today),
        "recruit": request.node_url(mission, "recruit") if may_recruit else None,
        "lines": [_line(request, mission, one) for one in shown],
    }


def _may_follow(request: Request, mission: Mission, one: Advice) -> bool:
    if one.name == "split":
        return splitting.offered(request.reader, mission)
    return one.name != "visibility" or access.permits(request.reader, Permission.PEOPLE, mission)


def _line(request: Request, mission: Mission, one: Advice) -> Line:
    said = advised.told(one)
    text = request.translate(said.text, people=_people(request, said.more), what=said.what)
    return Line(phrases.sentence(text), request.translate(said.action), f"{request.node_url(mission)}/{said.page}")


def _people(request: Request, count: int) -> str:
    text, mapping = advised.people(count)
    return str(request.translate(text, **mapping))
