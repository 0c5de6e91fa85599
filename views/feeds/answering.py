"""A feed as it travels: with a name for what it says, so that whoever has it already is told so in a word."""

from hashlib import sha256

from pyramid.request import Request
from pyramid.response import Response


def answer(request: Request, body: bytes, content_type: str) -> Response:
    """The same words have the same tag, whatever else changed on the site."""
    response = Response(body, content_type=content_type, charset="utf-8")
    response.etag = sha256(body).hexdigest()[:24]
    response.vary = "Cookie, Accept-Language"
    response.conditional_response = True
    return response
