"""A mission's poster: one A4 page to print, in French or in English (L06)."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.spreading import drawn, links, painted

MOST_SKILLS = 5


@view_config(context=Mission, name="poster", permission=Permission.VIEW, request_method="GET")
def poster(mission: Mission, request: Request) -> Response:
    """For whoever may open the mission; ``?language=`` is that of the wall, not of the reader."""
    chosen = request.GET.get("language", "fr")
    request.language = chosen if chosen in request.registry.mobee.languages else request.registry.mobee.languages[0]
    network, address = network_of(mission), links.address(request, mission, "poster")
    logo = None if network is None else network.logo
    made = drawn.poster(_said(request, mission, network), address, logo, request.now)
    response = Response(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{mission.__name__}-{request.language}.pdf"'
    return response


def _said(request: Request, mission: Mission, network: Network | None) -> dict[str, Any]:
    organisation = organisation_of(mission)
    surface, ink = painted.colours(network)
    address = request.full_url(mission)
    return {
        "lang": request.language,
        "surface": surface,
        "ink": ink,
        "network": "" if network is None else network.title,
        "kicker": request.translate(_("On cherche des bénévoles")),
        "title": phrases.in_short(mission.title, length=150),
        "colon": request.translate(_(" :")),
        "organisation": phrases.in_short("" if organisation is None else organisation.title, length=90),
        "summary": phrases.in_short(mission.summary, mission.description, 230),
        "facts": _facts(request, mission),
        "call": request.translate(_("Scannez pour candidater")),
        "hint": request.translate(_("ou ouvrez cette adresse :")),
        "shown": address.partition("://")[2].replace("/", "/\N{ZERO WIDTH SPACE}"),
        "alt": request.translate(_("Code QR qui mène à cette mission")),
    }


def _facts(request: Request, mission: Mission) -> list[tuple[str, str]]:
    """Where, when, how much, what one needs; what nobody said is left out."""
    told = (
        (_("Où"), phrases.where(request, mission)),
        (_("Quand"), phrases.when(request, mission) or phrases.in_short(mission.schedule, length=90)),
        (_("Durée"), phrases.effort(request, mission) or phrases.form(request, mission)),
        (_("Moments"), phrases.moments(request, mission)),
        (_("Places"), phrases.places(request, mission)),
        (_("Ce qu’il faut savoir faire"), phrases.in_short(", ".join(mission.skills[:MOST_SKILLS]), length=150)),
        (_("Bienvenue à"), phrases.in_short(phrases.audiences(request, mission), length=110)),
    )
    return [(f"{request.translate(name)}", value) for name, value in told if value]
