"""Signing in and out."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.person import by_mail, same_mail
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.account import SignInSchema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page

TEMPLATE = "mobee_pyr.views:templates/account.pt"


def safe(address: str) -> str:
    """The address to go on to, if it is one of this site; the home page of one's space otherwise."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if inside else "/my-space"


@view_defaults(context=Site, permission=Permission.VIEW, renderer=TEMPLATE)
class SigningIn:
    """The page where a session begins."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request

    @view_config(name="sign-in", request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """The form; whoever is signed in already goes on."""
        target = safe(self.request.GET.get("next", ""))
        if self.request.person is not None:
            return HTTPSeeOther(target)
        return self._page(self._form({"next": target}).render())

    @view_config(name="sign-in", request_method="POST")
    def sign_in(self) -> dict[str, Any] | Response:
        """The same answer, in the same time, whether the address is unknown or the password wrong."""
        form = self._form()
        try:
            said = form.validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        self.request.throttle("sign-in", same_mail(said["mail"]))
        person = by_mail(self.site, said["mail"])
        right = self.request.passwords.check(None if person is None else person.password, said["password"], self.site.demonstration)
        if person is None or not right or person.blocked:
            self.request.response.status_int = 422
            fault = self.request.translate(_("Adresse ou mot de passe inexacts : vérifiez l’un et l’autre."))
            return self._page(self._form({"mail": said["mail"], "next": safe(said["next"])}).render(), fault)
        self.request.sign_in(person)
        return HTTPSeeOther(safe(said["next"]))

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        return make_form(SignInSchema(), self.request, [("sign_in", _("Se connecter"))], said, action="/sign-in")

    def _page(self, form: Any, fault: str | None = None) -> dict[str, Any]:
        links = [("/forgotten", _("J’ai oublié mon mot de passe")), ("/sign-up", _("Créer un compte"))]
        return {
            "page": Page(self.request, _("Se connecter")),
            "intro": None,
            "fault": fault,
            "form": form,
            "links": [(href, self.request.translate(text)) for href, text in links],
        }


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
        person = self.request.person
        if "everywhere" in self.request.POST:
            person.epoch += 1
            person.record(person.id, "signed out everywhere", when=self.request.now)
        self.request.sign_out()
        return HTTPSeeOther("/")
