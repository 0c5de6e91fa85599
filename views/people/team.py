"""Who holds which role, who is invited, who asks to be attached (M12, M41, M49)."""

from itertools import islice
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import awaited
from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.network import Network
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import name_of
from mobee_pyr.content.todo import Owner
from mobee_pyr.content.vocabulary import DUTIES, ROLES
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases, rows
from mobee_pyr.views.exporting import sheet
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.paging import page_number, pages
from mobee_pyr.views.people.holders import Holder, former, holding, line, says
from mobee_pyr.views.people.ways import TEAM
from mobee_pyr.workflows import access, invitations
from mobee_pyr.workflows.appointments import GIVEN_ON
from mobee_pyr.workflows.invitations import OPEN_FOR, Invitation

SIZE = 50
"""Members on a page; those in charge are all shown."""
PAST = 50


class Group(NamedTuple):
    """Everybody in one role."""

    role: str
    title: str
    duty: str
    count: int
    holders: list[Holder]


@view_defaults(name="people", permission=Permission.PEOPLE, renderer="mobee_pyr.views:templates/people.pt")
class Team:
    """For whoever gives the roles here."""

    def __init__(self, node: Owner, request: Request) -> None:
        self.node, self.request = node, request
        self.words = request.GET.get("words", "").strip()[:200]

    @view_config(context=Network, request_method="GET")
    @view_config(context=Organisation, request_method="GET")
    def show(self) -> dict[str, Any]:
        """Everybody, role by role; the members by pages."""
        members = holding(self.request, self.node, Role.MEMBER, self.words)
        total = max(1, -(-len(members) // SIZE))
        number = min(page_number(self.request), total)
        return {
            "page": Page(self.request, TEAM),
            "about": self.node.title,
            "back": self.request.node_url(self.node),
            "here": self.request.node_url(self.node, "people"),
            "managing": managing(self.request, self.node),
            "give": self.request.node_url(self.node, "people-new"),
            "bring": self.request.node_url(self.node, "people-import"),
            "awaited": self._awaited(),
            "awaiting": 0 if self.node.awaited is None else len(self.node.awaited),
            "invited": [self._invited(each) for each in invitations.pending(self.node, self.request.now)],
            "lapsed": [self._lapsed(each) for each in invitations.lapsed(self.node, self.request.now)],
            "asking": self._asking(),
            "groups": [self._group(role, holding(self.request, self.node, role)) for role in GIVEN_ON[self.node.type_name][:-1]],
            "members": self._group(Role.MEMBER, members, slice((number - 1) * SIZE, number * SIZE)),
            "words": self.words,
            "search": bool(self.words) or total > 1 or (self.node.awaited is not None and len(self.node.awaited) > SIZE),
            "pages": pages(self.request, number, total),
            "export": sheet.export(self.request),
            "former": former(self.request, self.node)[:PAST],
        }

    @view_config(context=Network, request_method="POST")
    @view_config(context=Organisation, request_method="POST")
    def take_back(self) -> Response:
        """An invitation counts no more."""
        said = self.request.POST
        offered = invitations.invitation(self.node, said.get("mail", ""), said.get("role", ""), self.request.now)
        if offered is None:
            raise HTTPNotFound
        invitations.take_back(self.request.act, self.node, offered.mail, offered.role)
        text = _("L’invitation de ${mail} est retirée : son lien ne sert plus à rien.")
        self.request.session.flash(("success", self.request.translate(text, mail=offered.mail)))
        return HTTPSeeOther(self.request.node_url(self.node, "people"))

    def _group(self, role: Role, found: list[Any], shown: slice = slice(None)) -> Group:
        translate = self.request.translate
        holders = [line(self.request, self.node, person, grant) for person, grant in found[shown]]
        duty = translate(DUTIES[self.node.type_name][role])
        return Group(str(role), phrases.sentence(translate(ROLES[role])), duty, len(found), holders)

    def _invited(self, one: Invitation) -> dict[str, str]:
        request = self.request
        told = _("invitation envoyée par ${by}, valable jusqu’au ${moment}")
        by = name_of(request.site, one.by) or request.translate(_("la plateforme"))
        return {
            "mail": one.mail,
            "role": str(one.role),
            "title": phrases.sentence(request.translate(ROLES[one.role])),
            "hint": request.translate(told, by=by, moment=request.words.date(one.when + OPEN_FOR)),
        }

    def _lapsed(self, one: Invitation) -> dict[str, str]:
        again = self.request.node_url(self.node, "people-new", mail=one.mail, role=str(one.role))
        title = phrases.sentence(self.request.translate(ROLES[one.role]))
        return {"mail": one.mail, "title": title, "when": self.request.words.day(one.when.date()), "again": again}

    def _awaited(self) -> list[tuple[str, str, str]]:
        """Address, name and role of those who have not said yes yet; the search finds those who are too many to be shown."""
        called = ((mail, one) for mail, one in awaited.everybody(self.node) if not self.words or says(one.name, mail, self.words))
        role = self.request.translate
        return [(mail, one.name, phrases.sentence(role(ROLES[one.role]))) for mail, one in islice(called, SIZE)]

    def _asking(self) -> list[rows.Row]:
        """Those who say that they belong here and wait for an answer."""
        waiting = [node for node in self.node.inside("joining") if node.state == "requested"]
        return [rows.task(self.request, node, of_network=False) for node in access.visible(self.request.reader, waiting)]
