"""A CV in the form of JSON Resume: looked at first, then what is chosen of it is taken; and one's own profile as such a CV."""

from collections.abc import Iterator
from typing import Any

from babel import Locale
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import resume
from mobee_pyr.content.access import Permission
from mobee_pyr.content.application import Application
from mobee_pyr.content.communes import folded
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.resume import LARGEST, Engagement, Resume, ResumeRefused
from mobee_pyr.content.site import Site
from mobee_pyr.content.vocabulary import LANGUAGES
from mobee_pyr.content.words import _
from mobee_pyr.views import profiles as words
from mobee_pyr.views.forms.account import SPOKEN
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access, profiles

TAKEN = {
    "skills": _("Compétences"),
    "experience": _("Parcours"),
    "links": _("Liens"),
    "home": _("Commune"),
    "languages": _("Langues"),
}
"""What can be taken from a CV."""


@view_defaults(context=Site, name="resume", permission=Permission.ACCOUNT, renderer="mobee_pyr.views:templates/resume.pt")
class ResumePages:
    """For oneself only. The CV itself is never kept."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request, self.person = site, request, request.person
        self.known = words.known_skills(request)

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """A file, or its text."""
        return self._page()

    @view_config(request_method="POST")
    def look(self) -> dict[str, Any] | Response:
        """Show what would be taken; take it once it is confirmed."""
        given = self._given()
        try:
            found = resume.read(given, self.known, self._names())
        except ResumeRefused as refused:
            self.request.response.status_int = 422
            return self._page(self._shown(given), fault=self.request.translate(refused.message))
        offered = list(self._offered(found))
        if not offered:
            self.request.response.status_int = 422
            empty = _("Ce CV est lisible, mais nous n’y trouvons rien à reprendre : ni compétence, ni poste, ni langue.")
            return self._page(self._shown(given), fault=self.request.translate(empty))
        if "keep" not in self.request.POST:
            return self._page(self._shown(given), offered, list(found.unknown))
        self._take(found, set(self.request.POST.getall("take")))
        self.request.session.flash(("success", self.request.translate(_("C’est repris. Relisez chaque partie quand vous voulez."))))
        return HTTPSeeOther(self.request.node_url(self.site, "profile"))

    @view_config(name="resume-file", request_method="GET", renderer=None)
    def download(self) -> Response:
        """One's own profile and what one has done, to take elsewhere (L01)."""
        said = (self.person.title, self.person.profile, self.person.languages, self.known, self.request.language)
        text = resume.write(*said, self._done())
        response = Response(text, content_type="application/json", charset="utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="resume.json"'
        return response

    def _done(self) -> Iterator[Engagement]:
        """The missions that were carried through, the latest first, as far as one may still open them."""
        done = [one for one in self.site.answers_of(self.person, Application) if one.state == "completed"]
        for one in sorted(access.visible(self.request.reader, done), key=lambda one: one.modified, reverse=True):
            mission, organisation, hours = one.__parent__, organisation_of(one), one.hours
            counted = self.request.words.plural(_("${count} heure donnée"), _("${count} heures données"), hours) if hours else ""
            address = self.request.full_url(mission)
            yield Engagement(organisation.title, mission.title, address, mission.starts, mission.ends, counted)

    def _given(self) -> str | bytes:
        """The file if one was chosen, else what was pasted."""
        sent = self.request.POST.get("file")
        if hasattr(sent, "file"):
            data: bytes = sent.file.read(LARGEST + 1)
            return data
        return str(self.request.POST.get("text", ""))[: LARGEST + 1]

    def _shown(self, given: str | bytes) -> str:
        text = given.decode("utf-8", "replace") if isinstance(given, bytes) else given
        return "" if len(text) > LARGEST else text.removeprefix("\ufeff")

    def _names(self) -> dict[str, str]:
        """The languages on offer, by their names in each language of the site and in their own."""
        found = {}
        for code in SPOKEN:
            for reader in (*LANGUAGES, code):
                found[folded(Locale.parse(reader).languages.get(code, code))] = code
        return {name: code for name, code in found.items() if name}

    def _offered(self, found: Resume) -> Any:
        spoken = Locale.parse(self.request.language).languages
        lines = {
            "skills": [words.held(self.request, one, self.known) for one in found.skills],
            "experience": found.experience.splitlines(),
            "links": list(found.links),
            "home": [found.home.city] if found.home.city else [],
            "languages": [spoken.get(code, code) for code in found.languages],
        }
        return ((name, self.request.translate(title), lines[name]) for name, title in TAKEN.items() if lines[name])

    def _take(self, found: Resume, wanted: set[str]) -> None:
        """What is taken comes beside what was said of skills, languages and links, and in the place of the rest."""
        profile = self.person.profile
        new: dict[str, Any] = {}
        if "skills" in wanted:
            had = {one.skill for one in profile.skills}
            new["skills"] = (*profile.skills, *(one for one in found.skills if one.skill not in had))[: profiles.MOST_SKILLS]
        if "experience" in wanted:
            new["experience"] = found.experience
        if "links" in wanted:
            new["links"] = tuple(dict.fromkeys((*profile.links, *found.links)))[: resume.MOST_LINKS]
        if "home" in wanted:
            new["home"] = found.home
        profiles.change(self.request.act, "resume", **new)
        if "languages" in wanted:
            self.person.languages = tuple(sorted({*self.person.languages, *found.languages}))

    def _page(
        self, text: str = "", offered: list[Any] | None = None, unknown: list[str] | None = None, fault: str | None = None
    ) -> dict[str, Any]:
        title = _("Ce que nous avons lu dans votre CV") if offered else _("Reprendre mon CV")
        return {"page": Page(self.request, title), "text": text, "offered": offered or [], "unknown": unknown or [], "fault": fault}
