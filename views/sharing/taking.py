"""Take an access back, close a page from here on, or open it again: what it would do, then the deed."""

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.groups import Group
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.vocabulary import ROLES
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.page import Page
from mobee_pyr.views.people.letters import send_end
from mobee_pyr.views.sharing import foreseen, lines
from mobee_pyr.workflows import appointments, sharing
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.appointments import AppointmentRefused
from mobee_pyr.workflows.sharing import SharingRefused

CHECK = "mobee_pyr.views:templates/sharing_check.pt"


def checked(request: Request, node: Node, title: str, facts: list[tuple[str, str]], told: list[str], confirm: str) -> dict[str, Any]:
    """What the page that checks shows, before whoever asks may say yes."""
    return {
        "page": Page(request, title),
        "about": node.title,
        "back": request.node_url(node, "sharing"),
        "here": request.path_qs,
        "answers": {},
        "facts": facts,
        "foreseen": told,
        "invites": False,
        "confirm": request.translate(confirm),
        "refusal": None,
        "change": False,
    }


@view_defaults(context=Node, name="sharing-end", permission=Permission.PEOPLE, renderer=CHECK)
class Taking:
    """``?person=`` or ``?group=``, and ``?role=``: anything that is not held here is not there."""

    def __init__(self, node: Node, request: Request) -> None:
        self.node, self.request, self.role = node, request, request.GET.get("role", "")
        self.person: Person | None = by_id(request.site, request.GET.get("person"))
        self.number, self.group = self._group(request.GET.get("group", ""))
        if not self._is_held():
            raise HTTPNotFound

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """Who loses sight of how much."""
        translate = self.request.translate
        facts = [
            (translate(_("À qui")), self._who()),
            (translate(_("Ce que cela permettait")), phrases.sentence(translate(ROLES[self.role]))),
        ]
        return checked(self.request, self.node, _("Retirer cet accès ?"), facts, self._told(), _("Retirer cet accès"))

    @view_config(request_method="POST")
    def take(self) -> Response:
        """It ends now; the journal keeps what was done under it in the name of whoever did it."""
        self._deed(self.request.act)
        if self.person is not None:
            send_end(self.request, self.node, self.person, self.role, "")
        self.request.session.flash(
            ("success", self.request.translate(_("L’accès est retiré. Ce qui a été fait garde le nom de son auteur.")))
        )
        return HTTPSeeOther(self.request.node_url(self.node, "sharing"))

    def _deed(self, act: Act) -> None:
        try:
            if self.person is not None:
                appointments.dismiss(act, self.node, self.person, Role(self.role))
            else:
                sharing.take_from_group(act, self.node, self.number, self.role)
        except (AppointmentRefused, SharingRefused) as gone:
            raise HTTPNotFound from gone

    def _told(self) -> list[str]:
        if self.person is not None:
            return foreseen.of_person(self.request, self.person, self.person.title, self._deed, self.request.today)
        people = self.request.site.membership.groups.people(self.number)
        return foreseen.of_group(self.request, people, self._deed, self.request.today)

    def _who(self) -> str:
        if self.person is not None:
            return self.person.title
        assert self.group is not None
        return lines.group_words(self.request, self.number, self.group)

    def _group(self, typed: str) -> tuple[int, Group | None]:
        number, groups = int(typed) if typed.isdecimal() and len(typed) < 20 else 0, self.request.site.membership.groups
        return number, None if groups is None else groups.get(number)

    def _is_held(self) -> bool:
        membership, oid = self.request.site.membership, self.node.oid
        if self.person is not None:
            return any((who, grant.role) == (self.person.id, self.role) for who, grant in membership.shared_on(oid))
        given = () if membership.groups is None else membership.groups.given_on(oid)
        return self.group is not None and any((number, grant.role) == (self.number, self.role) for number, grant in given)


@view_defaults(context=Node, name="sharing-private", permission=Permission.PEOPLE, renderer=CHECK)
class Closing:
    """*Private from here*, on or off."""

    def __init__(self, node: Node, request: Request) -> None:
        self.node, self.request, self.network = node, request, network_of(node)
        if self.network is None or self.network is node:
            raise HTTPNotFound

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """Who loses sight, or who sees more."""
        title = _("Rouvrir cette page ?") if self.node.private else _("Rendre privé à partir d’ici ?")
        confirm = _("Rouvrir") if self.node.private else _("Rendre privé")
        try:
            told = foreseen.of_all(self.request, self.network, self.node, self._deed)
        except SharingRefused as refusal:
            return self._refused(title, refusal)
        page = checked(self.request, self.node, title, self._facts(), told, confirm)
        return page | {"answers": {"private": "no" if self.node.private else "yes"}}

    @view_config(request_method="POST")
    def switch(self) -> dict[str, Any] | Response:
        """Do it."""
        try:
            self._deed(self.request.act)
        except SharingRefused as refusal:
            self.request.response.status_int = 409
            return self._refused(_("Rendre privé à partir d’ici ?"), refusal)
        text = _("La page est privée à partir d’ici.") if self.node.private else _("La page n’est plus privée : son état dit qui la lit.")
        self.request.session.flash(("success", self.request.translate(text)))
        return HTTPSeeOther(self.request.node_url(self.node, "sharing"))

    def _deed(self, act: Act) -> None:
        wished = self.request.POST.get("private") if self.request.method == "POST" else None
        if (wished == "no") if wished in ("yes", "no") else self.node.private:
            sharing.reopen(act, self.node)
        else:
            sharing.close(act, self.node)

    def _facts(self) -> list[tuple[str, str]]:
        translate = self.request.translate
        if self.node.private:
            return [
                (translate(_("Qui pourra entrer")), translate(_("Les personnes à qui son état la montre, et qui entrent déjà plus haut.")))
            ]
        stays = _("Les personnes qui ont un rôle ici ou plus bas, et celles qui gèrent ce qui est au-dessus.")
        return [
            (translate(_("Qui pourra encore entrer")), translate(stays)),
            (
                translate(_("Ce qui reste à chacun")),
                translate(_("Qui a candidaté ou promis garde sa réponse et la demande sous les yeux.")),
            ),
        ]

    def _refused(self, title: str, refusal: SharingRefused) -> dict[str, Any]:
        page = checked(self.request, self.node, title, [], [], "")
        return page | {"refusal": self.request.translate(refusal.message)}
