"""« Mes recherches »: the page on which one finds one's saved searches again (M06, L17)."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content import saved, wishes
from mobee_pyr.content.access import Permission
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.bourse import kept
from mobee_pyr.views.page import Page


class Line(NamedTuple):
    """A saved search as its owner finds it; ``asks`` in words, ``rhythm`` a state."""

    href: str
    title: str
    asks: str
    edit: str
    rhythm: tuple[str, str]


@view_config(
    context=Site,
    name="searches",
    request_method="GET",
    permission=Permission.ACCOUNT,
    renderer="mobee_pyr.views:templates/searches.pt",
)
def searches(site: Site, request: Request) -> dict[str, Any]:
    """Those that one keeps, each with its question, its rhythm, and the way to open or change it."""
    return {
        "page": Page(request, _("Mes recherches")),
        "lines": list(_lines(request)),
        "empty_title": request.translate(_("Aucune recherche enregistrée")),
        "empty_text": request.translate(
            _("Cherchez dans la bourse, puis choisissez « Enregistrer cette recherche » : un courriel vous dira ce qui est nouveau.")
        ),
        "empty_href": request.urls["bourse"],
        "empty_action": request.translate(_("Chercher dans la bourse")),
    }


def _lines(request: Request) -> Iterator[Line]:
    for key, one in saved.searches(request.person):
        state = ("done" if one.rhythm == "never" else "open", request.translate(wishes.WHEN[one.rhythm]))
        edit = request.node_url(request.site, "saved-search", key=key)
        yield Line(kept.address(request.urls["bourse"], one.query), one.title, kept.in_words(request, one.query), edit, state)
