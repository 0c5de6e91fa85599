"""The one endpoint that fires transitions, for every node with a workflow: GET asks, POST fires, now or on a later day."""

from collections.abc import Iterator
from typing import Any

import colander
import deform
from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config, view_defaults

from mobee_pyr.content.access import EVERYONE, Permission
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.person import name_of
from mobee_pyr.content.words import _
from mobee_pyr.views.answers import asking, outcomes
from mobee_pyr.views.answers import later as plans
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.forms.transition import moment, transition_schema
from mobee_pyr.views.leading import leading
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import access, engine, library, planning
from mobee_pyr.workflows.model import Transition
from mobee_pyr.workflows.reviewing import eyes

TEMPLATE = "mobee_pyr.views:templates/transition.pt"


@view_defaults(context=Node, name="transition", permission=Permission.VIEW, renderer=TEMPLATE)
class TransitionPage:
    """Whoever may see the node reaches this page; what they may do here is for the engine to say."""

    def __init__(self, node: Node, request: Request) -> None:
        if not library.is_governed(node):
            raise HTTPNotFound
        if request.person is None:
            raise HTTPForbidden
        self.node, self.request = node, request

    @view_config(request_method="GET")
    def ask(self) -> dict[str, Any] | Response:
        """The reason, what goes with the transition, and the button; or, if it is no longer on offer, the node as it is now."""
        transition = self._offered(self.request.GET.get("name", ""))
        if transition is None:
            self._say("info", _("Cette réponse n’est plus attendue ici : voici où les choses en sont."))
            return HTTPSeeOther(self.request.node_url(self.node))
        page = asking.own_page(self.request, self.node, transition)
        return HTTPSeeOther(page) if page else self._page(transition, self._form(transition).render())

    @view_config(request_method="POST")
    def fire(self) -> dict[str, Any] | Response:
        """Fire, say what happened and what comes next. Without the reason or the confirmation that it needs, ask first."""
        name = self.request.POST.get("name", "")
        reason, file = self.request.POST.get("reason", ""), None
        transition = self._offered(name)
        if transition is not None and self._asks_first(transition, reason):
            return HTTPSeeOther(self.request.node_url(self.node, "transition", name=name))
        if transition is not None and (self.request.POST.get("confirmed") or reason):
            try:
                said = self._form(transition).validate(self.request.POST.items())
                reason, file = said.get("reason", ""), said.get("file")
            except deform.ValidationFailure as failure:
                self.request.response.status_int = 422
                return self._page(transition, failure.render())
        if file is not None:
            self.request.throttle("upload", self.request.person.id)
        fired = engine.fire(self.request.act, self.node, name, reason, file)
        self._say("success", self._done(fired))
        return HTTPSeeOther(self._whereto())

    @view_config(request_method="POST", request_param="later")
    def plan(self) -> dict[str, Any] | Response:
        """Set it for a later day, in place of what was set before."""
        transition = self._offered(self.request.POST.get("name", ""))
        if transition is None or not asking.later(self.node, transition, engine.held_back_by(self.node, transition)):
            return self._nothing_set()
        form = plans.form(self.request, self.node, transition)
        try:
            said = form.validate(self.request.POST.items())
            if said.get("file") is not None:
                self.request.throttle("upload", self.request.person.id)
            made = planning.plan(self.request.act, self.node, transition.name, moment(said), said.get("reason", ""), said.get("file"))
        except deform.ValidationFailure as failure:
            return self._not_set(transition, failure.render())
        except engine.TransitionRefused as refusal:
            form["day"].error = colander.Invalid(form["day"].schema, refusal.message)
            return self._not_set(transition, form.render(said))
        told = _("C’est prévu : « ${label} », le ${when}. Vous pouvez changer d’avis jusque-là.")
        self._say("success", self.request.translate(told, label=self._label(transition), when=self.request.words.hour(made.when)))
        return HTTPSeeOther(self.request.node_url(self.node))

    @view_config(request_method="POST", request_param="call_off")
    def call_off(self) -> Response:
        """Give up what is set."""
        try:
            planning.call_off(self.request.act, self.node)
        except engine.TransitionRefused:
            return self._nothing_set()
        self._say("success", _("Ce n’est plus prévu : rien ne se fera sans vous."))
        return HTTPSeeOther(self.request.node_url(self.node))

    def _nothing_set(self) -> Response:
        """As after a colleague has acted meanwhile."""
        self._say("info", _("Rien n’est prévu : voici où les choses en sont."))
        return HTTPSeeOther(self.request.node_url(self.node))

    def _not_set(self, transition: Transition, refused: Any) -> dict[str, Any]:
        self.request.response.status_int = 422
        return self._page(transition, self._form(transition).render(), refused)

    def _label(self, transition: Transition) -> str:
        return str(self.request.words.label(transition.label))

    def _offered(self, name: str) -> Transition | None:
        return next((each for each in engine.possible(self.request.reader, self.node) if each.name == name), None)

    def _asks_first(self, transition: Transition, reason: str) -> bool:
        if asking.own_page(self.request, self.node, transition):
            return True
        return not self.request.POST.get("confirmed") and not reason.strip() and asking.asks(self.node, transition)

    def _form(self, transition: Transition) -> Any:
        second = asking.later(self.node, transition, None) and plans.comes_first(self.request, self.node, transition)
        look = "btn-danger" if asking.destructive(self.node, transition) else "btn-secondary" if second else "btn-primary"
        keep = deform.Button("keep", _("Ne rien changer"), type="link", value=self.request.node_url(self.node))
        label, here = self.request.words.label(eyes.label(self.node, transition)), self.request.node_url(self.node, "transition")
        return make_form(transition_schema(transition), self.request, [("fire", label, look), keep], action=here)

    def _page(self, transition: Transition, form: Any, refused: Any = None) -> dict[str, Any]:
        held_back = engine.held_back_by(self.node, transition)
        return {
            "page": Page(self.request, self.request.words.label(eyes.label(self.node, transition))),
            "about": self._about(),
            "consequences": list(self._consequences(transition)),
            "serious": asking.destructive(self.node, transition),
            "held_back": None if held_back is None else self.request.translate(held_back),
            "form": form,
            "leading": leading(self.request, self.node) if self._hides(transition) else None,
            "failed": self.request.method == "POST" and refused is None,
            "later": plans.later(self.request, self.node, transition, held_back, refused),
            "back": self.request.node_url(self.node),
        }

    def _hides(self, transition: Transition) -> bool:
        """Will those who read it now no longer do so?"""
        states = library.workflow_of(self.node).workflow.states
        now, then = (EVERYONE in states[name].holders.get(Permission.VIEW, ()) for name in (self.node.state, transition.target))
        return now and not then

    def _about(self) -> str:
        facts = self._facts()
        return f"{facts['who']} · {facts['title']}" if isinstance(self.node, Answer) else facts["title"]

    def _consequences(self, transition: Transition) -> Iterator[str]:
        before = outcomes.BEFORE.get(f"{library.governing(self.node)}.{transition.name}")
        if before is not None:
            yield self.request.translate(before, **self._facts())
        ended = asking.pending(self.node, transition)
        if ended:
            yield self.request.words.plural(
                _("${count} réponse encore en attente recevra un message : elle ne pourra plus aboutir."),
                _("${count} réponses encore en attente recevront un message : elles ne pourront plus aboutir."),
                ended,
            )
        expected = sum(1 for answer in self.node.inside("application") if answer.state == "accepted")
        if transition.name == "cancel" and expected:
            yield self.request.words.plural(
                _("${count} personne déjà acceptée sera prévenue de l’annulation."),
                _("${count} personnes déjà acceptées seront prévenues de l’annulation."),
                expected,
            )

    def _done(self, fired: Transition) -> str:
        text = outcomes.done(self.node, fired)
        return str(self.request.translate(text, label=self.request.words.label(fired.label), **self._facts()))

    def _facts(self) -> dict[str, str]:
        """Of an answer: who gave it and to what; of anything else, its title."""
        if isinstance(self.node, Answer) and self.node.__parent__ is not None:
            return {"who": name_of(self.request.site, self.node.applicant), "title": self.node.__parent__.title}
        return {"who": self.node.title, "title": self.node.title}

    def _whereto(self) -> str:
        """The node, or its nearest ancestor that the person still sees, with a word about it."""
        reader = access.reader(self.request.site, self.request.person, self.request.today)
        seen = next(step for step in lineage(self.node) if access.permits(reader, Permission.VIEW, step))
        if seen is not self.node:
            self._say("info", outcomes.OUT_OF_SIGHT)
        return str(self.request.node_url(seen))

    def _say(self, kind: str, text: Any) -> None:
        self.request.session.flash((kind, self.request.translate(text)))
