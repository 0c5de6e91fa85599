"""Qualifying an organisation or a request: tick the criteria, leave a remark, decide (M69, M70)."""

from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults
from translationstring import TranslationString

from mobee_pyr.content.access import Permission
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import name_of
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.volunteer import Volunteer
from mobee_pyr.content.words import _
from mobee_pyr.views import cards
from mobee_pyr.views.answers import asking, outcomes
from mobee_pyr.views.managing import managing
from mobee_pyr.views.markdown import markdown
from mobee_pyr.views.page import Page
from mobee_pyr.views.writing import dossier
from mobee_pyr.workflows import access, engine, qualifying
from mobee_pyr.workflows.guards import criteria_of
from mobee_pyr.workflows.model import Transition

LONGEST = 4000
"""Characters of a remark."""

UNTICKED = _("Cochez d’abord tous les critères obligatoires. Ce que vous avez écrit est resté ci-dessous.")


class Said(NamedTuple):
    """What was ticked and typed, kept whatever happens to it."""

    ticked: frozenset[str]
    remark: str
    decision: str = ""


class Decision(NamedTuple):
    """One answer, as a button."""

    name: str
    label: str
    look: str


@view_defaults(name="qualify", permission=Permission.VIEW, renderer="mobee_pyr.views:templates/qualify.pt")
class Qualifying:
    """The checklist beside what it is about; one answer keeps the ticks, the remark and the decision.

    Who may only see the node, and does not belong to the network's team, is refused. The team finds its way even after a
    colleague has decided meanwhile: nothing typed is lost.
    """

    def __init__(self, node: Qualified, request: Request) -> None:
        self.node, self.request = node, request
        self.network: Network | None = network_of(node)
        if not self._open and not self._in_team:
            raise HTTPForbidden

    @view_config(context=Organisation, request_method="GET")
    @view_config(context=Mission, request_method="GET")
    @view_config(context=Need, request_method="GET")
    @view_config(context=Volunteer, request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """What is ticked already, by whom and when; or, if nothing is left to qualify, the node as it is now."""
        if not self._open:
            self._say(_("Il n’y a plus rien à qualifier ici : voici où les choses en sont."), "info")
            return HTTPSeeOther(self.request.node_url(self.node))
        return self._page(Said(frozenset(self.node.ticks), ""))

    @view_config(context=Organisation, request_method="POST")
    @view_config(context=Mission, request_method="POST")
    @view_config(context=Need, request_method="POST")
    @view_config(context=Volunteer, request_method="POST")
    def qualify(self) -> dict[str, Any] | Response:
        """Keep the ticks and the remark, then decide if a decision was asked for; a definitive no is asked once more."""
        post = self.request.POST
        said = Said(frozenset(post.getall("criterion")), post.get("remark", "").strip()[:LONGEST], post.get("decision", ""))
        if "back" in post:
            return self._page(said)
        if not self._open:
            return self._refused(
                said, _("Une autre personne a répondu entre-temps. Ce que vous avez écrit est resté ci-dessous, à copier.")
            )
        decision = next((each for each in self._decisions if each.name == said.decision), None)
        if decision is not None and said.remark and "confirmed" not in post and asking.destructive(self.node, decision):
            return self._page(said, confirming=decision)
        try:
            fired = qualifying.answer(self.request.act, self.node, set(said.ticked), said.remark, said.decision)
        except engine.TransitionRefused as refused:
            boxes = decision is not None and qualifying.TICKS in decision.guards and self._unticked(said)
            return self._refused(said, UNTICKED if boxes else refused.message)
        return self._kept() if fired is None else self._decided(fired)

    @property
    def _open(self) -> bool:
        return access.permits(self.request.reader, Permission.QUALIFY, self.node)

    @property
    def _in_team(self) -> bool:
        return self.network is not None and access.permits(self.request.reader, Permission.QUALIFY, self.network)

    @property
    def _decisions(self) -> list[Transition]:
        return qualifying.decisions(self.request.reader, self.node)

    def _unticked(self, said: Said) -> bool:
        return any(criterion.mandatory and criterion.id not in said.ticked for criterion in criteria_of(self.node))

    def _kept(self) -> Response:
        self._say(_("C’est enregistré. Rien n’est encore décidé."))
        return HTTPSeeOther(self.request.node_url(self.node, "qualify"))

    def _decided(self, fired: Transition) -> Response:
        """Back to the queue, whose first line is the next one."""
        text = outcomes.DONE.get(f"{self.node.type_name}.{fired.name}", outcomes.ANYTHING_DONE)
        self._say(self.request.translate(text, label=self.request.words.label(fired.label), title=self.node.title, who=self.node.title))
        return HTTPSeeOther(self.request.node_url(self.network or self.node, "qualification" if self.network else ""))

    def _refused(self, said: Said, why: str | TranslationString) -> dict[str, Any]:
        self.request.response.status_int = 422
        return self._page(said, problem=self.request.translate(why))

    def _page(self, said: Said, problem: str | None = None, confirming: Transition | None = None) -> dict[str, Any]:
        decisions = self._decisions if self._open else []
        return {
            "page": Page(self.request, _("Qualifier « ${title} »", mapping={"title": self.node.title})),
            "managing": managing(self.request, self.node),
            "summary": getattr(self.node, "summary", ""),
            "text": markdown(getattr(self.node, "description", "")),
            "state": cards.state_of(self.request, self.node),
            "facts": dossier.facts(self.request, self.node),
            "action": self.request.node_url(self.node, "qualify"),
            "problem": problem,
            "criteria": [(each, each.id in said.ticked, self._ticked(each.id)) for each in criteria_of(self.node)],
            "remarks": [(each.text, self._signed(each.who, each.when)) for each in reversed(self.node.remarks)],
            "said": said,
            "personal": isinstance(self.node, Volunteer),
            "decisions": [] if confirming else list(self._buttons(decisions)),
            "hindrances": list(map(self.request.translate, qualifying.hindrances(self.node, decisions))),
            "own": self._open and not decisions and self.node.author == self.request.reader.person_id,
            "open": self._open,
            "confirming": None if confirming is None else self._confirmation(confirming),
            "queue": None if self.network is None else self.request.node_url(self.network, "qualification"),
            "next": self._next(),
        }

    def _buttons(self, decisions: list[Transition]) -> list[Decision]:
        """Those that need no reason first; the first of them is the page's one action. What ends things stands back."""
        label = self.request.words.label
        plain = [each for each in decisions if each.reason != "required"]
        other = sorted((each for each in decisions if each not in plain), key=lambda each: asking.destructive(self.node, each))
        looks = ["btn-primary"] * bool(plain) + ["btn-secondary"] * (len(decisions) - bool(plain))
        found = [Decision(each.name, label(each.label), look) for each, look in zip(plain + other, looks, strict=True)]
        return [
            each._replace(look="btn-link") if asking.destructive(self.node, decision) else each
            for each, decision in zip(found, plain + other, strict=True)
        ]

    def _confirmation(self, decision: Transition) -> tuple[str, str, str]:
        """Name, label, and what the decision ends."""
        before = outcomes.BEFORE.get(f"{self.node.type_name}.{decision.name}", _("Cette réponse est définitive."))
        words = self.request.translate(before, who=self.node.title, title=self.node.title)
        return decision.name, self.request.words.label(decision.label), words

    def _next(self) -> tuple[str, str] | None:
        found = None if self.network is None else qualifying.following(self.request.reader, self.network, self.node)
        return None if found is None else (self.request.node_url(found, "qualify"), found.title)

    def _ticked(self, criterion: str) -> str | None:
        tick = self.node.ticks.get(criterion)
        return None if tick is None else self._signed(tick.who, tick.when)

    def _signed(self, who: str | None, when: Any) -> str:
        return " · ".join(filter(None, (name_of(self.request.site, who), self.request.words.ago(when))))

    def _say(self, text: str, kind: str = "success") -> None:
        self.request.session.flash((kind, self.request.translate(text)))
