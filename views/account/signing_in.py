"""Signing in and out."""

import secrets
from typing import Any
from urllib.parse import urlencode

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import accounts
from mobee_pyr.content.access import Permission
from mobee_pyr.content.person import by_mail, same_mail
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.account.links import ARRIVING, going_on, safe
from mobee_pyr.views.account.sheets import SHEET, refused, sheet
from mobee_pyr.views.forms.account import SignInSchema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page

TITLE = _("Se connecter")


@view_defaults(context=Site, name="sign-in", permission=Permission.VIEW, renderer=SHEET)
class SigningIn:
    """The page where a session begins."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """The form; whoever is signed in already goes on."""
        target = safe(self.request.GET.get("next", ""))
        if self.request.person is not None:
            return HTTPSeeOther(target)
        return sheet(self.request, TITLE, self._form({"next": target}).render(), self._intro(target), self._links(target))

    @view_config(request_method="POST")
    def sign_in(self) -> dict[str, Any] | Response:
        """The same answer, in the same time, whether the address is unknown, the password wrong or the account blocked."""
        target = safe(self.request.POST.get("next", ""))
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            return refused(self.request, TITLE, failure, links=self._links(target))
        self.request.throttle("sign-in", same_mail(said["mail"]))
        person = by_mail(self.site, said["mail"])
        right = self.request.passwords.check(None if person is None else person.password, said["password"], self.site.demonstration)
        if person is None or not right or person.blocked:
            self.request.response.status_int = 422
            again = self._form({"mail": said["mail"], "next": target}).render()
            fault = _("Adresse ou mot de passe inexacts : vérifiez l’un et l’autre.")
            return sheet(self.request, TITLE, again, links=self._links(target), fault=fault)
        self.request.registry.throttle.forgive("sign-in", same_mail(said["mail"]))
        self.request.sign_in(person)
        return HTTPSeeOther(target)

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        return make_form(SignInSchema(), self.request, [("sign_in", TITLE)], said, action="/sign-in")

    def _intro(self, target: str) -> str | None:
        """Whoever was on their way somewhere reads that they will get there."""
        asked = _("Pour continuer, connectez-vous ou créez un compte : vous arriverez ensuite où vous alliez.")
        return asked if going_on("", target) else None

    def _links(self, target: str) -> list[tuple[str, str]]:
        forgotten, new = ("/forgotten", _("J’ai oublié mon mot de passe")), (going_on("/sign-up", target), _("Créer un compte"))
        return [*self._elsewhere(target), forgotten, new]

    def _elsewhere(self, target: str) -> list[tuple[str, str]]:
        """On the host of a network: the way to bring a sign-in along from the site's own (`elsewhere`)."""
        if not self.request.foreign:
            return []
        state = self.request.session.setdefault(ARRIVING, secrets.token_hex(16))
        query = urlencode({"host": self.request.foreign, "state": state, "next": target})
        return [(f"{self.request.registry.mobee.url}/hand-over?{query}", _("Continuer avec mon compte du site"))]


@view_defaults(context=Site, name="sign-out", permission=Permission.ACCOUNT, renderer="mobee_pyr.views:templates/sign_out.pt")
class SigningOut:
    """The page where it ends, here or everywhere."""

    def __init__(self, site: Site, request: Request) -> None:
        self.request = request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """Two buttons."""
        return {"page": Page(self.request, _("Se déconnecter"))}

    @view_config(request_method="POST")
    def sign_out(self) -> Response:
        """``everywhere``: a new epoch ends every session of this person."""
        if "everywhere" in self.request.POST:
            accounts.end_sign_ins(self.request.person, self.request.now)
        self.request.sign_out()
        return HTTPSeeOther("/")
