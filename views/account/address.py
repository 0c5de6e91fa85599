"""Changing one's address: the new one confirms, the old one is told."""

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
from mobee_pyr.views.account.links import read
from mobee_pyr.views.account.sheets import SHEET, dead_link, refused, sheet
from mobee_pyr.views.forms.account import ChangeMailSchema, ConfirmSchema
from mobee_pyr.views.forms.rendering import make_form

TITLE = _("Changer d’adresse")
CONFIRM = _("Confirmer ma nouvelle adresse")


@view_defaults(context=Site, name="change-mail", permission=Permission.ACCOUNT, renderer=SHEET)
class ChangingMail:
    """Says the same whether or not somebody else has that address."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The new address, and the password."""
        intro = self.request.translate(_("Votre adresse est aujourd’hui ${mail}."), mail=self.request.person.mail)
        if self.request.person.undelivered is not None:
            again = _("Nos courriels n’y arrivent pas. Si elle est juste, écrivez-la de nouveau : un message reçu le confirmera.")
            intro = f"{intro} {self.request.translate(again)}"
        return sheet(self.request, TITLE, self._form().render(), intro, [("/profile", _("Revenir à mon profil"))])

    @view_config(request_method="POST")
    def send(self) -> dict[str, Any]:
        """Nothing changes before the new address confirms."""
        person = self.request.person
        self.request.throttle("sign-in", same_mail(person.mail))
        try:
            mail = self._form().validate(self.request.POST.items())["mail"].strip()
        except deform.ValidationFailure as failure:
            return refused(self.request, TITLE, failure)
        self.request.throttle("mail", same_mail(mail))
        other = by_mail(self.site, mail)
        if other is None or other is person:
            token = self.request.sign("confirm-mail", [person.id, person.epoch, mail])
            self.request.send("new-address", mail, person.language, name=person.title, url=f"/confirm-mail?token={token}")
        else:
            self.request.send("already-registered", other, url="/sign-in")
        self.request.send("address-changed", person, mail=mail, url="/profile")
        text = _("Ouvrez le message envoyé à ${mail} et suivez son lien. D’ici là, votre adresse ne change pas.")
        told = self.request.translate(text, mail=mail)
        return sheet(self.request, _("Regardez votre messagerie"), None, told, [("/profile", _("Revenir à mon profil"))])

    def _form(self) -> Any:
        return make_form(ChangeMailSchema(), self.request, [("send", _("Recevoir le lien de confirmation"))], action="/change-mail")


@view_defaults(context=Site, name="confirm-mail", permission=Permission.VIEW, renderer=SHEET)
class ConfirmingMail:
    """Behind the link: a button, because mail programs follow links on their own."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request
        self.token = request.GET.get("token", "")

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """What will change."""
        followed = self._followed()
        if followed is None:
            return dead_link(self.request, "/change-mail")
        form = make_form(ConfirmSchema(), self.request, [("confirm", CONFIRM)], action=f"/confirm-mail?token={self.token}")
        text = _("${mail} deviendra votre adresse, pour vous connecter comme pour recevoir vos messages.")
        return sheet(self.request, CONFIRM, form.render(), self.request.translate(text, mail=followed[1]))

    @view_config(request_method="POST")
    def confirm(self) -> dict[str, Any] | Response:
        """The address changes; links sent to the old one are dead."""
        followed = self._followed()
        if followed is None:
            return dead_link(self.request, "/change-mail")
        person, mail = followed
        accounts.choose_mail(self.site, person, mail, self.request.now)
        if self.request.person is person:
            self.request.sign_in(person)
        self.request.session.flash(("success", self.request.translate(_("Votre adresse est maintenant ${mail}."), mail=mail)))
        return HTTPSeeOther("/profile")

    def _followed(self) -> tuple[Person, str] | None:
        found = read(self.request, "confirm-mail", self.token)
        person = by_id(self.site, found[0]) if found else None
        if person is None or person.blocked or person.epoch != found[1]:
            return None
        return (person, found[2]) if by_mail(self.site, found[2]) in (None, person) else None
