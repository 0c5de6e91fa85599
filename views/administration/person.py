"""One person, for those who run the site: what they belong to, what they may do, what happened; suspend and reopen the account."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import deform
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import accounts
from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.legal_entity import LegalEntity
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person
from mobee_pyr.content.tree import is_deleted
from mobee_pyr.content.vocabulary import LANGUAGES, ROLES, STATUSES
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.forms.block import BlockSchema, UnblockSchema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.journal.entries import entries
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import appointments, departures
from mobee_pyr.workflows.appointments import GIVEN_ON

LINES = 12
"""Deeds on the page; the others are in the history."""

OVER = ("done", _("Terminé"))
SUSPENDED = [
    _("Les connexions de ${name} prennent fin partout, et aucune autre n’est possible."),
    _("Rien n’est effacé : ses rôles et ses candidatures attendent, et vous pourrez rouvrir le compte."),
]
REOPENED = [_("${name} pourra de nouveau se connecter, avec les mêmes rôles.")]


@view_config(
    context=Person, permission=Permission.ADMINISTER, request_method="GET", renderer="mobee_pyr.views:templates/administration_person.pt"
)
def show(person: Person, request: Request) -> dict[str, Any]:
    """Everything on one page, and what may be done."""
    blocked = next((deed for deed in entries(request, person) if deed.deed == "blocked"), None) if person.blocked else None
    is_admin = appointments.held(request.site, person, Role.ADMIN, request.today) is not None
    return {
        "page": Page(request, person.title),
        "back": "/administration/people",
        "mail": person.mail,
        "language": LANGUAGES.get(person.language, person.language),
        "place": person.place,
        "created": request.words.day(person.created.date()),
        "signed_in": request.words.day(person.signed_in_on),
        "blocked": blocked,
        "undelivered": _undelivered(request, person),
        "suspended": _("Compte suspendu"),
        "roles": sorted(_roles(request, person), key=lambda one: one["state"] is not None),
        "affiliations": list(_affiliations(request, person)),
        "entries": list(islice(entries(request, person), LINES)),
        "history": request.node_url(person, "history"),
        "block": None if person is request.person or person.blocked else request.node_url(person, "block"),
        "unblock": request.node_url(person, "unblock") if person.blocked else None,
        "make_admin": None if is_admin or person.blocked else request.node_url(request.site, "people-new", mail=person.mail),
    }


def _undelivered(request: Request, person: Person) -> tuple[str, str, str] | None:
    """Since when mails do not arrive, how many at least were refused, and what the server said."""
    found = person.undelivered
    if found is None:
        return None
    count = request.words.plural(_("${count} courriel refusé"), _("${count} courriels refusés, ou davantage"), len(found.mails))
    return request.words.day(found.since.date()), count, found.why


def _roles(request: Request, person: Person) -> Iterator[dict[str, Any]]:
    """Each role with the place that it is held in, and the page where it ends."""
    for grant in request.site.membership.own(person.id):
        node = request.site.node(grant.oid)
        if node is None or is_deleted(node):
            continue
        over = grant.until is not None and grant.until < request.today
        given_here = not over and grant.role in GIVEN_ON.get(node.type_name, ())
        yield {
            "role": phrases.sentence(request.translate(ROLES[grant.role])),
            "title": node.title,
            "href": request.node_url(node),
            "hint": phrases.span(request, grant.since, grant.until),
            "state": (OVER[0], request.translate(OVER[1])) if over else None,
            "end": request.node_url(node, "role-end", who=person.id, role=grant.role) if given_here else None,
        }


def _affiliations(request: Request, person: Person) -> Iterator[tuple[str, str, tuple[str, str] | None]]:
    for held in person.affiliations:
        entity = request.site.node(held.entity)
        if isinstance(entity, LegalEntity):
            status = request.translate(STATUSES.get(held.status, held.status))
            hint = " · ".join(filter(None, (status, phrases.span(request, held.since, held.until))))
            yield entity.title, hint, None if held.holds(request.today) else (OVER[0], request.translate(OVER[1]))


class Account:
    """A confirmation, with words for the person."""

    def __init__(self, person: Person, request: Request) -> None:
        self.person, self.request = person, request

    def page(self, title: str, consequences: list[str], form: Any, serious: bool) -> dict[str, Any]:
        """What it changes, then the form."""
        said = [self.request.translate(each, name=self.person.title) for each in consequences]
        return {
            "page": Page(self.request, self.request.translate(title, name=self.person.title)),
            "about": self.person.title,
            "back": self.request.node_url(self.person),
            "held_back": None,
            "later": None,
            "serious": serious,
            "consequences": said,
            "form": form,
        }

    def done(self, letter: str, reason: str, url: str, text: str) -> Response:
        """Tell the person by mail, and whoever did it on the page."""
        self.request.send(letter, self.person, reason=reason, url=url)
        self.request.session.flash(("success", self.request.translate(text, name=self.person.title)))
        return HTTPSeeOther(self.request.node_url(self.person))


@view_defaults(context=Person, name="block", permission=Permission.ADMINISTER, renderer="mobee_pyr.views:templates/transition.pt")
class Blocking(Account):
    """Nobody blocks themselves: there is always somebody left to reopen an account."""

    def __init__(self, person: Person, request: Request) -> None:
        super().__init__(person, request)
        if person is request.person or person.blocked:
            raise HTTPNotFound

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """A reason is asked for: the person reads it."""
        return self._page(self._form().render())

    @view_config(request_method="POST")
    def block(self) -> dict[str, Any] | Response:
        """At once, everywhere."""
        try:
            reason = self._form().validate(self.request.POST.items())["reason"]
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        accounts.block(self.person, self.request.act.who, self.request.now, reason)
        departures.shut_out(self.request.act, self.person)
        return self.done("blocked", reason, "/privacy", _("Le compte de ${name} est suspendu."))

    def _form(self) -> Any:
        cancel = deform.Button("cancel", _("Annuler"), type="link", value=self.request.node_url(self.person))
        buttons = [("block", _("Suspendre le compte"), "btn-danger"), cancel]
        return make_form(BlockSchema(), self.request, buttons, action=self.request.node_url(self.person, "block"))

    def _page(self, form: Any) -> dict[str, Any]:
        alone = [node.title for node in self._alone()]
        more = [self.request.translate(_("Personne d’autre n’est en charge de : ${titles}."), titles=", ".join(alone))] if alone else []
        return self.page(_("Suspendre le compte de ${name}"), [*SUSPENDED, *more], form, serious=True)

    def _alone(self) -> Iterator[Node]:
        """Where nobody else is in charge."""
        for grant in self.request.site.membership.own(self.person.id):
            node = self.request.site.node(grant.oid)
            if node is not None and appointments.is_last(node, self.person, grant.role, self.request.today):
                yield node


@view_defaults(context=Person, name="unblock", permission=Permission.ADMINISTER, renderer="mobee_pyr.views:templates/transition.pt")
class Unblocking(Account):
    """The way back."""

    def __init__(self, person: Person, request: Request) -> None:
        super().__init__(person, request)
        if not person.blocked:
            raise HTTPNotFound

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """A word, if one likes."""
        return self._page(self._form().render())

    @view_config(request_method="POST")
    def unblock(self) -> dict[str, Any] | Response:
        """They sign in again themselves."""
        try:
            reason = self._form().validate(self.request.POST.items())["reason"]
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        accounts.unblock(self.person, self.request.act.who, self.request.now, reason)
        return self.done("reopened", reason, "/sign-in", _("Le compte de ${name} est rouvert."))

    def _form(self) -> Any:
        cancel = deform.Button("cancel", _("Annuler"), type="link", value=self.request.node_url(self.person))
        action = self.request.node_url(self.person, "unblock")
        return make_form(UnblockSchema(), self.request, [("unblock", _("Rouvrir le compte")), cancel], action=action)

    def _page(self, form: Any) -> dict[str, Any]:
        return self.page(_("Rouvrir le compte de ${name}"), REOPENED, form, serious=False)
