"""Give a page to somebody or to a group: the question, then what it would do, then the deed."""

from datetime import date
from typing import Any

import colander
import deform
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.membership import SHARED, Grant
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person, by_id, by_mail, same_mail
from mobee_pyr.content.vocabulary import ROLES
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.acquainted import acquainted
from mobee_pyr.views.forms import sharing as forms
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page
from mobee_pyr.views.people.letters import send_offer
from mobee_pyr.views.sharing import foreseen, lines
from mobee_pyr.workflows import access, appointments, invitations, sharing
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.appointments import AppointmentRefused
from mobee_pyr.workflows.sharing import SharingRefused

TITLE = _("Donner un accès")
CHECK = "mobee_pyr.views:templates/sharing_check.pt"


@view_defaults(context=Node, name="sharing-new", permission=Permission.PEOPLE, renderer="mobee_pyr.views:templates/role_form.pt")
class Giving:
    """``?to=group`` asks for a group; ``?person=`` and ``?role=`` fill the form in."""

    def __init__(self, node: Node, request: Request) -> None:
        self.node, self.request = node, request
        network = network_of(node)
        if network is None:
            raise HTTPNotFound
        runs_network = access.permits(request.reader, Permission.PEOPLE, network)
        self.groups = dict(sharing.groups_for(node)) if runs_network else {}
        self.to_group = request.GET.get("to") == "group" and bool(self.groups)

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """The form."""
        wished = {name: self.request.GET[name] for name in ("person", "mail", "role", "group") if self.request.GET.get(name)}
        return self._page(self._form(wished).render())

    @view_config(request_method="POST")
    def give(self) -> dict[str, Any] | Response:
        """What it would do; or, once that was read, the deed."""
        form, checked = self._form(), {"give", "change"}.intersection(self.request.POST)
        try:
            said = self._read_again(form) if checked else form.validate(self.request.POST.items())
            if "change" in checked:
                return self._page(self._form(_typed(said)).render())
            return self._done(said) if "give" in checked else self._check(said)
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        except (AppointmentRefused, SharingRefused) as refusal:
            self.request.response.status_int = 422
            field = "group" if self.to_group else "mail"
            form[field].error = colander.Invalid(form[field].schema, refusal.message)
            return self._page(form.render(_typed(said)))

    def _read_again(self, form: Any) -> dict[str, Any]:
        """The answers that the page of the check sends back. Raises `deform.ValidationFailure` if somebody changed them."""
        sent = {node.name: self.request.POST.get(node.name, "") or colander.null for node in form.schema.children}
        try:
            read: dict[str, Any] = form.schema.deserialize({name: value for name, value in sent.items() if name != "csrf_token"})
        except colander.Invalid as wrong:
            form.widget.handle_error(form, wrong)
            raise deform.ValidationFailure(form, {}, wrong) from wrong
        return read

    def _check(self, said: dict[str, Any]) -> dict[str, Any]:
        self.request.override_renderer = CHECK
        who = lines.group_words(self.request, int(said["group"]), self.groups[int(said["group"])]) if self.to_group else self._named(said)
        translate = self.request.translate
        return {
            "page": Page(self.request, _("Vérifiez avant de donner l’accès")),
            "about": self.node.title,
            "back": self.request.node_url(self.node, "sharing"),
            "here": self._here(),
            "answers": forms.plain(said),
            "facts": [
                (translate(_("À qui")), who),
                (translate(_("Ce que cela permet")), phrases.sentence(translate(ROLES[said["role"]]))),
                (translate(_("Quand")), phrases.span(self.request, said["since"] or self.request.today, said["until"])),
            ],
            "foreseen": self._foreseen(said),
            "invites": not self.to_group and self._person(said) is None,
            "confirm": translate(_("Donner cet accès")),
            "refusal": None,
            "change": True,
        }

    def _foreseen(self, said: dict[str, Any]) -> list[str]:
        """Also says now what the deed would refuse."""
        day = max(self.request.today, said["since"] or date.min)
        grant = self._grant(said)
        if self.to_group:
            people = self.request.site.membership.groups.people(int(said["group"]))
            return foreseen.of_group(self.request, people, lambda act: self._deed(act, said), day)
        person = self._person(said)
        if person is None:
            return foreseen.of_newcomer(self.request, self.node, grant)
        return foreseen.of_person(self.request, person, self._named(said), lambda act: self._deed(act, said), day)

    def _deed(self, act: Act, said: dict[str, Any]) -> Person | None:
        if self.to_group:
            sharing.give_to_group(act, self.node, int(said["group"]), self._grant(said))
            return None
        person = self._person(said)
        mail = said["mail"].strip() if person is None else person.mail
        return invitations.offer(act, self.node, mail, self._grant(said))

    def _done(self, said: dict[str, Any]) -> Response:
        grant, text = self._grant(said), _("L’accès est donné.")
        if not self.to_group:
            self.request.throttle("mail", same_mail(said["mail"] or said["person"]))
        person = self._deed(self.request.act, said)
        if not self.to_group:
            send_offer(self.request, self.node, person or said["mail"].strip(), grant)
            text = (
                _("L’accès est donné, et un courriel l’annonce.")
                if person
                else _("Une invitation est envoyée. Elle compte pendant deux jours.")
            )
        self.request.session.flash(("success", self.request.translate(text)))
        return HTTPSeeOther(self.request.node_url(self.node, "sharing"))

    def _grant(self, said: dict[str, Any]) -> Grant:
        return Grant(Role(said["role"]), self.node.oid, said["since"], said["until"])

    def _person(self, said: dict[str, Any]) -> Person | None:
        """Whoever was chosen, if this network knows them; of others nobody learns whether they have an account."""
        if said["mail"]:
            found = by_mail(self.request.site, said["mail"])
            known = found is not None and (self.request.reader.is_admin or appointments.known_here(self.node, found, self.request.today))
            return found if known else None
        return by_id(self.request.site, said["person"])

    def _named(self, said: dict[str, Any]) -> str:
        person = self._person(said)
        return person.title if person is not None and not said["mail"] else str(said["mail"])

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        request, kind = self.request, self.node.type_name
        if self.to_group:
            groups = [(str(number), lines.group_words(request, number, group)) for number, group in self.groups.items()]
            schema = forms.to_group(request, kind, sharing.roles_for_groups(self.node), groups)
        else:
            schema = forms.to_person(request, kind, SHARED, [(person.id, person.title) for person in acquainted(request, self.node)])
        cancel = deform.Button("cancel", _("Annuler"), type="link", value=request.node_url(self.node, "sharing"))
        return make_form(schema, request, [("check", _("Voir ce que cela change")), cancel], said, action=self._here())

    def _here(self) -> str:
        query = {"to": "group"} if self.to_group else {}
        return str(self.request.node_url(self.node, "sharing-new", **query))

    def _page(self, form: Any) -> dict[str, Any]:
        return {
            "page": Page(self.request, TITLE),
            "about": self.request.translate(_("Partage")),
            "back": self.request.node_url(self.node, "sharing"),
            "lead": self.node.title,
            "form": form,
        }


def _typed(said: dict[str, Any]) -> dict[str, Any]:
    return {name: colander.null if value is None else value for name, value in said.items()}
