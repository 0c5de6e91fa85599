"""Qualifying an organisation or a request: tick the criteria, leave a remark, decide (M69, M70)."""

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import name_of
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.views.markdown import markdown
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import engine
from mobee_pyr.workflows.guards import criteria_of


@view_defaults(name="qualify", permission=Permission.QUALIFY, renderer="mobee_pyr.views:templates/qualify.pt")
class Qualifying:
    """The checklist beside what it is about; one answer keeps the ticks, the remark and the decision."""

    def __init__(self, node: Qualified, request: Request) -> None:
        self.node, self.request = node, request

    @view_config(context=Organisation, request_method="GET")
    @view_config(context=Mission, request_method="GET")
    @view_config(context=Need, request_method="GET")
    def ask(self) -> dict[str, Any]:
        """What is ticked already, by whom and when."""
        decisions = [t for t in engine.possible(self.request.reader, self.node) if t.decides]
        return {
            "page": Page(self.request, _("Qualifier « ${title} »", mapping={"title": self.node.title})),
            "summary": getattr(self.node, "summary", ""),
            "text": markdown(getattr(self.node, "description", "")),
            "state": cards.state_of(self.request, self.node),
            "action": self.request.node_url(self.node, "qualify"),
            "criteria": [(criterion, self._ticked(criterion.id)) for criterion in criteria_of(self.node)],
            "decisions": [(t.name, self.request.words.label(t.label), t.reason == "required") for t in decisions],
            "remarks": [remark.text for remark in self.node.remarks],
        }

    @view_config(context=Organisation, request_method="POST")
    @view_config(context=Mission, request_method="POST")
    @view_config(context=Need, request_method="POST")
    def qualify(self) -> Response:
        """Keep the ticks and the remark, then decide if a decision was asked for. Raises `engine.TransitionRefused`."""
        said, act = self.request.POST, self.request.act
        criteria = criteria_of(self.node)
        self.node.tick(criteria, set(said.getall("criterion")), act.who, act.now)
        remark = said.get("remark", "").strip()[:4000]
        if remark:
            self.node.remark("", remark, act.who or "", act.now)
        if "decision" in said:
            engine.fire(act, self.node, said["decision"], remark)
            self._say(_("C’est décidé : les personnes concernées reçoivent un courriel."))
            return HTTPSeeOther("/my-space")
        self.node.record(act.who, "criteria ticked", when=act.now, ticked=sorted(self.node.ticks))
        self._say(_("Les critères cochés sont enregistrés."))
        return HTTPSeeOther(self.request.node_url(self.node, "qualify"))

    def _ticked(self, criterion: str) -> str | None:
        tick = self.node.ticks.get(criterion)
        if tick is None:
            return None
        who = name_of(self.request.site, tick.who)
        return f"{who} · {self.request.words.ago(tick.when)}" if who else self.request.words.ago(tick.when)

    def _say(self, text: str) -> None:
        self.request.session.flash(("success", self.request.translate(text)))
