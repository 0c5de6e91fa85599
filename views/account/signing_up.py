"""Creating an account, and choosing a new password: both begin with a link sent to one's address."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.person import Person, by_id, by_mail, change_mail, same_mail
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.account import AddressSchema, NewPasswordSchema, WelcomeSchema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page

TEMPLATE = "mobee_pyr.views:templates/account.pt"
LASTS = 48 * 3600
"""Seconds for which a link is good."""


@view_defaults(context=Site, permission=Permission.VIEW, renderer=TEMPLATE)
class SigningUp:
    """Nobody learns from these pages whether an address has an account."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request

    @view_config(name="sign-up", request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """An address; or, with a link's token, name and password."""
        token = self.request.GET.get("token")
        if token is None:
            return self._address(_("Créer un compte"), "/sign-up", _("Recevoir le lien de confirmation"))
        mail = self._read("sign-up", token)
        if mail is None or by_mail(self.site, mail) is not None:
            return self._dead("/sign-up")
        return self._welcome(make_welcome(self.request, token, {"language": self.request.language}).render())

    @view_config(name="sign-up", request_method="POST")
    def sign_up(self) -> dict[str, Any] | Response:
        """Send the link, or open the account that a link stands for."""
        token = self.request.GET.get("token")
        if token is None:
            return self._send(_("Créer un compte"), "/sign-up", _("Recevoir le lien de confirmation"), self._letter_to_join)
        mail = self._read("sign-up", token)
        if mail is None or by_mail(self.site, mail) is not None:
            return self._dead("/sign-up")
        try:
            said = make_welcome(self.request, token).validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._welcome(failure.render())
        person = tree.add(self.site.people, Person(said["name"], mail, said["language"], self.request.now))
        change_mail(self.site, person, mail)
        person.password = self.request.passwords.hash(said["password"])
        self.request.send("welcome", person, url="/my-space")
        self.request.sign_in(person)
        return HTTPSeeOther("/my-space")

    @view_config(name="forgotten", request_method="GET")
    def ask_forgotten(self) -> dict[str, Any]:
        """An address."""
        return self._address(_("Mot de passe oublié"), "/forgotten", _("Recevoir le lien"))

    @view_config(name="forgotten", request_method="POST")
    def forgotten(self) -> dict[str, Any]:
        """Send the link."""
        return self._send(_("Mot de passe oublié"), "/forgotten", _("Recevoir le lien"), self._letter_to_renew)

    @view_config(name="new-password", request_method="GET")
    def ask_new(self) -> dict[str, Any]:
        """A new password, for whoever followed the link."""
        token = self.request.GET.get("token", "")
        return self._dead("/forgotten") if self._renewing(token) is None else self._renewal(self._new_form(token).render())

    @view_config(name="new-password", request_method="POST")
    def renew(self) -> dict[str, Any] | Response:
        """The link dies with its use: the epoch that it names is over."""
        token = self.request.GET.get("token", "")
        person = self._renewing(token)
        if person is None:
            return self._dead("/forgotten")
        try:
            said = self._new_form(token).validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._renewal(failure.render())
        person.password = self.request.passwords.hash(said["password"])
        person.epoch += 1
        person.record(person.id, "password changed", when=self.request.now)
        self.request.sign_in(person)
        return HTTPSeeOther("/my-space")

    def _letter_to_join(self, mail: str) -> None:
        known = by_mail(self.site, mail)
        if known is not None:
            self.request.send("already-registered", known, url="/sign-in")
        else:
            url = self.request.node_url(self.site, "sign-up", token=self.request.sign("sign-up", mail))
            self.request.send("confirm-address", mail, self.request.language, url=url)

    def _letter_to_renew(self, mail: str) -> None:
        known = by_mail(self.site, mail)
        if known is not None and not known.blocked:
            token = self.request.sign("new-password", [known.id, known.epoch])
            self.request.send("forgotten-password", known, url=self.request.node_url(self.site, "new-password", token=token))

    def _renewing(self, token: str) -> Person | None:
        found = self._read("new-password", token)
        person = by_id(self.site, found[0]) if found else None
        return person if person is not None and not person.blocked and person.epoch == found[1] else None

    def _read(self, purpose: str, token: str) -> Any:
        try:
            return self.request.unsign(purpose, token, LASTS)
        except LookupError:
            return None

    def _send(self, title: str, action: str, label: str, letter: Any) -> dict[str, Any]:
        form = make_form(AddressSchema(), self.request, [("send", label)], action=action)
        try:
            mail = form.validate(self.request.POST.items())["mail"].strip()
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(title, failure.render())
        self.request.throttle("mail", same_mail(mail))
        letter(mail)
        sent = _("Regardez votre messagerie : un lien vient d’y être envoyé. Il est bon pendant deux jours ; pensez aux indésirables.")
        return self._page(_("Un courriel vous attend"), None, sent)

    def _address(self, title: str, action: str, label: str) -> dict[str, Any]:
        form = make_form(AddressSchema(), self.request, [("send", label)], action=action)
        return self._page(title, form.render(), _("Indiquez votre adresse : vous y recevrez un lien."))

    def _welcome(self, form: Any) -> dict[str, Any]:
        return self._page(_("Bienvenue ! Encore trois réponses"), form)

    def _new_form(self, token: str) -> Any:
        action = self.request.node_url(self.site, "new-password", token=token)
        return make_form(NewPasswordSchema(), self.request, [("save", _("Enregistrer"))], action=action)

    def _renewal(self, form: Any) -> dict[str, Any]:
        return self._page(_("Choisir un nouveau mot de passe"), form)

    def _dead(self, again: str) -> dict[str, Any]:
        self.request.response.status_int = 410
        text = _("Ce lien a déjà servi, ou il est trop ancien. Demandez-en un nouveau : c’est immédiat.")
        return self._page(_("Ce lien ne peut plus servir"), None, text, [(again, _("Recevoir un nouveau lien"))])

    def _page(self, title: str, form: Any, intro: str | None = None, links: Any = ()) -> dict[str, Any]:
        return {
            "page": Page(self.request, title),
            "intro": None if intro is None else self.request.translate(intro),
            "fault": None,
            "form": form,
            "links": [(href, self.request.translate(text)) for href, text in links],
        }


def make_welcome(request: Request, token: str, said: dict[str, Any] | None = None) -> Any:
    """The form behind a confirmed address."""
    action = request.node_url(request.site, "sign-up", token=token)
    return make_form(WelcomeSchema(), request, [("create", _("Créer mon compte"))], said, action=action)
