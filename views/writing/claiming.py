"""Taking care of something that waits to be qualified, leaving it to the others, or going on in place of somebody (M70)."""

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.words import _
from mobee_pyr.workflows.reviewing import claims

TAKEN = _("Vous vous en occupez : le reste de l’équipe le voit.")
LEFT = _("C’est laissé aux autres.")


@view_config(context=Qualified, name="claim", permission=Permission.QUALIFY, request_method="POST")
def claim(node: Qualified, request: Request) -> Response:
    """``do`` is ``take``, ``over`` (from ``former``) or ``release``; whoever comes second reads who was first."""
    asked = request.POST.get("do", "")
    try:
        if asked == "release":
            claims.release(request.act, node)
        else:
            claims.take(request.act, node, request.POST.get("former", "") if asked == "over" else "")
        kind, text = "success", LEFT if asked == "release" else TAKEN
    except claims.ClaimRefused as refused:
        kind, text = "warning", refused.message
    request.session.flash((kind, request.translate(text)))
    return HTTPSeeOther(request.node_url(node, "qualify"))
