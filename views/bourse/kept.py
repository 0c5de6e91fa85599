"""A question of the bourse, kept: how it is written down, read again, opened, and said in words (M06, L17)."""

from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from pyramid.request import Request
from webob.multidict import MultiDict

from mobee_pyr.content.network import Network
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.bourse import asked as asking
from mobee_pyr.views.bourse import filters
from mobee_pyr.views.bourse.asked import Asked
from mobee_pyr.workflows import access

ASKED = (
    *("words", "place", "near", "within", "online", "network", "organisation"),
    *("after", "before", "state", "room", "sort"),
    *asking.FACETS,
    asking.OWN,
)
"""What an address of the bourse asks by; its page and its map are not kept."""

LONGEST = 2000
"""Characters of a question that is kept."""


class Reading(NamedTuple):
    """A kept question, read as if its address were opened by this reader now."""

    site: Site
    reader: access.Reader
    language: str
    words: Any
    translate: Any
    GET: MultiDict


def question_of(request: Request) -> str:
    """What this address asks for, as it is kept."""
    return urlencode([(name, value) for name, value in request.GET.items() if name in ASKED and value])[:LONGEST]


def in_words(request: Request, query: str) -> str:
    """« « vélo », Grenoble (38), à moins de 20 km », for its owner, who may have lost sight of some of it."""
    return phrases.sentence(", ".join(_texts(request, query))) or str(request.translate(_("Toutes les demandes ouvertes")))


def address(page: str, query: str) -> str:
    """A page with the question."""
    return f"{page}?{query}" if query else page


def read(request: Any) -> Asked:
    """What an address asks for, with the networks that its reader may open."""
    networks = [node for node in access.visible(request.reader, request.site.inside("network")) if isinstance(node, Network)]
    return asking.read(request, networks)


def _texts(request: Request, query: str) -> list[str]:
    said = MultiDict(parse_qsl(query, keep_blank_values=True))
    reading: Any = Reading(request.site, request.reader, request.language, request.words, request.translate, said)
    return filters.texts(reading, read(reading))
