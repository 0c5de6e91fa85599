"""*Partage*: who may open a page and why, and what whoever looks after it may do about it (M12, M46, M47)."""

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.membership import SHARED, Grant
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.vocabulary import ROLES
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.people.letters import send_offer
from mobee_pyr.views.sharing import lines
from mobee_pyr.workflows import access, invitations, sharing
from mobee_pyr.workflows.invitations import OPEN_FOR, Invitation


@view_defaults(context=Node, name="sharing", permission=Permission.PEOPLE, renderer="mobee_pyr.views:templates/sharing.pt")
class Sharing:
    """For whoever looks after the rights of a page."""

    def __init__(self, node: Node, request: Request) -> None:
        self.node, self.request = node, request
        self.network = network_of(node)
        if self.network is None:
            raise HTTPNotFound

    @view_config(request_method="GET", kept=True)
    def show(self) -> dict[str, Any]:
        """First who was let in by hand, then who comes in by a role; invitations lapse from one minute to the next."""
        invited = self._invitations()
        self.request.unkept = any(invited.values())
        return self._rights() | invited

    def _invitations(self) -> dict[str, list[dict[str, str]]]:
        """Who was invited, who did not answer in time, who said yes lately."""
        node, now = self.node, self.request.now
        return {
            "invited": [self._told(one) for one in invitations.pending(node, now) if one.role in SHARED],
            "lapsed": [self._told(one) for one in invitations.lapsed(node, now) if one.role in SHARED],
            "accepted": [self._accepted(*one) for one in invitations.accepted(node, now) if one[0].role in SHARED],
        }

    def _rights(self) -> dict[str, Any]:
        url, node = self.request.node_url, self.node
        runs_network = access.permits(self.request.reader, Permission.PEOPLE, self.network)
        return {
            "page": Page(self.request, _("Partage")),
            "about": node.title,
            "back": url(node),
            "here": url(node, "sharing"),
            "managing": managing(self.request, node),
            "give": url(node, "sharing-new"),
            "give_group": url(node, "sharing-new", to="group") if self._groups() else None,
            "given": list(lines.given(self.request, node)),
            "above": list(lines.from_above(self.request, node)),
            "gates": list(lines.gates(self.request, node)),
            "by_state": list(lines.by_state(self.request, node)),
            "private": node.private,
            "gate": url(node, "sharing-private") if node is not self.network else None,
            "edit": url(node, "edit") if node is self.network else None,
            "team": url(node, "people") if node.type_name in ("network", "organisation") else None,
            "why": url(node, "why"),
            "see_as": url(node, "see-as"),
            "groups": url(self.network, "people-groups") if runs_network else None,
        }

    @view_config(request_method="POST")
    def invite(self) -> Response:
        """Take an invitation back, or send it again."""
        said = self.request.POST
        known = [*invitations.pending(self.node, self.request.now), *invitations.lapsed(self.node, self.request.now)]
        one = next((each for each in known if (each.mail, str(each.role)) == (said.get("mail"), said.get("role"))), None)
        if one is None or one.role not in SHARED:
            raise HTTPNotFound
        text = self._send_again(one) if "again" in said else self._take_back(one)
        self.request.session.flash(("success", self.request.translate(text, mail=one.mail)))
        return HTTPSeeOther(self.request.node_url(self.node, "sharing"))

    def _send_again(self, one: Invitation) -> str:
        self.request.throttle("mail", one.mail)
        grant = Grant(one.role, self.node.oid, one.since, one.until)
        invitations.invite(self.request.act, self.node, one.mail, grant)
        send_offer(self.request, self.node, one.mail, grant)
        return _("L’invitation est envoyée de nouveau à ${mail}. Elle compte pendant deux jours.")

    def _take_back(self, one: Invitation) -> str:
        invitations.take_back(self.request.act, self.node, one.mail, one.role)
        return _("L’invitation de ${mail} est retirée : son lien ne sert plus à rien.")

    def _groups(self) -> bool:
        return bool(sharing.groups_for(self.node)) and access.permits(self.request.reader, Permission.PEOPLE, self.network)

    def _told(self, one: Invitation) -> dict[str, str]:
        """« invitation envoyée par Rose, valable jusqu’au 3 mars 2027 à 14:05 »."""
        translate, words = self.request.translate, self.request.words
        by = name_of(self.request.site, one.by) or translate(_("la plateforme"))
        still = one.when + OPEN_FOR > self.request.now
        text = (
            _("invitée par ${by}, jusqu’au ${moment} pour accepter")
            if still
            else _("invitée par ${by}, restée sans réponse depuis le ${moment}")
        )
        hint = translate(text, by=by, moment=words.date(one.when + OPEN_FOR))
        return {"mail": one.mail, "role": str(one.role), "hint": f"{self._role(one)} · {hint}"}

    def _accepted(self, one: Invitation, when: Any) -> dict[str, str]:
        told = self.request.translate(_("a accepté le ${day}"), day=self.request.words.day(when.date()))
        return {"mail": one.mail, "hint": f"{self._role(one)} · {told}"}

    def _role(self, one: Invitation) -> str:
        return phrases.sentence(self.request.translate(ROLES[one.role]))
