"""Belonging to an organisation: somebody says so, its référent confirms (M41, M49, C17)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission, Role, token
from mobee_pyr.content.joining import Joining, latest_joining
from mobee_pyr.content.names import slug
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import by_id, name_of, same_mail
from mobee_pyr.content.vocabulary import STATUSES
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.views.answers import tracks
from mobee_pyr.views.answers.decisions import decision
from mobee_pyr.views.answers.drawing import drawing
from mobee_pyr.views.buttons import buttons
from mobee_pyr.views.forms.joining import JoiningSchema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access, engine

OVER = ("refused", "ended")
"""The states of a request after which another one may be made."""


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
        """Begin the request; an earlier one that is over stays beside it, and its answer with it."""
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
        former = latest_joining(self.organisation, person)
        if former is not None and former.state == "confirmed":
            engine.enter(act.by_system(), former, "ended", "")
        joining = Joining(person.title, person.id, self.organisation.oid, said["status"], act.now)
        joining.since, joining.message = said["since"], said["message"]
        joining.named_manager, joining.manager = said["manager"], self._manager(said["manager"])
        tree.add(self.organisation, joining, person.id if self.organisation.get(person.id) is None else None, by=person.id)
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
        """A request that waits is enough, and so is belonging: a confirmed request counts as long as the membership does."""
        found = latest_joining(self.organisation, self.request.person)
        member = token(Role.MEMBER, self.organisation.oid) in self.request.reader.tokens
        if found is not None and (found.state == "requested" or (member and found.state not in OVER)):
            return HTTPSeeOther(self.request.node_url(found))
        if member:
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
    steps = tracks.joining_track(request, joining)
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
        "reason": next((deed.why for deed in joining.deeds() if deed.what in ("refuse", "end", "disapprove")), ""),
        "steps": steps,
        "drawing": drawing(request, steps),
        "decision": decision(request, joining),
        "buttons": buttons(request, joining),
        "again": _again(request, joining, organisation) if mine else None,
    }


def _again(request: Request, joining: Joining, organisation: Node | None) -> str | None:
    """Where to ask once more: after the last answer, while the organisation takes its people in."""
    person = request.person
    open_again = isinstance(organisation, Organisation) and access.permits(request.reader, Permission.JOIN, organisation)
    if not open_again or joining.state not in OVER or latest_joining(organisation, person) is not joining:
        return None
    member = token(Role.MEMBER, organisation.oid) in request.reader.tokens
    return None if member or "brings" not in organisation.capacities else str(request.node_url(organisation, "join"))


def _is_called(name: str, mail: str, said: str) -> bool:
    return same_mail(said) == same_mail(mail) or slug(said) == slug(name)
