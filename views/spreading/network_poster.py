"""A network's poster: one A4 page whose code opens its home page, for halls and shop windows (M65, L06)."""

from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.blueprint import part
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.spreading import drawn, painted


@view_config(context=Network, name="poster", permission=Permission.VIEW, request_method="GET")
def poster(network: Network, request: Request) -> Response:
    """For whoever may open the network; ``?language=`` is that of the wall, not of the reader."""
    chosen = request.GET.get("language", "fr")
    request.language = chosen if chosen in request.registry.mobee.languages else request.registry.mobee.languages[0]
    address = f"{request.elsewhere(network.host)}/" if network.host else request.full_url(network)
    made = drawn.poster(_said(request, network, address), address, network.logo, request.now)
    response = Response(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{network.__name__}-{request.language}.pdf"'
    return response


def _said(request: Request, network: Network, address: str) -> dict[str, Any]:
    surface, ink = painted.colours(network)
    urgent = bool(part(network, "calls"))
    return {
        "lang": request.language,
        "surface": surface,
        "ink": ink,
        "network": network.title,
        "kicker": request.translate(_("On a besoin de vous") if urgent else _("On cherche des bénévoles")),
        "title": phrases.in_short(network.title, length=150),
        "colon": request.translate(_(" :")),
        "organisation": "",
        "summary": phrases.in_short(network.summary, network.description, 230),
        "facts": [],
        "call": request.translate(_("Scannez pour venir aider") if urgent else _("Scannez pour voir les demandes")),
        "hint": request.translate(_("ou ouvrez cette adresse :")),
        "shown": address.partition("://")[2].rstrip("/").replace("/", "/\N{ZERO WIDTH SPACE}"),
        "alt": request.translate(_("Code QR qui mène à ce réseau")),
    }
