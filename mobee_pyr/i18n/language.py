"""The language of a request: asked for in the URL, else the person's own, else remembered, else the browser's, else the site's."""

from pyramid.request import Request

COOKIE = "language"
YEAR = 365 * 24 * 3600


def language_of(request: Request) -> str:
    """One of the languages on offer. A language asked for with ``?lang=`` is remembered."""
    offered = request.registry.mobee.languages
    asked = request.GET.get("lang")
    if asked in offered:
        secure = request.scheme == "https"
        request.add_response_callback(
            lambda request, response: response.set_cookie(COOKIE, asked, max_age=YEAR, httponly=True, samesite="Lax", secure=secure)
        )
        return str(asked)
    remembered = request.cookies.get(COOKIE)
    if remembered in offered:
        return str(remembered)
    if request.person is not None and request.person.language in offered:
        return str(request.person.language)
    return str(request.accept_language.lookup(list(offered), default=offered[0]))
