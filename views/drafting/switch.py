"""From the draft to what counts: the dry run, where items go, the switch, and its undoing (M13, M19, M43)."""

from typing import Any

from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.blueprint import WORKFLOW
from mobee_pyr.content.network import Network
from mobee_pyr.content.person import name_of
from mobee_pyr.content.words import _
from mobee_pyr.views.drafting.place import DRAFT, SWITCH, Place
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import comparing, editing, library, switching
from mobee_pyr.workflows.loader import WorkflowRefused
from mobee_pyr.workflows.switching import Plan, SwitchRefused
from mobee_pyr.workflows.writing import text_of

CHOICE = "state-"
"""A field of the form: ``state-interview`` says where the items of that state go."""


@view_defaults(context=Network, name=SWITCH, permission=Permission.EDIT, renderer="mobee_pyr.views:templates/workflow_switch.pt")
class SwitchPage:
    """Shows what would happen before anything does."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request
        self.place = Place(network, request)

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any] | Response:
        """The dry run of the draft; a draft that is not sound leads back to its stories."""
        try:
            return self._page(self._plan({}))
        except WorkflowRefused:
            return self._back(DRAFT, "warning", _("Ce brouillon ne peut pas être mis en service : voici pourquoi."))

    @view_config(request_method="POST", request_param="switch")
    def switch(self) -> dict[str, Any] | Response:
        """Let the draft count from now on."""
        chosen = {key.removeprefix(CHOICE): value for key, value in self.request.POST.items() if key.startswith(CHOICE)}
        plan = self._plan(chosen)
        try:
            done = switching.switch(self.request.act, self.network, plan)
        except SwitchRefused as refused:
            self.request.response.status_int = 422
            return self._page(plan, self.request.translate(refused.message))
        editing.drop(self.network, self.place.content)
        told = self.request.words.plural(
            _("Le nouveau parcours est en service. ${count} élément a changé d’état."),
            _("Le nouveau parcours est en service. ${count} éléments ont changé d’état."),
            len(done.moved),
        )
        return self._back(SWITCH, "success", told)

    @view_config(request_method="POST", request_param="undo")
    def undo(self) -> dict[str, Any] | Response:
        """Undo a whole switch."""
        number = self.request.POST["undo"]
        if not number.isdigit() or int(number) >= len(self.network.switches):
            raise HTTPBadRequest
        try:
            undone = switching.undo(self.request.act, self.network, self.network.switches[int(number)])
        except SwitchRefused as refused:
            return self._back(SWITCH, "warning", refused.message)
        told = self.request.words.plural(
            _("Le parcours d’avant est de nouveau en service. ${count} élément a repris son état."),
            _("Le parcours d’avant est de nouveau en service. ${count} éléments ont repris leur état."),
            len(undone.moved),
        )
        return self._back(SWITCH, "success", told)

    @view_config(request_method="POST", request_param="follow")
    def follow(self) -> Response:
        """Begin a draft that is the blueprint's version again."""
        editing.keep(self.request.act, self.network, library.followed(self.network, self.place.content).workflow)
        return self._back(SWITCH, "info", _("Voici ce que changerait le retour au modèle."))

    def _plan(self, chosen: dict[str, str]) -> Plan:
        content = self.place.content
        text = self.network.drafts.get(content)
        followed = library.followed(self.network, content).workflow
        same = text is not None and text_of(switching.read(content, text)) == text_of(followed)
        if text is None:
            text = self.network.overrides.get(WORKFLOW + content)
        return switching.plan(self.network, content, None if same else text, chosen)

    def _page(self, plan: Plan, fault: str = "") -> dict[str, Any]:
        after, before = self.place.labels(plan.after), self.place.labels(plan.before)
        proposed = switching.proposed(plan)
        return {
            "page": Page(self.request, _("Mettre en service")),
            "managing": self.place.tabs(),
            "title": self.place.label(plan.after.title),
            "drafted": self.place.content in self.network.drafts,
            "differences": comparing.differences(plan.before, plan.after, self.place.words),
            "counts": [(before.get(state, state), count, state in plan.after.states) for state, count in sorted(plan.counts.items())],
            "total": self.request.words.plural(_("${count} élément en cours"), _("${count} éléments en cours"), sum(plan.counts.values())),
            "open": [(CHOICE + state, before.get(state, state), plan.counts[state], proposed[state]) for state in plan.open],
            "targets": list(after.items()),
            "fault": fault,
            "action": self.place.url(SWITCH),
            "draft": self.place.url(DRAFT),
            "own": WORKFLOW + self.place.content in self.network.overrides,
            "past": list(self._past()),
        }

    def _past(self) -> Any:
        """The switches of this workflow, the latest first; the last one can be undone."""
        last = True
        for number, done in reversed(list(enumerate(self.network.switches))):
            if done.content == self.place.content:
                who, when = name_of(self.request.site, done.who), self.request.words.day(done.when.date())
                yield number, who, when, len(done.moved), done.undone is not None, last and done.undone is None
                last = last and done.undone is not None

    def _back(self, view: str, kind: str, told: str) -> Response:
        self.request.session.flash((kind, self.request.translate(told)))
        return HTTPSeeOther(self.place.url(view))
