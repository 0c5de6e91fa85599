"""One's profile: what others read, where one belongs, and how one signs in."""

from collections.abc import Iterator
from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import wishes
from mobee_pyr.content.access import Permission
from mobee_pyr.content.joining import Joining
from mobee_pyr.content.legal_entity import LegalEntity
from mobee_pyr.content.site import Site
from mobee_pyr.content.tree import is_deleted
from mobee_pyr.content.vocabulary import STATUSES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, phrases, profiles, rows
from mobee_pyr.views.forms.account import ProfileSchema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page

FIELDS = ("languages", "language")

FOUND = _("Des associations de vos réseaux peuvent vous trouver.")
UNFOUND = _("Personne ne vous trouve : vous choisissez à qui répondre.")
COUNTED = _("Vos organisations vous comptent, sans votre nom.")

SUBJECTS = {
    "profile-skills": (_("Mes compétences"), ("skills",)),
    "profile-wishes": (_("Ce qui me tient à cœur"), ("wishes",)),
    "profile-availability": (_("Mes disponibilités"), ("availability",)),
    "profile-place": (_("Où je peux être bénévole"), ("place",)),
    "profile-experience": (_("Mon parcours"), ("experience",)),
    "profile-situation": (_("Ma situation"), ("accommodations",)),
}
"""The pages on which one tells what one can do: name of the page → its line, and the parts of the profile that it asks about."""


@view_defaults(context=Site, name="profile", permission=Permission.ACCOUNT, renderer="mobee_pyr.views:templates/profile.pt")
class Profile:
    """For oneself only."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request, self.person = site, request, request.person

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any]:
        """The form, filled in."""
        said = {name: getattr(self.person, name) for name in FIELDS} | {"name": self.person.title}
        return self._page(self._form(said).render())

    @view_config(request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """Keep what changed, and write it down."""
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        new = {
            "title": said["name"].strip(),
            "language": said["language"],
            "languages": tuple(sorted(said["languages"])),
        }
        changes = {name: [getattr(self.person, name), value] for name, value in new.items() if getattr(self.person, name) != value}
        for name, value in new.items():
            if name in changes:
                setattr(self.person, name, value)
        if changes:
            self.person.record(self.person.id, "edited", when=self.request.now, **changes)
        self.request.session.flash(("success", self.request.translate(_("Votre profil est enregistré."))))
        return HTTPSeeOther("/profile")

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        return make_form(ProfileSchema(), self.request, [("save", _("Enregistrer"))], said, action="/profile")

    def _page(self, form: Any) -> dict[str, Any]:
        return {
            "page": Page(self.request, _("Mon profil")),
            "form": form,
            "subjects": list(self._subjects()),
            "shown": self._shown(),
            "alerts": self._alerts(),
            "said": self.person.profile.said,
            "mail": self.person.mail,
            "affiliations": [*self._asked(), *self._held()],
        }

    def _subjects(self) -> Iterator[rows.Row]:
        """What was said and what was not, each with the page that asks."""
        told = {part.name: part for part in profiles.parts(self.request, self.person.profile)}
        for page, (name, parts) in SUBJECTS.items():
            lines = [line for part in parts if part in told for line in (*told[part].lines, *told[part].links)]
            if page == "profile-situation":
                lines += [self._status(name) for name in self.person.profile.situation]
            if page == "profile-situation" and self.person.profile.minor:
                lines.append(self.request.translate(_("Moins de 18 ans")))
            if page == "profile-situation" and self.person.profile.schemes:
                lines.append(self.request.translate(_("Le Service Civique m’intéresse")))
            state = ("good", self.request.translate(_("C’est dit"))) if lines else ("draft", self.request.translate(_("Pas encore dit")))
            hint = phrases.in_short(" · ".join(lines), length=140)
            yield rows.Row(self.request.node_url(self.site, page), self.request.translate(name), hint, state)

    def _shown(self) -> rows.Row:
        profile, where = self.person.profile, self.request.node_url(self.site, "profile-shown")
        hints = [FOUND if profile.found else UNFOUND, *([COUNTED] if profile.counted else [])]
        return rows.Row(where, self.request.translate(_("Qui voit quoi")), " ".join(map(self.request.translate, hints)), None)

    def _alerts(self) -> rows.Row:
        rhythm = wishes.of(self.person, "matched")
        hint = _("Personne ne vous écrit : vous regardez vous-même.") if rhythm == "never" else wishes.WHEN[rhythm]
        where = self.request.node_url(self.site, "alerts")
        return rows.Row(where, self.request.translate(_("Être prévenu des missions pour moi")), self.request.translate(hint), None)

    def _asked(self) -> Iterator[dict[str, Any]]:
        """Requests to join that nobody has answered yet."""
        for node in self.site.answers_of(self.person, Joining):
            if node.state == "requested" and not is_deleted(node):
                organisation = self.site.node(node.employer)
                yield {
                    "name": "" if organisation is None else organisation.title,
                    "href": self.request.node_url(node),
                    "hint": self._status(node.status),
                    "state": cards.state_of(self.request, node),
                }

    def _held(self) -> Iterator[dict[str, Any]]:
        for held in sorted(self.person.affiliations, key=lambda one: one.holds(self.request.today), reverse=True):
            entity = self.site.node(held.entity)
            if isinstance(entity, LegalEntity):
                state = ("good", _("Confirmé")) if held.holds(self.request.today) else ("done", _("Terminé"))
                yield {
                    "name": entity.title,
                    "href": None,
                    "hint": ", ".join(filter(None, (self._status(held.status), phrases.span(self.request, held.since, held.until)))),
                    "state": (state[0], self.request.translate(state[1])),
                }

    def _status(self, status: str) -> str:
        return str(self.request.translate(STATUSES.get(status, status)))
