"""What people read while the database server is away, in each language of the site; the proxy may ask another machine."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from mobee_pyr.content.words import _
from mobee_pyr.i18n.translator import translate
from mobee_pyr.postgres import is_away

log = logging.getLogger(__name__)

AGAIN = 10
"""Seconds after which it is worth another try."""

TITLE = _("Le site revient dans un instant")
TEXT = _("Rechargez cette page dans une minute. Si vous veniez d’envoyer quelque chose, vérifiez d’abord si cela y est.")

PAGE = """<!DOCTYPE html>
<html lang="{language}">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
{words}
</html>
"""
WORDS = '<section lang="{language}"><h1>{title}</h1><p>{text}</p></section>'


def away_tween(handler: Callable[[Request], Response], registry: Any) -> Callable[[Request], Response]:
    """No page of the site can be made then, the one that tells of errors neither: each begins with the tree."""

    def tween(request: Request) -> Response:
        try:
            return handler(request)
        except Exception as error:
            if not any(map(is_away, _behind(error))):
                raise
            log.exception("the database server is away")
            return _page(registry.mobee.languages)

    return tween


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    """An error, and those in the midst of which it came."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _page(languages: tuple[str, ...]) -> Response:
    told = [{"language": language, "title": translate(TITLE, language), "text": translate(TEXT, language)} for language in languages]
    page = PAGE.format(**told[0], words="\n".join(WORDS.format(**words) for words in told))
    return Response(page, status=503, content_type="text/html", charset="utf-8", headerlist=[("Retry-After", str(AGAIN))])


def includeme(config: Configurator) -> None:
    """Outside of everything that needs the tree."""
    config.add_tween("mobee_pyr.away.away_tween", over="mobee_pyr.database.writer_tween", under="mobee_pyr.security.headers_tween")
