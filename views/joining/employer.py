"""Belonging to an organisation: somebody says so, its référent confirms (M41, M49, C17)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission, Role, token
from mobee_pyr.content.joining import Joining
from mobee_pyr.content.names import slug
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import by_id, name_of, same_mail
from mobee_pyr.content.vocabulary import STATUSES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.views.buttons import buttons
from mobee_pyr.views.forms.joining import JoiningSchema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import engine

LIVING = ("requested", "confirmed")
"""The states of a request that stands: another one would be one too many."""


@view_defaults(context=Organisation, name="join", permission=Permission.JOIN, renderer="mobee_pyr.views:templates/organisation_join.pt")
class Asking:
    """For whoever is signed in; the same page whoever the members are."""

    def __init__(self, organisation: Organisation, request: Request) -> None:
        if "brings" not in organisation.capacities:
            raise HTTPNotFound
        self.organisation, self.request = organisation, request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """The form; whoever has asked already reads where things stand."""
        return self._already() or self._page(self._form().render())

    @view_config(request_method="POST")
    def send(self) -> dict[str, Any] | Response:
        """Begin the request; an earlier one that is over makes room for it."""
        already = self._already()
        if already is not None:
            return already
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        joining = self._begun(said)
        text = _("Votre demande est envoyée à « ${title} ». Vous recevrez sa réponse par courriel.")
        self.request.session.flash(("success", self.request.translate(text, title=self.organisation.title)))
        return HTTPSeeOther(self.request.node_url(joining))

    def _begun(self, said: dict[str, Any]) -> Joining:
        act, person = self.request.act, self.request.person
        former = self.organisation.get(person.id)
        if former is not None:
            tree.delete(former, person.id)
        joining = Joining(person.title, person.id, self.organisation.oid, said["status"], act.now)
        joining.since, joining.message = said["since"], said["message"]
        joining.named_manager, joining.manager = said["manager"], self._manager(said["manager"])
        tree.add(self.organisation, joining, person.id, by=person.id)
        engine.begin(act, joining)
        return joining

    def _manager(self, named: str) -> str | None:
        """The one person of the organisation with that name or address; the answer never tells whether there is one."""
        if not named.strip():
            return None
        site = self.request.site
        people = (by_id(site, person_id) for person_id in site.membership.people(self.organisation.oid))
        found = [
            person.id
            for person in people
            if person is not None and person.id != self.request.person.id and _is_called(person.title, person.mail, named)
        ]
        return found[0] if len(found) == 1 else None

    def _already(self) -> Response | None:
        found = self.organisation.get(self.request.person.id)
        if isinstance(found, Joining) and found.state in LIVING:
            return HTTPSeeOther(self.request.node_url(found))
        if token(Role.MEMBER, self.organisation.oid) in self.request.reader.tokens:
            text = self.request.translate(_("Vous faites déjà partie de « ${title} »."), title=self.organisation.title)
            self.request.session.flash(("info", text))
            return HTTPSeeOther(self.request.node_url(self.organisation))
        return None

    def _form(self) -> Any:
        action = self.request.node_url(self.organisation, "join")
        return make_form(JoiningSchema(), self.request, [("send", _("Envoyer la demande"))], action=action)

    def _page(self, form: Any) -> dict[str, Any]:
        title = self.request.translate(_("Je fais partie de « ${title} »"), title=self.organisation.title)
        return {"page": Page(self.request, title), "form": form}


@view_config(context=Joining, permission=Permission.VIEW, renderer="mobee_pyr.views:templates/joining.pt", request_method="GET")
def show(joining: Joining, request: Request) -> dict[str, Any]:
    """What was said, where it stands, and the buttons of whoever decides."""
    if request.person is None:
        raise HTTPForbidden
    organisation = request.site.node(joining.employer)
    person = by_id(request.site, joining.applicant)
    mine = request.person.id == joining.applicant
    manager = joining.named_manager if mine or joining.manager is None else name_of(request.site, joining.manager)
    return {
        "page": Page(request, _("Ma demande de rattachement") if mine else person.title if person else joining.title),
        "organisation": "" if organisation is None else organisation.title,
        "organisation_href": "" if organisation is None else request.node_url(organisation),
        "mine": mine,
        "mail": None if mine or person is None else person.mail,
        "state": cards.state_of(request, joining),
        "status": request.translate(STATUSES.get(joining.status, joining.status)),
        "since": request.words.day(joining.since),
        "manager": manager,
        "unknown_manager": bool(joining.named_manager) and joining.manager is None and not mine,
        "message": joining.message,
        "asked": request.words.day(joining.created.date()),
        "reason": next((deed.why for deed in joining.deeds() if deed.what in ("refuse", "end")), ""),
        "buttons": buttons(request, joining),
        "again": request.node_url(organisation, "join") if mine and organisation is not None and joining.state == "refused" else None,
    }


def _is_called(name: str, mail: str, said: str) -> bool:
    return same_mail(said) == same_mail(mail) or slug(said) == slug(name)
