"""The links that account pages send and follow: where one goes on to, and how long a link is good."""

from typing import Any
from urllib.parse import urlencode

from pyramid.request import Request

LASTS = 48 * 3600
"""Seconds for which a link is good."""

AWAITED = 30 * 24 * 3600
"""Seconds for which the link is good by which somebody who is awaited says yes: many were told at once, and some are on holiday."""

HOME = "/my-space"

ARRIVING = "arriving"
"""What the session on a network's host keeps, so that only the browser that asked for a sign-in may arrive with it."""


def safe(address: str) -> str:
    """The address to go on to, if it is one of this site; the home page of one's space otherwise."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if inside else HOME


def going_on(path: str, target: str) -> str:
    """The address of a page that leads on to ``target``."""
    return path if target == HOME else f"{path}?{urlencode({'next': target})}"


def read(request: Request, purpose: str, token: str, lasts: int = LASTS) -> Any:
    """What a link says; ``None`` when it is too old, or was not made here for this."""
    try:
        return request.unsign(purpose, token, lasts)
    except LookupError:
        return None
