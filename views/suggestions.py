"""What somebody types, completed: words that find something open for them, places, skills. A script asks; forms do without.

Each answer is a list of options for the field that asked: the words of a network that the reader may not open never stand there.
"""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content import communes, departments, skills
from mobee_pyr.content.access import Permission
from mobee_pyr.content.communes import folded
from mobee_pyr.content.site import Site

LONGEST = 200
MOST = 8

Option = tuple[str, str | None]
"""What is written into the field, and what is said beside it."""


@view_config(context=Site, name="suggestions", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/parts/suggestions.pt")
def suggestions(site: Site, request: Request) -> dict[str, Any]:
    """For the field whose name stands in the address."""
    for name, offer in OFFERS.items():
        if name in request.GET:
            return {"options": offer(request, request.GET[name][:LONGEST])}
    return {"options": []}


def _words(request: Request, typed: str) -> list[Option]:
    return [(text, None) for text in request.completed(typed)]


def _places(request: Request, typed: str) -> list[Option]:
    """Départements by the beginning of their name, then communes, with their postcode."""
    said = folded(typed)
    if len(said) < 2:
        return []
    named = [(departments.label(code), None) for code, name in departments.DEPARTMENTS.items() if folded(name).startswith(said)]
    found = [(one.label, _beside(one, typed)) for one in communes.search(typed, MOST)]
    return [*named[:2], *found][:MOST]


def _beside(commune: communes.Commune, typed: str) -> str:
    """Its postcode; and its name without accents where browsers would not match what was typed otherwise."""
    said, codes = typed.strip().lower(), commune.postcodes
    postcode = next((code for code in codes if code.startswith(said)), codes[0] if codes else "")
    return postcode if said.isdigit() or said in commune.label.lower() else f"{folded(commune.name)} {postcode}"


def _skills(request: Request, typed: str) -> list[Option]:
    """The last of several, parted by commas."""
    before, _comma, last = typed.rpartition(",")
    start = f"{before.strip()}, " if before.strip() else ""
    return [(f"{start}{skill.name(request.language).lower()}", None) for skill in skills.suggested(last, request.language, MOST)]


OFFERS = {"words": _words, "place": _places, "skills": _skills}
