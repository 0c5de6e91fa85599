"""A mission that was split, and its parts, as its page shows them (``parts/mission_parts.pt``, P08)."""

from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content import mission_parts
from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, phrases
from mobee_pyr.views.rows import Row
from mobee_pyr.workflows import access


class Gathered(NamedTuple):
    """The parts that the reader may open, and what all of them make together: (what, how much)."""

    lines: list[Row]
    totals: list[tuple[str, str]]


def whole(request: Request, mission: Mission) -> tuple[str, str] | None:
    """Address and title of what it is a part of, for whoever may open that."""
    found = mission_parts.whole_of(mission)
    if found is None or not access.permits(request.reader, Permission.VIEW, found):
        return None
    return request.node_url(found), found.title


def gathered(request: Request, mission: Mission) -> Gathered | None:
    """For whoever follows the mission that was split; it is not public."""
    parts = mission_parts.parts_of(mission)
    if not parts or not access.permits(request.reader, Permission.HISTORY, mission):
        return None
    seen = [part for part in parts if access.permits(request.reader, Permission.VIEW, part)]
    return Gathered([_line(request, part) for part in seen], list(_totals(request, parts)))


def _line(request: Request, part: Mission) -> Row:
    facts = (phrases.places(request, part), phrases.effort(request, part), phrases.when(request, part))
    return Row(request.node_url(part), part.title, " · ".join(filter(None, facts)), cards.state_of(request, part))


def _totals(request: Request, parts: list[Mission]) -> list[tuple[str, str]]:
    found, number, translate = mission_parts.totals(parts), request.words.number, request.translate
    shown = [
        (translate(_("parties")), number(found.parts)),
        (translate(_("places")), translate(_("sans limite")) if found.places is None else number(found.places)),
        (translate(_("bénévoles acceptés")), number(found.taken)),
        (translate(_("jours en tout")), number(found.days)),
    ]
    return [*shown, (translate(_("heures données")), number(found.hours))] if found.hours else shown
