"""One role of one person: its dates, what a member is to the organisation, and its end."""

from typing import Any

import colander
import deform
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import by_id
from mobee_pyr.content.site import Site
from mobee_pyr.content.vocabulary import DUTIES, ROLES
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import people
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page
from mobee_pyr.views.people.letters import send_end
from mobee_pyr.views.people.ways import TEAM, team_url, way_on
from mobee_pyr.workflows import appointments
from mobee_pyr.workflows.appointments import AppointmentRefused, Belonging, people_of

ENDING = {
    "admin": _("${name} n’administrera plus le site. Son compte et ses autres rôles restent."),
    "manager": _("${name} ne sera plus responsable ici. Ce qui attendait sa réponse revient aux autres responsables."),
    "qualifier": _("${name} ne relira plus les dossiers ni les demandes. Ce qui attendait revient aux autres membres de l’équipe."),
    "referent": _("${name} ne parlera plus au nom de l’organisation. Ce qui attendait sa réponse revient aux autres référents."),
    "hr": _("${name} ne confirmera plus les rattachements et ne verra plus les candidatures des membres."),
    "member": _("${name} ne fera plus partie de « ${title} ». Ses candidatures en cours restent les siennes, et ses autres rôles aussi."),
}
"""What the end of each role changes."""
AT_ONCE = _("C’est immédiat. Un courriel l’en informe, et l’historique garde la trace de ce rôle.")


class Kept:
    """A role that somebody holds here, or will hold: any other is not there."""

    def __init__(self, node: Node, request: Request) -> None:
        self.node, self.request = node, request
        person, wished = by_id(request.site, request.GET.get("who")), request.GET.get("role", "")
        grant = None if person is None else appointments.held(node, person, wished, request.today)
        if person is None or grant is None or grant.role not in ENDING:
            raise HTTPNotFound
        self.person, self.grant, self.role = person, grant, Role(grant.role)

    def form(self, view: str, schema: colander.Schema, title: str, said: dict[str, Any] | None = None) -> Any:
        """A form that comes back here, with a way out."""
        action = self.request.node_url(self.node, view, who=self.person.id, role=self.role.value)
        cancel = deform.Button("cancel", _("Annuler"), type="link", value=team_url(self.request, self.node))
        return make_form(schema, self.request, [("save", title), cancel], said, action=action)

    def done(self, text: str) -> Response:
        """Say so, and go on."""
        self.request.session.flash(("success", self.request.translate(text, name=self.person.title)))
        return HTTPSeeOther(way_on(self.request, self.node))


@view_defaults(name="role-edit", permission=Permission.PEOPLE, renderer="mobee_pyr.views:templates/role_form.pt")
class Changing(Kept):
    """Other dates, another line manager."""

    @view_config(context=Network, request_method="GET")
    @view_config(context=Organisation, request_method="GET")
    @view_config(context=Site, request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The form as things stand."""
        return self._page(self._form(self._said()).render())

    @view_config(context=Network, request_method="POST")
    @view_config(context=Organisation, request_method="POST")
    @view_config(context=Site, request_method="POST")
    def save(self) -> dict[str, Any] | Response:
        """Keep what changed."""
        form = self._form()
        try:
            said = form.validate(self.request.POST.items())
            belonging = Belonging(said["status"], said["manager"] or None) if self.belongs else None
            appointments.change(self.request.act, self.node, self.person, self.role, said["since"], said["until"], belonging)
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        except AppointmentRefused as refusal:
            self.request.response.status_int = 422
            form["since"].error = colander.Invalid(form["since"].schema, refusal.message)
            return self._page(form.render({name: value or colander.null for name, value in said.items()}))
        return self.done(_("Le rôle de ${name} est à jour."))

    @property
    def belongs(self) -> bool:
        """Is it somebody who belongs to a legal body?"""
        return self.role == Role.MEMBER and isinstance(self.node, Organisation)

    def _said(self) -> dict[str, Any]:
        said: dict[str, Any] = {name: getattr(self.grant, name) or colander.null for name in ("since", "until")}
        if isinstance(self.node, Organisation) and self.belongs and self.node.entity_oid is not None:
            held = self.person.affiliation(self.node.entity_oid, self.request.today)
            said |= {"status": held.status, "manager": held.manager or ""} if held else {}
        return said

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        colleagues = [each for each in people_of(self.node, self.request.today) if each is not self.person]
        return self.form("role-edit", people.changing(self.request, self.node, self.belongs, colleagues), _("Enregistrer"), said)

    def _page(self, form: Any) -> dict[str, Any]:
        translate = self.request.translate
        return {
            "page": Page(
                self.request, translate(_("Le rôle de ${name} : ${role}"), name=self.person.title, role=translate(ROLES[self.role]))
            ),
            "about": translate(TEAM),
            "back": team_url(self.request, self.node),
            "lead": translate(DUTIES[self.node.type_name][self.role]),
            "form": form,
        }


@view_defaults(name="role-end", permission=Permission.PEOPLE, renderer="mobee_pyr.views:templates/transition.pt")
class Ending(Kept):
    """A confirmation that says what it changes."""

    @view_config(context=Network, request_method="GET")
    @view_config(context=Organisation, request_method="GET")
    @view_config(context=Site, request_method="GET")
    def ask(self) -> dict[str, Any]:
        """What will change; for the last in charge, what to do first."""
        last = appointments.is_last(self.node, self.person, self.role, self.request.today)
        return self._page(None if last else self._form(), appointments.LAST if last else "")

    @view_config(context=Network, request_method="POST")
    @view_config(context=Organisation, request_method="POST")
    @view_config(context=Site, request_method="POST")
    def end(self) -> dict[str, Any] | Response:
        """End it, and tell whoever held it."""
        form = self._form()
        try:
            reason = form.validate(self.request.POST.items())["reason"]
            appointments.dismiss(self.request.act, self.node, self.person, self.role, reason)
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure, "")
        except AppointmentRefused as refusal:
            self.request.response.status_int = 409
            return self._page(None, refusal.message)
        send_end(self.request, self.node, self.person, self.role.value, reason)
        return self.done(_("Le rôle de ${name} est terminé."))

    def _form(self) -> Any:
        return self.form("role-end", people.EndingSchema(), _("Mettre fin à ce rôle"))

    def _page(self, form: Any, held_back: str) -> dict[str, Any]:
        translate, who = self.request.translate, self.person.title
        title = _("Mettre fin au rôle de ${name} : ${role}")
        return {
            "page": Page(self.request, translate(title, name=who, role=translate(ROLES[self.role]))),
            "about": self.node.title,
            "back": team_url(self.request, self.node),
            "held_back": translate(held_back) if held_back else None,
            "later": None,
            "serious": False,
            "consequences": [translate(ENDING[self.role], name=who, title=self.node.title), translate(AT_ONCE)],
            "form": "" if form is None else form.render(),
        }
