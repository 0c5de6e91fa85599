"""The security policy: asks `workflows.access` and adds nothing."""

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import Allowed, Denied

from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person
from mobee_pyr.workflows import access

HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self)",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class SecurityPolicy:
    """Who is asking comes from the session; what they may do from the tree."""

    def identity(self, request: Request) -> Person | None:
        """The person signed in."""
        person: Person | None = request.person
        return person

    def authenticated_userid(self, request: Request) -> str | None:
        """Their id."""
        return None if request.person is None else request.person.id

    def permits(self, request: Request, context: Any, permission: str) -> Allowed | Denied:
        """May they do this here? Whatever is no node is closed."""
        if isinstance(context, Node) and access.permits(request.reader, permission, context):
            return Allowed("%s on %r", permission, context)
        return Denied("%s on %r", permission, context)

    def remember(self, request: Request, userid: str, **kw: Any) -> list[tuple[str, str]]:
        """Nothing: the session cookie is set by the session."""
        return []

    def forget(self, request: Request, **kw: Any) -> list[tuple[str, str]]:
        """Nothing, likewise."""
        return []


def headers_tween(handler: Any, registry: Any) -> Any:
    """Send the security headers with every answer, errors too; what is not said to be for all is for its reader alone."""
    extra = {"Strict-Transport-Security": "max-age=31536000"} if registry.mobee.url.startswith("https:") else {}

    def tween(request: Request) -> Response:
        response = handler(request)
        for name, value in (HEADERS | extra).items():
            response.headers.setdefault(name, value)
        return response

    return tween


def includeme(config: Configurator) -> None:
    """Closed by default: a view without a permission of its own asks for one that nobody holds."""
    config.set_security_policy(SecurityPolicy())
    config.set_default_permission("nobody")
    config.add_tween("mobee_pyr.security.headers_tween")
