"""What people read when something cannot be shown or done: in words, with a way on, and nothing leaked."""

import logging
import secrets
from typing import Any
from urllib.parse import quote, urlencode

from pyramid.httpexceptions import HTTPBadRequest, HTTPException, HTTPForbidden, HTTPMovedPermanently, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import exception_view_config, forbidden_view_config, notfound_view_config

from mobee_pyr.content import addresses
from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access
from mobee_pyr.workflows.engine import TransitionRefused
from mobee_pyr.workflows.looking import OnlyLooking

log = logging.getLogger(__name__)

TEMPLATE = "mobee_pyr.views:templates/error.pt"


@notfound_view_config(renderer=TEMPLATE, append_slash=False)
def not_found(context: Any, request: Request) -> dict[str, Any] | Response:
    """The same page, to the letter, whether something is hidden there or nothing is. A former address leads on, for whoever may follow."""
    return _moved_on(request) or _nothing_here(request)


def _moved_on(request: Request) -> Response | None:
    """Where what had this address is now."""
    if request.method not in ("GET", "HEAD") or not isinstance(getattr(request, "root", None), Site):
        return None
    found = addresses.followed(request.site, list(filter(None, request.path_info.split("/"))))
    if found is None or not access.permits(request.reader, Permission.VIEW, found[0]):
        return None
    query = f"?{request.query_string}" if request.query_string else ""
    return HTTPMovedPermanently(request.node_url(found[0], *map(quote, found[1])) + query)


@forbidden_view_config(renderer=TEMPLATE)
def forbidden(context: Any, request: Request) -> dict[str, Any] | Response:
    """Hidden things are not there; for the rest one signs in, or reads that this is not for one's role."""
    node = getattr(request, "context", None)
    if not isinstance(node, Node) or not access.permits(request.reader, Permission.VIEW, node):
        return _nothing_here(request)
    if request.person is None:
        return HTTPSeeOther(f"/sign-in?{urlencode({'next': request.path_qs})}")
    request.response.status_int = HTTPForbidden.code
    return _message(
        request,
        _("Cette page n’est pas ouverte à votre rôle"),
        _("Si vous pensez qu’elle devrait l’être, parlez-en au référent de votre organisation ou à l’équipe du réseau."),
    )


@exception_view_config(TransitionRefused, renderer=TEMPLATE)
def refused(context: TransitionRefused, request: Request) -> dict[str, Any]:
    """A rule holds the deed back: say which, and lead back to the page as it now is."""
    request.response.status_int = 409
    return _message(request, _("Cela n’a pas pu être fait"), context.message, back=request.context)


@exception_view_config(OnlyLooking, renderer=TEMPLATE)
def only_looking(context: OnlyLooking, request: Request) -> dict[str, Any]:
    """Whoever looks with other eyes does nothing with them."""
    request.response.status_int = HTTPForbidden.code
    text = _("Vous regardez comme quelqu’un d’autre : rien ne peut être fait à sa place, et rien ne l’a été. Revenez d’abord à vous.")
    return _message(request, _("Vous ne faites que regarder"), text, back=request.context)


@exception_view_config(UnicodeDecodeError, renderer=TEMPLATE)
@exception_view_config(HTTPBadRequest, renderer=TEMPLATE)
def bad_request(context: HTTPBadRequest | UnicodeDecodeError, request: Request) -> dict[str, Any]:
    """An expired form, mostly; or one whose bytes are no text."""
    request.response.status_int = 400
    return _message(
        request,
        _("Ce formulaire a expiré"),
        _("Revenez à la page précédente, rechargez-la, puis recommencez : rien n’a été enregistré."),
    )


@exception_view_config(Exception, renderer=TEMPLATE)
def unexpected(context: Exception, request: Request) -> dict[str, Any] | HTTPException:
    """A fault of ours: a reference number for the reader, the whole story in the log."""
    if isinstance(context, HTTPException):
        return context
    if getattr(context, "seconds", None) is not None:
        request.response.status_int = 429
        request.response.headers["Retry-After"] = str(context.seconds)
        return _message(request, _("Trop d’essais"), _("Attendez quelques minutes, puis recommencez."))
    reference = secrets.token_hex(4)
    log.error("error %s at %s %s", reference, request.method, request.path, exc_info=context)
    request.response.status_int = 500
    return _message(
        request,
        _("Une erreur s’est produite"),
        _("Rien n’a été modifié. Si cela se reproduit, signalez-le avec la référence ${reference}.", mapping={"reference": reference}),
    )


def _nothing_here(request: Request) -> dict[str, Any]:
    request.response.status_int = 404
    request.context = request.site
    sign_in = None if request.person else f"/sign-in?{urlencode({'next': request.path_qs})}"
    text = _("L’adresse est peut-être incomplète, ou la page a été déplacée.")
    return {**_message(request, _("Cette page n’existe pas"), text), "sign_in": sign_in}


def _message(request: Request, title: str, text: str, back: Any = None) -> dict[str, Any]:
    return {
        "page": Page(request, title),
        "text": request.translate(text),
        "back": request.node_url(back) if isinstance(back, Node) else None,
        "sign_in": None,
    }
