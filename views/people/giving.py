"""Giving a role: at once to whoever is known here, by an invitation to everybody else."""

from typing import Any

import colander
import deform
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import same_mail
from mobee_pyr.content.site import Site
from mobee_pyr.content.vocabulary import ROLES
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import people
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page
from mobee_pyr.views.people.letters import send_offer
from mobee_pyr.views.people.ways import TEAM, team_url
from mobee_pyr.workflows import invitations
from mobee_pyr.workflows.appointments import GIVEN_ON, AppointmentRefused, Belonging, people_of


@view_defaults(name="people-new", permission=Permission.PEOPLE, renderer="mobee_pyr.views:templates/role_form.pt")
class Giving:
    """One form; what it answers tells nothing of accounts outside of the network."""

    def __init__(self, node: Node, request: Request) -> None:
        self.node, self.request = node, request

    @view_config(context=Network, request_method="GET")
    @view_config(context=Organisation, request_method="GET")
    @view_config(context=Site, request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The form; a link may have filled in the address or the role."""
        wished = {name: self.request.GET[name] for name in ("mail", "role") if self.request.GET.get(name)}
        return self._page(self._form(wished).render())

    @view_config(context=Network, request_method="POST")
    @view_config(context=Organisation, request_method="POST")
    @view_config(context=Site, request_method="POST")
    def give(self) -> dict[str, Any] | Response:
        """Appoint or invite; a letter tells whoever it is."""
        form = self._form()
        try:
            said = form.validate(self.request.POST.items())
            self.request.throttle("mail", same_mail(said["mail"]))
            text = self._given(said)
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        except AppointmentRefused as refusal:
            self.request.response.status_int = 422
            form["mail"].error = colander.Invalid(form["mail"].schema, refusal.message)
            return self._page(form.render(_typed(said)))
        self.request.session.flash(("success", text))
        return HTTPSeeOther(team_url(self.request, self.node))

    def _given(self, said: dict[str, Any]) -> str:
        act, mail = self.request.act, said["mail"].strip()
        grant = Grant(Role(said["role"]), self.node.oid, said["since"], said["until"])
        belonging = Belonging(said["status"], said["manager"] or None) if said.get("status") else Belonging()
        person = invitations.offer(act, self.node, mail, grant, belonging)
        send_offer(self.request, self.node, person or mail, grant)
        role = self.request.translate(ROLES[said["role"]])
        if person is None:
            told = _("Une invitation est envoyée à ${mail}, pour devenir ${role}. Elle compte pendant deux jours.")
            return str(self.request.translate(told, mail=mail, role=role))
        told = _("${name} a maintenant ce rôle : ${role}. Un courriel l’en informe.")
        return str(self.request.translate(told, name=person.title, role=role))

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        colleagues = people_of(self.node, self.request.today) if isinstance(self.node, Organisation) else []
        schema = people.giving(self.request, self.node, GIVEN_ON[self.node.type_name], colleagues)
        cancel = deform.Button("cancel", _("Annuler"), type="link", value=team_url(self.request, self.node))
        action = self.request.node_url(self.node, "people-new")
        return make_form(schema, self.request, [("give", _("Confier ce rôle")), cancel], said, action=action)

    def _page(self, form: Any) -> dict[str, Any]:
        back = team_url(self.request, self.node)
        return {
            "page": Page(self.request, _("Confier un rôle")),
            "about": self.request.translate(TEAM),
            "back": back,
            "lead": None,
            "form": form,
        }


def _typed(said: dict[str, Any]) -> dict[str, Any]:
    return {name: colander.null if value is None else value for name, value in said.items()}
