"""Putting back what stood there before: one edit taken back, or a whole version, looked at first (M32)."""

from typing import Any

import deform
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content import past
from mobee_pyr.content.access import Permission
from mobee_pyr.content.journal import last
from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.views import answered, cards, undoing
from mobee_pyr.views.managing import managing
from mobee_pyr.views.meanwhile import STOOD
from mobee_pyr.views.numbered import deed_asked
from mobee_pyr.views.page import Page
from mobee_pyr.views.remarks import remarks
from mobee_pyr.views.writing import meeting
from mobee_pyr.views.writing.correcting import Correcting
from mobee_pyr.views.writing.texts import checked, correct

CHANGED = _("La page a changé depuis que vous avez ouvert celle-ci : voici ce qui changerait maintenant.")
UNFIT = _("Ce qui était écrit ne convient plus tel quel : corrigez ce qui est signalé, puis enregistrez.")
EDIT = "mobee_pyr.views:templates/edit.pt"


@view_defaults(context=Node, name="revert", permission=Permission.EDIT, renderer="mobee_pyr.views:templates/revert.pt")
class Revert(Correcting):
    """``deed`` names the edit; with ``only`` it alone is taken back, without it everything done since is."""

    def __init__(self, node: Node, request: Request) -> None:
        super().__init__(node, request)
        self.number, self.deed = deed_asked(request, node)
        self.only = bool(request.params.get("only"))
        if self.only and self.deed.what not in past.EDITS:
            raise HTTPNotFound
        wanted = past.without(node, self.now, self.number) if self.only else (past.as_of(node, self.now, self.number), [])
        self.wanted, self.held = wanted

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any]:
        """What would change, and nothing else."""
        return self._page()

    @view_config(request_method="POST")
    def put_back(self) -> dict[str, Any] | Response:
        """Keep it as any other correction, under the same rules; a new deed, so that it can be taken back in turn."""
        if self.request.POST.get(STOOD, self._stood_at_once()) != meeting.stood(self.node, self.now):
            self.request.response.status_int = 409
            return self._page(CHANGED)
        try:
            answers = checked(self.form(self.wanted), {**self.wanted, STOOD: meeting.stood(self.node, self.now)})
        except deform.ValidationFailure as failure:
            return self._unfit(failure)
        answers.pop(STOOD)
        told = {past.UNDOES if self.only else past.BACK_TO: self.number}
        if correct(self.request.act, self.node, answers, **told):
            text = self.request.translate(_("C’est remis comme avant."))
            self.request.session.flash(("success", text, undoing.last(self.request, self.node)))
        return HTTPSeeOther(self.request.node_url(self.node))

    def _stood_at_once(self) -> str:
        """Right after an edit, one click takes it back unseen; once anything else was done, it is looked at first."""
        fresh = self.only and not self.held and self.number == last(self.node.journal)
        return meeting.stood(self.node, self.now) if fresh else ""

    def _unfit(self, failure: deform.ValidationFailure) -> dict[str, Any]:
        """The same answers in the form that corrects them: a date has passed, somebody has taken a place."""
        self.request.override_renderer = EDIT
        self.request.response.status_int = 422
        return {
            "page": Page(self.request, _("Modifier « ${title} »", mapping={"title": self.node.title})),
            "managing": managing(self.request, self.node, "edit"),
            "state": cards.state_of(self.request, self.node),
            "remarks": remarks(self.request, self.node),
            "note": self.request.translate(UNFIT),
            "changed": [],
            "draft": None,
            "draft_at": self.request.node_url(self.node, "draft"),
            "draft_of": "edit",
            "aside": None,
            "form": failure.render(),
        }

    def _page(self, problem: str = "") -> dict[str, Any]:
        title = _("Annuler ce changement ?") if self.only else _("Revenir à cette version ?")
        held = [change.name for change in answered.changes(self.request, self.node, *self._held())]
        return {
            "page": Page(self.request, title),
            "managing": managing(self.request, self.node, "history"),
            "when": self.request.words.date(self.deed.when),
            "only": self.only,
            "problem": self.request.translate(problem) if problem else None,
            "changes": answered.changes(self.request, self.node, self.now, self.wanted),
            "held": ", ".join(held),
            "public": self.public(),
            "stood": meeting.stood(self.node, self.now),
            "action": self.request.same_page(),
            "history": self.request.node_url(self.node, "history"),
        }

    def _held(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What later edits do not let go of: as it stood before the edit, and now."""
        former = past.changes(self.deed)
        return {**self.now, **{name: past.as_answer(self.now[name], former[name][0]) for name in self.held}}, self.now
