"""One's skills: typed in one's own words and recognised, or chosen in the list; each with how well, and from where (P07, M71)."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import skills
from mobee_pyr.content.access import Permission
from mobee_pyr.content.communes import folded
from mobee_pyr.content.profile import LEVELS, MOST_SKILLS, ORIGINS, Held
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views import profiles as words
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import profiles

LONGEST = 400


class Line(NamedTuple):
    """A skill that somebody has, as the form shows it."""

    id: str
    name: str
    level: int
    origin: str


@view_defaults(context=Site, name="profile-skills", permission=Permission.ACCOUNT, renderer="mobee_pyr.views:templates/profile_skills.pt")
class ProfileSkills:
    """For oneself only; what is kept are ids of the framework."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request, self.person = site, request, request.person
        self.known = words.known_skills(request)

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """What is held, and the ways to add to it."""
        return self._page(self.person.profile.skills)

    @view_config(request_method="POST")
    def keep(self) -> dict[str, Any] | Response:
        """Keep what stays, add what was typed or ticked. A word that is not recognised is asked again, nothing is lost."""
        typed = self.request.POST.get("skills", "")[:LONGEST]
        held, unknown = self._read(), list(self._unknown(typed))
        named = skills.recognised(filter(None, typed.split(",")), self.known)
        chosen = (*named, *(one for one in self.request.POST.getall("skill") if one in self.known))
        added = [one for one in dict.fromkeys(chosen) if one not in {each.skill for each in held}]
        if unknown:
            self.request.response.status_int = 422
            return self._page(held, typed=typed, ticked=frozenset(chosen), faults=[self._not_found(text) for text in unknown])
        if len(held) + len(added) > MOST_SKILLS:
            self.request.response.status_int = 422
            most = self.request.translate(_("${count} compétences au plus : gardez celles qui comptent."), count=MOST_SKILLS)
            return self._page(held, typed=typed, ticked=frozenset(chosen), faults=[most])
        profiles.change(self.request.act, "skills", skills=(*map(Held, added), *held))
        if added:
            text = _("Ajouté. Dites maintenant à quel niveau, et d’où cela vous vient.")
            self.request.session.flash(("success", self.request.translate(text)))
            return HTTPSeeOther(self.request.node_url(self.site, "profile-skills"))
        self.request.session.flash(("success", self.request.translate(_("C’est noté."))))
        return HTTPSeeOther(self.request.node_url(self.site, "profile"))

    def _read(self) -> tuple[Held, ...]:
        """What was held, as the form now says it, without what is taken away."""
        gone = set(self.request.POST.getall("remove"))
        return tuple(self._said(one) for one in self.person.profile.skills if one.skill not in gone)

    def _said(self, one: Held) -> Held:
        level, origin = self.request.POST.get(f"level-{one.skill}", ""), self.request.POST.get(f"origin-{one.skill}", "")
        return Held(
            one.skill,
            int(level) if level.isdecimal() and int(level) in LEVELS else one.level,
            origin if origin in ORIGINS else one.origin,
        )

    def _unknown(self, typed: str) -> Iterator[str]:
        """What was typed between two commas and names no skill."""
        for text in filter(None, map(str.strip, typed.split(","))):
            if not skills.recognised([text], self.known):
                yield text

    def _not_found(self, text: str) -> str:
        near = self._near(text)
        unknown = _("« ${said} » n’est pas dans la liste. Essayez un autre mot, ou racontez-le dans votre parcours.")
        if not near:
            return str(self.request.translate(unknown, said=text[:60]))
        return str(self.request.translate(_("« ${said} » : vouliez-vous dire ${names} ?"), said=text[:60], names=", ".join(near)))

    def _near(self, text: str) -> list[str]:
        """Names that begin likewise, else those that are spelled nearly so."""
        found = [one.name(self.request.language) for one in skills.suggested(text, self.request.language, 3, self.known)]
        if found:
            return found
        names = {folded(said): self._name(one.id) for one in self.known.values() for said in (self._name(one.id), *one.words)}
        return list(dict.fromkeys(names[close] for close in get_close_matches(folded(text), names, 3, 0.75)))

    def _name(self, skill: str) -> str:
        return self.known[skill].name(self.request.language)

    def _page(
        self, held: tuple[Held, ...], typed: str = "", ticked: frozenset[str] = frozenset(), faults: list[str] | None = None
    ) -> dict[str, Any]:
        mine = {each.skill for each in held}
        return {
            "page": Page(self.request, _("Vos compétences")),
            "held": [Line(one.skill, self._name(one.skill), one.level, one.origin) for one in held if one.skill in self.known],
            "families": [(title, lines) for title, lines in self._families(mine) if lines],
            "levels": [(key, self.request.translate(label)) for key, label in LEVELS.items()],
            "origins": [(key, self.request.translate(label)) for key, label in ORIGINS.items()],
            "typed": typed,
            "ticked": ticked,
            "faults": faults or [],
        }

    def _families(self, mine: set[str]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """What can still be chosen, family after family; what networks add without one comes last."""
        by_family: dict[str, list[tuple[str, str]]] = {}
        for one in self.known.values():
            if one.id not in mine:
                by_family.setdefault(one.family, []).append((one.id, one.name(self.request.language)))
        for name, lines in by_family.items():
            title = skills.family(name, self.request.language) if name else self.request.translate(_("Propres à vos réseaux"))
            yield title, lines
