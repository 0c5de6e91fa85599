"""One subject of one's profile, on a page of its own: a form, kept at once, back to the list."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.profile import SCREENS
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import profiles


@view_defaults(context=Site, permission=Permission.ACCOUNT, renderer="mobee_pyr.views:templates/profile_part.pt")
class ProfilePart:
    """For oneself only; which subject is asked stands in the address."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request, self.person = site, request, request.person
        self.name = request.view_name
        self.screen = SCREENS[self.name]

    @view_config(name="profile-wishes", request_method="GET")
    @view_config(name="profile-availability", request_method="GET")
    @view_config(name="profile-place", request_method="GET")
    @view_config(name="profile-experience", request_method="GET")
    @view_config(name="profile-situation", request_method="GET")
    @view_config(name="profile-shown", request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The questions, with what was said."""
        return self._page(self._form(self.screen.read(self.person.profile)).render())

    @view_config(name="profile-wishes", request_method="POST")
    @view_config(name="profile-availability", request_method="POST")
    @view_config(name="profile-place", request_method="POST")
    @view_config(name="profile-experience", request_method="POST")
    @view_config(name="profile-situation", request_method="POST")
    @view_config(name="profile-shown", request_method="POST")
    def keep(self) -> dict[str, Any] | Response:
        """Keep the answers; nothing is sent to anybody."""
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        profiles.change(self.request.act, self.name.removeprefix("profile-"), **self.screen.write(self.person.profile, said))
        self.request.session.flash(("success", self.request.translate(_("C’est noté."))))
        return HTTPSeeOther(self.request.node_url(self.site, "profile"))

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        back = deform.Button("back", _("Ne rien changer"), type="link", value=self.request.node_url(self.site, "profile"))
        here = self.request.node_url(self.site, self.name)
        return make_form(self.screen.questions(self.request), self.request, [("save", _("Enregistrer")), back], said, action=here)

    def _page(self, form: Any) -> dict[str, Any]:
        return {
            "page": Page(self.request, self.screen.title),
            "intro": self.request.translate(self.screen.intro),
            "form": form,
            "suggests": self.name == "profile-place",
            "seen": self.request.node_url(self.site, "profile-seen") if self.name == "profile-shown" else None,
        }
