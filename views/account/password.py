"""A forgotten password, and changing the one that is known."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import accounts
from mobee_pyr.content.access import Permission
from mobee_pyr.content.person import Person, by_id, by_mail, same_mail
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.account.links import HOME, read
from mobee_pyr.views.account.sheets import SHEET, dead_link, refused, sheet
from mobee_pyr.views.forms.account import AddressSchema, ChangePasswordSchema, NewPasswordSchema
from mobee_pyr.views.forms.rendering import make_form

FORGOTTEN = _("Mot de passe oublié")
RENEWED = _("Choisir un nouveau mot de passe")
CHANGED = _("Changer de mot de passe")
DONE = _("Votre mot de passe est changé. Vos autres connexions sont terminées.")


@view_defaults(context=Site, name="forgotten", permission=Permission.VIEW, renderer=SHEET)
class Forgotten:
    """Sends a link to whoever has an account, and says the same to everybody."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """An address."""
        intro = _("Indiquez l’adresse de votre compte : vous y recevrez un lien pour choisir un nouveau mot de passe.")
        return sheet(self.request, FORGOTTEN, self._form().render(), intro, [("/sign-in", _("Revenir à la connexion"))])

    @view_config(request_method="POST")
    def send(self) -> dict[str, Any]:
        """The link names the epoch: any change of password or address ends it."""
        try:
            mail = self._form().validate(self.request.POST.items())["mail"].strip()
        except deform.ValidationFailure as failure:
            return refused(self.request, FORGOTTEN, failure)
        self.request.throttle("mail", same_mail(mail))
        known = by_mail(self.site, mail)
        if known is not None and not known.blocked:
            token = self.request.sign("new-password", [known.id, known.epoch])
            self.request.send("forgotten-password", known, url=f"/new-password?token={token}")
        text = _(
            "Si un compte a cette adresse, un lien vient d’y être envoyé. Il sert une fois, pendant deux jours. Pensez aux indésirables."
        )
        links = [("/forgotten", _("Demander un autre lien")), ("/sign-in", _("Revenir à la connexion"))]
        return sheet(self.request, _("Regardez votre messagerie"), None, text, links)

    def _form(self) -> Any:
        return make_form(AddressSchema(), self.request, [("send", _("Recevoir le lien"))], action="/forgotten")


@view_defaults(context=Site, name="new-password", permission=Permission.VIEW, renderer=SHEET)
class Renewing:
    """Behind the link."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request
        self.token = request.GET.get("token", "")

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The new password."""
        if self._followed() is None:
            return dead_link(self.request, "/forgotten")
        return sheet(self.request, RENEWED, self._form().render())

    @view_config(request_method="POST")
    def renew(self) -> dict[str, Any] | Response:
        """The link dies with its use."""
        person = self._followed()
        if person is None:
            return dead_link(self.request, "/forgotten")
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            return refused(self.request, RENEWED, failure)
        return _changed(self.request, person, said["password"], HOME)

    def _followed(self) -> Person | None:
        found = read(self.request, "new-password", self.token)
        person = by_id(self.site, found[0]) if found else None
        return person if person is not None and not person.blocked and person.epoch == found[1] else None

    def _form(self) -> Any:
        action = f"/new-password?token={self.token}"
        return make_form(NewPasswordSchema(), self.request, [("save", _("Enregistrer"))], action=action)


@view_defaults(context=Site, name="change-password", permission=Permission.ACCOUNT, renderer=SHEET)
class Changing:
    """Asks for the present password first: an open session is not enough."""

    def __init__(self, site: Site, request: Request) -> None:
        self.request = request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The old and the new one."""
        return sheet(self.request, CHANGED, self._form().render(), links=[("/profile", _("Revenir à mon profil"))])

    @view_config(request_method="POST")
    def change(self) -> dict[str, Any] | Response:
        """Other sessions end, this one goes on."""
        self.request.throttle("sign-in", same_mail(self.request.person.mail))
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            return refused(self.request, CHANGED, failure)
        return _changed(self.request, self.request.person, said["password"], "/profile")

    def _form(self) -> Any:
        return make_form(ChangePasswordSchema(), self.request, [("save", _("Enregistrer"))], action="/change-password")


def _changed(request: Request, person: Person, password: str, target: str) -> Response:
    accounts.choose_password(person, request.passwords.hash(password), request.now)
    request.sign_in(person)
    request.session.flash(("success", request.translate(DONE)))
    return HTTPSeeOther(target)
