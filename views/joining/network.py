"""Joining a network: on one's own, through an organisation, or with one's organisation (M11, M46, M51)."""

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import capacities
from mobee_pyr.content.access import Permission, Role, token
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.names import slug
from mobee_pyr.content.network import Network
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.words import _
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access, departures

SHOWN = 20
"""Organisations in the list; words narrow it."""

NOT_ALONE = _("Dans ce réseau, chacun vient avec son organisation : rejoignez la vôtre, ou inscrivez-la.")


@view_defaults(context=Network)
class JoiningNetwork:
    """Three ways in, one page."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request

    @view_config(name="join", request_method="GET", permission=Permission.JOIN, renderer="mobee_pyr.views:templates/network_join.pt")
    def ask(self) -> dict[str, Any]:
        """The ways, and the organisations of this network that bring their people."""
        words = self.request.GET.get("words", "").strip()
        found = self._organisations(words)
        return {
            "page": Page(self.request, self.request.translate(_("Rejoindre le réseau « ${title} »"), title=self.network.title)),
            "here": self.request.node_url(self.network, "join"),
            "leave": self.request.node_url(self.network, "leave"),
            "new": self.request.node_url(self.network, "organisation-new"),
            "joined": self._is_member(),
            "alone": capacities.citizens_volunteer(self.network),
            "words": words,
            "search": bool(words) or len(found) > SHOWN,
            "organisations": [(self.request.node_url(node, "join"), node.title) for node in found[:SHOWN]],
            "more": len(found) > SHOWN,
        }

    @view_config(name="join", request_method="POST", permission=Permission.JOIN)
    def join(self) -> Response:
        """Become an independent volunteer of this network, at once."""
        person = self.request.person
        if not capacities.citizens_volunteer(self.network):
            self.request.session.flash(("warning", self.request.translate(NOT_ALONE)))
            return HTTPSeeOther(self.request.node_url(self.network, "join"))
        if not self._is_member():
            self.request.site.membership.grant(person.id, Grant(Role.MEMBER, self.network.oid, self.request.today))
            person.record(person.id, "joined", when=self.request.now, network=self.network.oid)
        self._say(_("Bienvenue dans le réseau « ${title} » ! Parcourez ses demandes et proposez votre aide."))
        return HTTPSeeOther(self.request.node_url(self.network))

    @view_config(name="leave", request_method="POST", permission=Permission.VIEW)
    def leave(self) -> Response:
        """Be an independent volunteer no more; applications and roles in organisations stay as they are."""
        person = self.request.person
        if person is not None and departures.leave(self.request.act, self.network, person):
            self._say(_("Vous ne faites plus partie du réseau « ${title} ». Vos candidatures restent dans votre espace."))
        return HTTPSeeOther(self.request.urls["my_space"])

    def _is_member(self) -> bool:
        return token(Role.MEMBER, self.network.oid) in self.request.reader.tokens

    def _organisations(self, words: str) -> list[Organisation]:
        """Those that this reader may join, whose name holds the words."""
        wanted = slug(words) if words else ""
        named = (
            node
            for node in self.network.inside("organisation")
            if isinstance(node, Organisation) and "brings" in node.capacities and node.state == "active" and wanted in slug(node.title)
        )
        return [node for node in named if access.permits(self.request.reader, Permission.JOIN, node)]

    def _say(self, text: str) -> None:
        self.request.session.flash(("success", self.request.translate(text, title=self.network.title)))
