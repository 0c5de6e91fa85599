"""The people of the site, found by name or address, by pages."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.names import slug
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.administration.tabs import tabs
from mobee_pyr.views.page import Page
from mobee_pyr.views.paging import page_number, pages

SIZE = 50


@view_config(
    context=Site,
    name="administration",
    path_info=r"/administration/people/?$",
    permission=Permission.ADMINISTER,
    request_method="GET",
    renderer="mobee_pyr.views:templates/administration_people.pt",
)
def people(site: Site, request: Request) -> dict[str, Any]:
    """Without words, everybody, and only one page of them is read; who runs the site is said first."""
    words = request.GET.get("words", "").strip()[:200]
    found = sorted(_called(site, words), key=lambda person: slug(person.title)) if words else []
    total = len(found) if words else len(site.people.children or ())
    last = max(1, -(-total // SIZE))
    number = min(page_number(request), last)
    start = (number - 1) * SIZE
    shown = found[start : start + SIZE] if words else list(islice(_everybody(site), start, start + SIZE))
    return {
        "page": Page(request, _("Administration du site")),
        "tabs": tabs(request),
        "words": words,
        "here": request.path,
        "count": request.words.plural(_("${count} personne"), _("${count} personnes"), total),
        "people": [_row(request, person) for person in shown],
        "pages": pages(request, number, last),
        "administrators": [_administrator(request, each) for each in site.membership.holders(Role.ADMIN, site.oid, request.today)],
        "give": request.node_url(site, "people-new"),
    }


def _everybody(site: Site) -> Iterator[Person]:
    return (person for person in site.people.inside() if isinstance(person, Person))


def _called(site: Site, words: str) -> Iterator[Person]:
    """Accents and capitals do not count."""
    name, mail = slug(words), words.casefold()
    return (person for person in _everybody(site) if name in slug(person.title) or mail in person.mail.casefold())


def _row(request: Request, person: Person) -> dict[str, Any]:
    return {
        "href": request.node_url(person),
        "name": person.title,
        "mail": person.mail,
        "signed_in": request.words.day(person.signed_in_on),
        "state": ("bad", request.translate(_("Compte suspendu"))) if person.blocked else None,
    }


def _administrator(request: Request, person_id: str) -> tuple[str, str]:
    person = by_id(request.site, person_id)
    return ("", person_id) if person is None else (request.node_url(person), person.title)
