"""*Voir comme*: look at a network with the eyes of a role, or of one person; read who looked with one's own (decision 33)."""

from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import AUTHENTICATED, Permission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person, by_mail, name_of
from mobee_pyr.content.site import Site
from mobee_pyr.content.words import _
from mobee_pyr.views import eyes
from mobee_pyr.views.acquainted import acquainted
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access, appointments, looking
from mobee_pyr.workflows.looking import Look, LookRefused

LATEST = 50
"""Looks that a page lists."""


class Choice(NamedTuple):
    """A role as which one may look."""

    value: str
    text: str
    chosen: bool


@view_defaults(context=Node, name="see-as", permission=Permission.PEOPLE, renderer="mobee_pyr.views:templates/see_as.pt")
class Seeing:
    """The question, and the beginning of the look."""

    def __init__(self, node: Node, request: Request) -> None:
        self.node, self.request = node, request
        network = network_of(node)
        if network is None:
            raise HTTPNotFound
        self.people: list[Person] = []
        self.by_name = access.permits(request.reader, Permission.PEOPLE, network)
        if self.by_name:
            self.people = [each for each in acquainted(request, node) if each is not request.person and self._known(each)]

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """Roles of this place and of those above; people of the network, for those who run it."""
        return self._page(self.request.GET)

    @view_config(request_method="POST")
    def begin(self) -> dict[str, Any] | Response:
        """Take these eyes, and go to the page that one came from."""
        said = self.request.POST
        look = self._look(said.get("role", ""), said.get("person", ""), said.get("mail", "").strip())
        try:
            looking.begin(self.request.act, look)
        except LookRefused as refusal:
            self.request.response.status_int = 422
            return self._page(said, self.request.translate(refusal.message))
        self.request.look_as(look)
        return HTTPSeeOther(self.request.node_url(self.node))

    def _look(self, role: str, person: str, mail: str) -> Look:
        if mail:
            found = by_mail(self.request.site, mail)
            person = "" if found is None or not self._known(found) else found.id
        name, _at, oid = role.partition("@")
        if person or mail:
            name, oid = "", ""
        return Look(self.node.oid, self.request.now, person, name, int(oid) if oid.isdecimal() else 0)

    def _known(self, person: Person) -> bool:
        return appointments.known_here(self.node, person, self.request.today)

    def _page(self, said: Any, fault: str | None = None) -> dict[str, Any]:
        return {
            "page": Page(self.request, _("Voir comme")),
            "about": self.node.title,
            "back": self.request.node_url(self.node),
            "here": self.request.node_url(self.node, "see-as"),
            "managing": managing(self.request, self.node, "sharing"),
            "fault": fault,
            "roles": self._roles(said.get("role", "")),
            "by_name": self.by_name,
            "people": [(each.id, each.title, each.id == said.get("person")) for each in self.people],
            "mail": said.get("mail", ""),
        }

    def _roles(self, chosen: str) -> list[Choice]:
        tried = [(looking.VISITOR, None), (AUTHENTICATED, None), *looking.roles_to_try(self.node)]
        values = [(role if place is None else f"{role}@{place.oid}", eyes.role(self.request, role, place)) for role, place in tried]
        return [Choice(value, text, value == chosen) for value, text in values]


@view_config(context=Site, name="see-as-end", permission=Permission.VIEW, request_method="POST")
def end(site: Site, request: Request) -> Response:
    """Oneself again, on the page from which one began."""
    node = None if request.look is None else site.node(request.look.page)
    request.look_as(None)
    return HTTPSeeOther("/my-space" if node is None else request.node_url(node, "sharing"))


@view_config(
    context=Site,
    name="looked-as",
    permission=Permission.ACCOUNT,
    request_method="GET",
    renderer="mobee_pyr.views:templates/looked_as.pt",
)
def looked_as(site: Site, request: Request) -> dict[str, Any]:
    """Who looked at a network with one's own eyes, and when."""
    return {"page": Page(request, _("Qui a regardé le site comme vous")), "looks": [_told(request, deed) for deed in _looks(request)]}


def _looks(request: Request) -> list[Any]:
    return looking.looks_at(request.person)[:LATEST]


def _told(request: Request, deed: Any) -> dict[str, str]:
    network = request.site.node(deed.details.get("network"))
    return {
        "who": name_of(request.site, deed.who),
        "where": "" if network is None else network.title,
        "when": request.words.date(deed.when),
    }
