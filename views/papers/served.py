"""A file that somebody gave, as it is served: always to be kept, never shown within the site, and by nobody in between remembered."""

from urllib.parse import quote

from pyramid.response import Response

from mobee_pyr.content.attachment import Attachment


def served(kept: Attachment) -> Response:
    """The whole file under its own name, as what its content is."""
    answer = Response(kept.read(), content_type=kept.media_type, charset=None)
    plain = kept.name.encode("ascii", "replace").decode().replace("?", "-").replace('"', "-")
    answer.content_disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(kept.name)}"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
