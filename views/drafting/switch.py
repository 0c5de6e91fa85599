"""From the draft to what counts: the dry run, where items go, the switch, and its undoing (M13, M19, M43)."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.blueprint import WORKFLOW
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views.drafting.moving import moving
from mobee_pyr.views.drafting.past import past
from mobee_pyr.views.drafting.place import DRAFT, SWITCH, Place
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import comparing, editing, library, switching
from mobee_pyr.workflows.loader import WorkflowRefused
from mobee_pyr.workflows.switching import Plan, SwitchRefused
from mobee_pyr.workflows.writing import text_of

CHOICE = "state-"
"""A field of the form: ``state-interview`` says where the items of that state go."""


class Line(NamedTuple):
    """The items of one state. ``stays``: the new version knows the state; ``offered``: the other states that they may go to."""

    field: str
    state: str
    label: str
    count: int
    stays: bool
    offered: list[tuple[str, str]]
    chosen: str


@view_defaults(context=Network, name=SWITCH, permission=Permission.EDIT, renderer="mobee_pyr.views:templates/workflow_switch.pt")
class SwitchPage:
    """Shows what would happen before anything does."""

    def __init__(self, network: Network, request: Request) -> None:
        self.network, self.request = network, request
        self.place = Place(network, request)

    @view_config(request_method="GET")
    def show(self) -> dict[str, Any] | Response:
        """The dry run of the draft, or how far a switch is; a draft that is not sound leads back to its stories."""
        if self.request.headers.get("HX-Request") and self.place.content not in self.network.moving:
            return Response(headerlist=[("HX-Refresh", "true")])
        try:
            return self._page(self._plan({}))
        except WorkflowRefused:
            return self._back(DRAFT, "warning", _("Ce brouillon ne peut pas être mis en service : voici pourquoi."))

    @view_config(request_method="POST", request_param="switch")
    def switch(self) -> dict[str, Any] | Response:
        """Let the draft count from now on."""
        plan = self._plan(self._chosen(self.request.POST))
        try:
            done = switching.switch(self.request.act, self.network, plan)
        except SwitchRefused as refused:
            self.request.response.status_int = 422
            return self._page(plan, self.request.translate(refused.message))
        editing.drop(self.network, self.place.content)
        if self.place.content in self.network.moving:
            return self._back(SWITCH, "success", _("Le nouveau parcours est en service."))
        told = self.request.words.plural(
            _("Le nouveau parcours est en service. ${count} élément a changé d’état."),
            _("Le nouveau parcours est en service. ${count} éléments ont changé d’état."),
            len(done.moved),
        )
        return self._back(SWITCH, "success", told)

    @view_config(request_method="POST", request_param="count")
    def count(self) -> dict[str, Any]:
        """The dry run again, with the states chosen so far; nothing changes."""
        return self._page(self._plan(self._chosen(self.request.POST)))

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
        if self.place.content in self.network.moving:
            return self._back(SWITCH, "success", _("Le parcours d’avant est de nouveau en service."))
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

    def _chosen(self, said: Any) -> dict[str, str]:
        return {key.removeprefix(CHOICE): value for key, value in said.items() if key.startswith(CHOICE)}

    def _plan(self, chosen: dict[str, str]) -> Plan:
        content = self.place.content
        text = self.network.drafts.get(content)
        followed = library.followed(self.network, content).workflow
        same = text is not None and text_of(switching.read(content, text)) == text_of(followed)
        if text is None:
            text = self.network.overrides.get(WORKFLOW + content)
        return switching.plan(self.network, content, None if same else text, chosen)

    def _page(self, plan: Plan, fault: str = "") -> dict[str, Any]:
        return {
            "page": Page(self.request, _("Mettre en service")),
            "managing": self.place.tabs(),
            "title": self.place.label(plan.after.title),
            "moving": moving(self.network, self.request, self.place.content),
            "drafted": self.place.content in self.network.drafts,
            "differences": comparing.differences(plan.before, plan.after, self.place.words),
            "lines": list(self._lines(plan)),
            "told": list(self._told(plan)),
            "fault": fault,
            "action": self.place.url(SWITCH),
            "draft": self.place.url(DRAFT),
            "own": WORKFLOW + self.place.content in self.network.overrides,
            "past": list(past(self.network, self.request, self.place)),
        }

    def _lines(self, plan: Plan) -> Iterator[Line]:
        """One for each state in which something is, in the order of the workflow."""
        before, after = self.place.labels(plan.before), self.place.labels(plan.after)
        proposed, order = switching.proposed(plan), list(plan.before.states)
        for state in sorted(plan.counts, key=lambda name: order.index(name) if name in order else len(order)):
            stays = state in plan.after.states
            offered = [(target, after[target]) for target in switching.targets(plan, state) if target != state]
            chosen = plan.moves.get(state, state if stays else proposed.get(state, ""))
            yield Line(CHOICE + state, state, before.get(state, state), plan.counts[state], stays, offered, chosen)

    def _told(self, plan: Plan) -> Iterator[str]:
        """How much is under way, how much moves, how much needs a choice."""
        plural = self.request.words.plural
        yield plural(_("${count} élément en cours"), _("${count} éléments en cours"), sum(plan.counts.values()))
        if plan.moving:
            yield plural(_("${count} change d’état"), _("${count} changent d’état"), plan.moving)
        waiting = sum(plan.counts[state] for state in plan.open)
        if waiting:
            yield plural(_("${count} attend votre choix"), _("${count} attendent votre choix"), waiting)

    def _back(self, view: str, kind: str, told: str) -> Response:
        self.request.session.flash((kind, self.request.translate(told)))
        return HTTPSeeOther(self.place.url(view))
