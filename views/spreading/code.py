"""A mission's QR code: scanned, it opens the mission's page (L06)."""

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.views.spreading import drawn, links


@view_config(context=Mission, name="qr", permission=Permission.VIEW, request_method="GET")
def qr(mission: Mission, request: Request) -> Response:
    """For whoever may open the mission: a drawing, black on white, sharp at any size."""
    response = Response(drawn.code(links.address(request, mission, "qr")), content_type="image/svg+xml")
    kept = "attachment" if "download" in request.GET else "inline"
    response.headers["Content-Disposition"] = f'{kept}; filename="{mission.__name__}.svg"'
    return response
