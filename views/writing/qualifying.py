"""Qualifying an organisation or a request: tick the criteria, leave a remark, decide (M69, M70)."""

from typing import Any

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
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.volunteer import Volunteer
from mobee_pyr.content.words import _
from mobee_pyr.views import advised, cards
from mobee_pyr.views.answers import asking, outcomes
from mobee_pyr.views.managing import managing
from mobee_pyr.views.markdown import markdown
from mobee_pyr.views.page import Page
from mobee_pyr.views.papers import given
from mobee_pyr.views.writing import checklist, choices, dossier, review
from mobee_pyr.views.writing import said as sent
from mobee_pyr.views.writing.said import Said
from mobee_pyr.workflows import access, engine, qualifying, ticking
from mobee_pyr.workflows.model import Transition

UNTICKED = _("Cochez d’abord tous les critères obligatoires. Ce que vous avez écrit est resté ci-dessous.")

ALONE = _("Un document se joint à une réponse : choisissez laquelle. Il est gardé ci-dessous.")


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
        return self._page(Said(ticking.ticked(self.node, self.request.today), ""))

    @view_config(context=Organisation, request_method="POST")
    @view_config(context=Mission, request_method="POST")
    @view_config(context=Need, request_method="POST")
    @view_config(context=Volunteer, request_method="POST")
    def qualify(self) -> dict[str, Any] | Response:
        """Keep the ticks and the remark, then decide if a decision was asked for; a definitive no is asked once more."""
        post, said = self.request.POST, sent.said(self.request, self.node)
        if "back" in post:
            return self._page(said)
        if not self._open:
            return self._refused(
                said, _("Une autre personne a répondu entre-temps. Ce que vous avez écrit est resté ci-dessous, à copier.")
            )
        if said.fault or (said.file is not None and not said.decision and "later" not in post):
            return self._refused(said, said.fault or ALONE)
        later = next((each for each in self._decisions if each.name == post.get("later")), None)
        if later is not None:
            wordless = said.file is not None and later.reason == "none"
            return self._refused(said, engine.NO_FILE) if wordless else self._for_later(said, later.name)
        decision = next((each for each in self._decisions if each.name == said.decision), None)
        spoken = said.remark or said.fields
        if decision is not None and spoken and "confirmed" not in post and asking.destructive(self.node, decision):
            return self._page(said, confirming=decision)
        untouched = checklist.refusals(self.request, self.node, said.boxes)
        try:
            fired = qualifying.answer(self.request.act, self.node, said.boxes, said.remark, said.decision, said.fields, said.file)
        except engine.TransitionRefused as refused:
            boxes = decision is not None and qualifying.TICKS in decision.guards and self._unticked(said)
            return self._refused(said, UNTICKED if boxes else refused.message)
        for sentence in untouched:
            self._say(sentence, "warning")
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
        return ticking.missing(self.request.reader, self.node, said.boxes)

    def _kept(self) -> Response:
        self._say(_("C’est enregistré. Rien n’est encore décidé."))
        return HTTPSeeOther(self.request.node_url(self.node, "qualify"))

    def _for_later(self, said: Said, name: str) -> Response:
        """Keep what was ticked and written, then ask for the day."""
        qualifying.answer(self.request.act, self.node, said.boxes, said.remark, fields=said.fields)
        kept = {"kept": key} if (key := sent.waiting(self.request, said)) else {}
        return HTTPSeeOther(self.request.node_url(self.node, "transition", name=name, later=1, **kept))

    def _decided(self, fired: Transition) -> Response:
        """Back to the queue, whose first line is the next one."""
        text = outcomes.done(self.node, fired)
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
            "criteria": checklist.lines(self.request, self.node, said.ticked),
            "given": given.answers(self.request, self.node),
            **self._around(said),
            "said": said,
            "personal": isinstance(self.node, Volunteer),
            "decisions": [] if confirming else list(choices.buttons(self.request, self.node, decisions)),
            "later": [] if confirming else choices.for_later(self.request, self.node, decisions),
            "planned": choices.planned(self.request, self.node),
            "joining": sent.joining(self.request, said) if decisions and not confirming else None,
            "waiting": sent.waiting(self.request, said) if confirming else "",
            "hindrances": list(map(self.request.translate, qualifying.hindrances(self.node, decisions))),
            "own": self._open and not decisions and self.node.author == self.request.reader.person_id,
            "open": self._open,
            "confirming": None if confirming is None else choices.confirmation(self.request, self.node, confirming),
            "queue": None if self.network is None else self.request.node_url(self.network, "qualification"),
            "next": self._next(),
        }

    def _around(self, said: Said) -> dict[str, Any]:
        now, former = review.remarks(self.request, self.node)
        waits = self._open and qualifying.awaits_its_team(self.node)
        care = review.care(self.request, self.node) if waits else None
        return {
            "care": care,
            "claim": self.request.node_url(self.node, "claim"),
            "taken": care is not None and care.deed == "over",
            "opinion": review.opinion(self.request, self.node) if waits else None,
            "two": waits and review.first_of_two(self.node),
            "signs": advised.signs(self.request, self.node),
            "back": review.back(self.request, self.node),
            "fields": review.fields(self.request, self.node, said.fields) if self._open else [],
            "remarks": now,
            "former": former,
        }

    def _next(self) -> tuple[str, str] | None:
        found = None if self.network is None else qualifying.following(self.request.reader, self.network, self.node, self.request.today)
        return None if found is None else (self.request.node_url(found, "qualify"), found.title)

    def _say(self, text: str, kind: str = "success") -> None:
        self.request.session.flash((kind, self.request.translate(text)))
