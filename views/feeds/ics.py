"""Missions as days in a calendar (RFC 5545)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pyramid.request import Request

from mobee_pyr.content.arrivals import VIA
from mobee_pyr.content.mission import Mission
from mobee_pyr.views import phrases

if TYPE_CHECKING:
    from icalendar import Event


def identity(request: Request, mission: Mission) -> str:
    """What a calendar knows a mission by, in whatever file it comes: the same for life."""
    return f"mission-{mission.oid}@{urlsplit(request.registry.mobee.url).hostname}"


def calendar(request: Request, title: str, missions: Iterable[Mission]) -> bytes:
    """Whole days: a mission says its hours in words. Those without a first day are left out."""
    from icalendar import Calendar  # 4 MB, for whoever asks for a calendar

    made = Calendar()
    made.add("prodid", "-//mobee//mobee//FR")
    made.add("version", "2.0")
    made.add("x-wr-calname", title)
    for mission in missions:
        if mission.starts is not None:
            made.add_component(_event(request, mission))
    return bytes(made.to_ical())


def _event(request: Request, mission: Mission) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", identity(request, mission))
    event.add("dtstamp", mission.published or mission.created)
    event.add("dtstart", mission.starts)
    event.add("dtend", max(mission.ends or mission.starts, mission.starts) + timedelta(days=1))
    event.add("summary", mission.title)
    address = f"{request.full_url(mission)}?{VIA}=calendar"
    said = (phrases.sentence(mission.schedule), phrases.in_short(mission.summary, mission.description, 400), address)
    event.add("description", "\n\n".join(filter(None, said)))
    event.add("url", address)
    if place := phrases.where(request, mission, street=True):
        event.add("location", place)
    return event
