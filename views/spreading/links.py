"""The addresses by which a mission is passed on: each says how it travels, none loads anything from elsewhere."""

from typing import NamedTuple
from urllib.parse import quote, urlencode

from pyramid.request import Request

from mobee_pyr.content.access import Permission
from mobee_pyr.content.arrivals import VIA
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access


class Elsewhere(NamedTuple):
    """A place where one tells others."""

    name: str
    href: str


def address(request: Request, mission: Mission, source: str) -> str:
    """The mission's address in full, saying by which way one comes (a key of `arrivals.SOURCES`)."""
    return f"{request.full_url(mission)}?{VIA}={source}"


def is_public(request: Request, mission: Mission) -> bool:
    """May everybody open it, signed in or not?"""
    return access.permits(access.reader(request.site, None, request.today), Permission.VIEW, mission)


def mail(request: Request, mission: Mission) -> str:
    """Opens the reader's own mail program."""
    subject = request.translate(_("Une mission pour toi ? ${title}"), title=mission.title)
    return f"mailto:?{urlencode({'subject': subject, 'body': address(request, mission, 'mail')}, quote_via=quote)}"


def elsewhere(request: Request, mission: Mission) -> list[Elsewhere]:
    """Plain links; Mastodon's asks which server one is on, in the browser."""

    def said(source: str) -> str:
        return quote(f"{mission.title} {address(request, mission, source)}", safe="")

    def bare(source: str) -> str:
        return quote(address(request, mission, source), safe="")

    return [
        Elsewhere("Mastodon", f"https://share.joinmastodon.org/#text={said('mastodon')}"),
        Elsewhere("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?url={bare('linkedin')}"),
        Elsewhere("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={bare('facebook')}"),
        Elsewhere("WhatsApp", f"https://wa.me/?text={said('whatsapp')}"),
    ]
