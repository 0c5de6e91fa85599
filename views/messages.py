"""The thread of an application, a pledge, a request: read on a page of its own, and written."""

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.person import name_of
from mobee_pyr.content.track import Tracked
from mobee_pyr.content.words import _
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.views.thread import thread
from mobee_pyr.workflows import threads
from mobee_pyr.workflows.engine import TransitionRefused


@view_defaults(context=Tracked, name="messages", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/messages.pt")
class Messages:
    """For those who take part; for anybody else there is no such page."""

    def __init__(self, node: Tracked, request: Request) -> None:
        if not threads.takes_part(request.reader, node):
            raise HTTPNotFound
        self.node, self.request = node, request

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any]:
        """All that was said."""
        return self._page()

    @view_config(request_method="POST")
    def write(self) -> dict[str, Any] | Response:
        """One message more; the other side is told."""
        text = self.request.POST.get("message", "")
        self.request.throttle("message", self.request.person.id)
        try:
            threads.write(self.request.act, self.node, text)
        except TransitionRefused as refusal:
            self.request.response.status_int = 422
            return self._page(text[: threads.LONGEST * 2], self.request.translate(refusal.message))
        self.request.session.flash(("success", self.request.translate(_("Votre message est envoyé."))))
        page = () if self.node.type_name in ("application", "pledge") else ("messages",)
        return HTTPSeeOther(self.request.node_url(self.node, *page))

    def _page(self, typed: str = "", fault: str = "") -> dict[str, Any]:
        asked = self.node.__parent__
        answer = isinstance(self.node, Answer) and asked is not None
        about = f"{name_of(self.request.site, self.node.applicant)} · {asked.title}" if answer else self.node.title
        return {
            "page": Page(self.request, _("Échanges")),
            "about": about,
            "back": self.request.node_url(self.node),
            "managing": managing(self.request, self.node),
            "thread": thread(self.request, self.node, typed, fault),
        }
