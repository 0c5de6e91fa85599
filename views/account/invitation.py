"""Accepting a role that somebody offered by mail, with an account or by opening one on the way."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import accounts
from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import by_mail, name_of, same_mail
from mobee_pyr.content.site import Site
from mobee_pyr.content.tree import is_deleted
from mobee_pyr.content.vocabulary import ROLES
from mobee_pyr.content.words import _
from mobee_pyr.views.account.links import AWAITED, going_on, read
from mobee_pyr.views.account.sheets import SHEET, dead_link, refused, sheet
from mobee_pyr.views.forms.account import ConfirmSchema, WelcomeSchema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.workflows import invitations
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.invitations import Invitation

TITLE = _("Une invitation")
DEAD = _("Cette invitation a déjà servi, a été retirée, ou date de plus de deux jours. Demandez-en une autre à qui vous l’a envoyée.")


@view_defaults(context=Site, name="accept-role", permission=Permission.VIEW, renderer=SHEET)
class AcceptingRole:
    """Whoever follows the link has received the mail: the address is theirs."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site, self.request = site, request
        self.token = request.GET.get("token", "")
        self.here = f"/accept-role?token={self.token}"

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """What is offered, and the way to say yes."""
        found = self._followed()
        return dead_link(self.request, None, DEAD) if found is None else self._offer(*found)

    @view_config(request_method="POST")
    def accept(self) -> dict[str, Any] | Response:
        """Say yes; whoever has no account opens one with the same button."""
        found = self._followed()
        if found is None:
            return dead_link(self.request, None, DEAD)
        node, offered, mail = found
        person = self.request.person
        if person is None and by_mail(self.site, mail) is None:
            try:
                said = self._new_account().validate(self.request.POST.items())
            except deform.ValidationFailure as failure:
                return refused(self.request, TITLE, failure, intro=self._words(node, offered))
            hashed = self.request.passwords.hash(said["password"])
            person = accounts.open_account(self.site, said["name"], mail, said["language"], hashed, self.request.now)
            self.request.send("welcome", person, url="/my-space")
            self.request.sign_in(person)
        if person is None or same_mail(person.mail) != same_mail(mail):
            return self._offer(*found)
        invitations.accept(Act(self.site, person, self.request.now, self.request.act.listeners), node, offered)
        said = _("Merci ! Vous êtes maintenant ${role} de « ${title} ».")
        role = self.request.translate(ROLES[offered.role])
        self.request.session.flash(("success", self.request.translate(said, role=role, title=node.title)))
        return HTTPSeeOther(self.request.node_url(node))

    def _followed(self) -> tuple[Node, Invitation, str] | None:
        found = read(self.request, "role", self.token) or read(self.request, "awaited", self.token, AWAITED)
        node = None if found is None else self.site.node(found["node"])
        if node is None or is_deleted(node):
            return None
        offered = invitations.invitation(node, found["mail"], found["role"], self.request.now)
        return None if offered is None else (node, offered, found["mail"])

    def _offer(self, node: Node, offered: Invitation, mail: str) -> dict[str, Any]:
        """Signed in as invited: a button. As somebody else: sign out first. Not signed in: sign in, or open the account here."""
        words, person = self._words(node, offered), self.request.person
        if person is not None and same_mail(person.mail) != same_mail(mail):
            other = _("Cette invitation est pour ${mail}. Déconnectez-vous, puis suivez de nouveau le lien du message.")
            return sheet(self.request, TITLE, None, self.request.translate(other, mail=mail), [("/sign-out", _("Se déconnecter"))])
        if person is not None:
            form = make_form(ConfirmSchema(), self.request, [("accept", _("Accepter"))], action=self.here)
            return sheet(self.request, TITLE, form.render(), words, [("/my-space", _("Pas maintenant"))])
        if by_mail(self.site, mail) is not None:
            return sheet(self.request, TITLE, None, words, [(going_on("/sign-in", self.here), _("Se connecter pour accepter"))])
        return sheet(self.request, TITLE, self._new_account({"language": self.request.language, "name": offered.name}).render(), words)

    def _new_account(self, said: dict[str, Any] | None = None) -> Any:
        return make_form(WelcomeSchema(), self.request, [("accept", _("Accepter et créer mon compte"))], said, action=self.here)

    def _words(self, node: Node, offered: Invitation) -> str:
        by = name_of(self.site, offered.by) or self.request.translate(_("L’équipe de mobee"))
        role = self.request.translate(ROLES[offered.role])
        return str(self.request.translate(_("${by} vous propose de devenir ${role} de « ${title} »."), by=by, role=role, title=node.title))
