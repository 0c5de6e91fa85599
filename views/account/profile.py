"""One's profile: what others read, where one belongs, and how one signs in."""

from collections.abc import Iterator
from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.joining import Joining
from mobee_pyr.content.legal_entity import LegalEntity
from mobee_pyr.content.site import Site
from mobee_pyr.content.tree import is_deleted
from mobee_pyr.content.vocabulary import STATUSES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, phrases
from mobee_pyr.views.forms.account import ProfileSchema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page

FIELDS = ("place", "languages", "language")


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
            "place": said["place"],
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
            "mail": self.person.mail,
            "affiliations": [*self._asked(), *self._held()],
        }

    def _asked(self) -> Iterator[dict[str, Any]]:
        """Requests to join that nobody has answered yet."""
        for oid in self.person.answers:
            node = self.site.node(oid)
            if isinstance(node, Joining) and node.state == "requested" and not is_deleted(node):
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
