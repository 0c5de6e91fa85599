"""Who is signed in: a signed cookie that names a person and their epoch; a new epoch ends every sign-in."""

from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.session import JSONSerializer, SignedCookieSessionFactory

from mobee_pyr.content import accounts
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.settings import Settings

COOKIE = "mobee"
LASTS = 30 * 24 * 3600
"""Seconds of inactivity after which one signs in again."""

MOST = 4
"""Messages that wait for the next page."""

REISSUE = 24 * 3600
"""Seconds after which an active session's cookie is renewed: not at every request."""


def person_of(request: Request) -> Person | None:
    """The person signed in, if the cookie is of their present epoch and nobody blocked them."""
    if COOKIE not in request.cookies:
        return None
    signed_in = request.session.get("person")
    person = by_id(request.site, signed_in) if isinstance(signed_in, str) else None
    if person is None or person.blocked or request.session.get("epoch") != person.epoch:
        return None
    return person


def sign_in(request: Request, person: Person) -> None:
    """Start a session of one's own: what was in the visitor's is dropped."""
    request.session.invalidate()
    request.session["person"] = person.id
    request.session["epoch"] = person.epoch
    accounts.signed_in(person, request.today)
    request.session.new_csrf_token()


def sign_out(request: Request) -> None:
    """End this session."""
    request.session.invalidate()


def configure(config: Configurator, settings: Settings) -> None:
    """Sessions in a signed cookie that scripts cannot read and other sites cannot send."""
    signed: Any = SignedCookieSessionFactory(
        settings.secret,
        serializer=JSONSerializer(),
        cookie_name=COOKIE,
        timeout=LASTS,
        max_age=LASTS,
        reissue_time=REISSUE,
        httponly=True,
        secure=settings.url.startswith("https:"),
        samesite="Lax",
    )

    class Session(signed):  # type: ignore[misc]
        """Of messages that no page has shown yet only the latest are kept: a cookie holds 4 kB, and more is an error."""

        def flash(self, msg: Any, queue: str = "", allow_duplicate: bool = True) -> None:
            super().flash(msg, queue, allow_duplicate)
            del self.peek_flash(queue)[:-MOST]

    config.set_session_factory(Session)
    config.set_default_csrf_options(require_csrf=True, check_origin=True)
