"""Creating an account: it begins with a link sent to one's address, and nobody learns whether an address has one already."""

from typing import Any

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
from mobee_pyr.views.account.links import HOME, going_on, read, safe
from mobee_pyr.views.account.sheets import SHEET, dead_link, refused, sheet
from mobee_pyr.views.forms.account import JoinSchema, WelcomeSchema
from mobee_pyr.views.forms.rendering import make_form

TITLE = _("Créer un compte")
WELCOME = _("Bienvenue ! Encore trois réponses")


@view_defaults(context=Site, name="sign-up", permission=Permission.VIEW, renderer=SHEET)
class SigningUp:
    """First the address, then, behind the link, a name and a password."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """An address; whoever is signed in already has an account."""
        target = safe(self.request.GET.get("next", ""))
        if self.request.person is not None:
            return HTTPSeeOther(target)
        return sheet(self.request, TITLE, self._address_form({"next": target}).render(), **self._around(target))

    @view_config(request_method="POST")
    def send(self) -> dict[str, Any]:
        """Send the link, or to a known address the letter that says so; the page is the same."""
        target = safe(self.request.POST.get("next", ""))
        try:
            mail = self._address_form().validate(self.request.POST.items())["mail"].strip()
        except deform.ValidationFailure as failure:
            return refused(self.request, TITLE, failure, **self._around(target))
        self.request.throttle("mail", same_mail(mail))
        known = by_mail(self.site, mail)
        if known is not None:
            self.request.send("already-registered", known, url=going_on("/sign-in", target))
        else:
            token = self.request.sign("sign-up", [mail, target])
            self.request.send("confirm-address", mail, self.request.language, url=f"/sign-up?token={token}")
        text = _("Ouvrez le message que nous venons d’envoyer, et suivez son lien dans les deux jours. Pensez aux indésirables.")
        links = [(going_on("/sign-up", target), _("Corriger mon adresse")), (self.request.urls["bourse"], _("Voir toutes les demandes"))]
        return sheet(self.request, _("Regardez votre messagerie"), None, text, links)

    @view_config(request_method="GET", request_param="token")
    def ask_name(self) -> dict[str, Any]:
        """A name and a password, for whoever followed the link."""
        if self._followed() is None:
            return dead_link(self.request, "/sign-up")
        return sheet(self.request, WELCOME, self._welcome_form({"language": self.request.language}).render())

    @view_config(request_method="POST", request_param="token")
    def open_account(self) -> dict[str, Any] | Response:
        """Open the account, sign in, and go on to where one wanted to be."""
        followed = self._followed()
        if followed is None:
            return dead_link(self.request, "/sign-up")
        try:
            said = self._welcome_form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            return refused(self.request, WELCOME, failure)
        mail, target = followed
        hashed = self.request.passwords.hash(said["password"])
        person = accounts.open_account(self.site, said["name"], mail, said["language"], hashed, self.request.now)
        self.request.send("welcome", person, url=HOME)
        self.request.sign_in(person)
        self.request.session.flash(("success", self.request.translate(_("Votre compte est ouvert. Bienvenue !"))))
        return HTTPSeeOther("/welcome" if target == HOME else target)

    def _followed(self) -> tuple[str, str] | None:
        """The address and the target of a link that is still good: none is once its address has an account."""
        found = read(self.request, "sign-up", self.request.GET.get("token", ""))
        return None if found is None or by_mail(self.site, found[0]) is not None else (found[0], safe(found[1]))

    def _address_form(self, said: dict[str, Any] | None = None) -> Any:
        return make_form(JoinSchema(), self.request, [("send", _("Recevoir le lien de confirmation"))], said, action="/sign-up")

    def _welcome_form(self, said: dict[str, Any] | None = None) -> Any:
        action = f"/sign-up?token={self.request.GET.get('token', '')}"
        return make_form(WelcomeSchema(), self.request, [("create", _("Créer mon compte"))], said, action=action)

    def _around(self, target: str) -> dict[str, Any]:
        intro = _("C’est gratuit. Indiquez votre adresse : vous y recevrez un lien, puis choisirez votre mot de passe.")
        return {"intro": intro, "links": [(going_on("/sign-in", target), _("J’ai déjà un compte"))]}
