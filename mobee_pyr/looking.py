"""*Voir comme*: a session that looks with other eyes, until it is told to stop or half an hour is over; it only reads."""

from datetime import UTC, datetime
from typing import Any

from pyramid.config import Configurator
from pyramid.events import ContextFound
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from mobee_pyr import sessions
from mobee_pyr.database import SAFE_METHODS
from mobee_pyr.workflows import access, looking
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.looking import Look, OnlyLooking

KEY = "look"
"""Where a session keeps what it looks as."""

WAY_OUT = "see-as-end"
"""The view that takes a form from somebody who only looks."""

SIGN_OUT = "/sign-out"
"""One leaves as oneself."""

OWN = frozenset(("messages", "document", "attachment", "evidence", "resume-file", "see-as"))
"""The views that nobody opens with somebody else's eyes: threads, papers, other eyes."""


def look_of(request: Request) -> Look | None:
    """What this session looks as; ``None``: it is oneself. Whoever lost the role that allowed it is oneself again."""
    elsewhere = sessions.COOKIE not in request.cookies or request.path_info == SIGN_OUT
    if elsewhere or request.person is None or KEY not in request.session:
        return None
    page, since, person, role, on = request.session[KEY]
    look = Look(page, datetime.fromtimestamp(since, UTC), person, role, on)
    if look.holds(request.now) and looking.allowed(own_reader(request), look, request.today):
        return look
    if request.method in SAFE_METHODS:
        del request.session[KEY]
    return None


def own_reader(request: Request) -> Reader:
    """What the person signed in may see, whatever they look as."""
    return access.reader(request.site, request.person, request.today)


def reader(request: Request) -> Reader:
    """What this request may see today: as the person signed in (or nobody), or with the eyes of a look."""
    look = request.look
    return own_reader(request) if look is None else looking.eyes(own_reader(request), look, request.today)


def look_as(request: Request, look: Look | None) -> None:
    """Begin a look, or end it (``None``)."""
    if look is None:
        request.session.pop(KEY, None)
    else:
        request.session[KEY] = (look.page, int(look.since.timestamp()), look.person, look.role, look.on)


def only_reading(event: Any) -> None:
    """Nothing is done, and nothing is kept by a browser, while somebody looks with other eyes. Raises `looking.OnlyLooking`."""
    request = event.request
    if request.look is None:
        return
    request.response.headers["Cache-Control"] = "no-store"
    if request.method not in SAFE_METHODS and request.view_name != WAY_OUT:
        raise OnlyLooking
    if request.view_name in OWN:
        raise HTTPNotFound


def includeme(config: Configurator) -> None:
    """Give requests their eyes."""
    config.add_request_method(look_of, "look", reify=True)
    config.add_request_method(reader, "reader", reify=True)
    config.add_request_method(look_as, "look_as")
    config.add_subscriber(only_reading, ContextFound)
