"""Handing over one's roles to a successor, in one action, on an organisation or a network."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.absence import handover_schema
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access, handover

INTRO = _(
    "La personne qui prend la suite reçoit les rôles, l’équipe et tout ce qui attend une réponse ; "
    "l’autre garde ce qu’elle a fait, et son appartenance. Les deux sont prévenues."
)


@view_defaults(context=Node, name="handover", permission=Permission.PEOPLE, renderer="mobee_pyr.views:templates/account.pt")
class HandoverPage:
    """For whoever may change who holds which role."""

    def __init__(self, node: Node, request: Request) -> None:
        if node.type_name not in ("organisation", "network"):
            raise HTTPNotFound
        self.node, self.request = node, request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """Who leaves, who takes over."""
        leavers = handover.leavers(self.request.act, self.node)
        mine = self.request.person.id if self.request.person in leavers else leavers[0].id if len(leavers) == 1 else ""
        return self._page(self._form({"leaver": mine}).render())

    @view_config(request_method="POST")
    def hand_over(self) -> dict[str, Any] | Response:
        """All at once, or nothing."""
        try:
            said = self._form().validate(self.request.POST.items())
        except deform.ValidationFailure as failure:
            self.request.response.status_int = 422
            return self._page(failure.render())
        leaver, successor = (by_id(self.request.site, said[name]) for name in ("leaver", "successor"))
        assert leaver is not None and successor is not None
        try:
            handed = handover.hand_over(self.request.act, self.node, leaver, successor)
        except handover.HandoverRefused as refusal:
            self.request.response.status_int = 422
            return self._page(self._form(said).render(), self.request.translate(refusal.message))
        self._tell(leaver, successor)
        text = _("${successor} prend la suite de ${leaver} : rôles ${roles}, équipe ${team}, étapes en attente ${steps}.")
        said = self.request.translate(text, successor=successor.title, leaver=leaver.title, **handed._asdict())
        self.request.session.flash(("success", said))
        reader = access.reader(self.request.site, self.request.person, self.request.today)
        seen = access.permits(reader, Permission.VIEW, self.node)
        return HTTPSeeOther(self.request.node_url(self.node) if seen else self.request.urls["my_space"])

    def _tell(self, leaver: Person, successor: Person) -> None:
        self.request.send("handover", successor, node=self.node, by=leaver.title, url="/to-do")
        if leaver is not self.request.person:
            self.request.send("handover", leaver, node=self.node, by=successor.title, again=True)

    def _form(self, said: dict[str, Any] | None = None) -> Any:
        act, here = self.request.act, self.request.node_url(self.node, "handover")
        keep = deform.Button("keep", _("Ne rien changer"), type="link", value=self.request.node_url(self.node))
        schema = handover_schema(handover.leavers(act, self.node), handover.successors(act, self.node))
        return make_form(schema, self.request, [("hand_over", _("Passer le relais")), keep], said, action=here)

    def _page(self, form: Any, fault: str | None = None) -> dict[str, Any]:
        title = self.request.translate(_("Passer le relais : ${title}"), title=self.node.title)
        intro = self.request.translate(INTRO)
        return {"page": Page(self.request, title), "intro": intro, "fault": fault, "form": form, "links": []}
