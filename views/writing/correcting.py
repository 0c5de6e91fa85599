"""What every form that corrects a node does with what comes back: validate it, and let two people meet in it."""

from collections.abc import Mapping
from typing import Any

import deform
from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.views import meanwhile
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.meanwhile import STOOD
from mobee_pyr.views.page import Page
from mobee_pyr.views.remarks import at_fields
from mobee_pyr.views.writing import meeting
from mobee_pyr.views.writing.meeting import Meeting
from mobee_pyr.views.writing.texts import TEXTS, checked, questions, read, shown
from mobee_pyr.workflows import library

MEETING = "mobee_pyr.views:templates/meeting.pt"


class Correcting:
    """``here`` names the page that the form is sent to, ``save`` its button."""

    here = "edit"
    save_label, leave_label = _("Enregistrer"), _("Annuler")

    def __init__(self, node: Node, request: Request) -> None:
        if node.type_name not in TEXTS:
            raise HTTPNotFound
        self.node, self.request = node, request
        self.now = read(request, node)

    def form(self, answers: Mapping[str, Any], began: str = "") -> Any:
        """The form, with these answers in it; ``began`` is where it was opened, now unless it was before."""
        schema = meanwhile.marked(questions(self.request, self.node))
        remarked = at_fields(self.request, self.node)
        for question in schema.children:
            question.remarked = remarked.get(question.name, [])
        leave = deform.Button("leave", self.leave_label, type="link", value=self.request.node_url(self.node, *self.left()))
        values = shown(answers) | {STOOD: began or meeting.stood(self.node, self.now)}
        return make_form(schema, self.request, [("save", self.save_label), leave], values, self.request.node_url(self.node, self.here))

    def left(self) -> tuple[str, ...]:
        """Where whoever gives up goes, beneath the node."""
        return ()

    def settled(self, said: Mapping[str, Any], began: str) -> tuple[dict[str, Any], Meeting]:
        """Answers and what somebody else saved since, as one. Raises `Unsettled`, or ``deform.ValidationFailure`` if they do not fit."""
        form = self.form(said)
        met = meeting.meet(self.node, form, began, said, self.now)
        taken = meeting.chosen(self.request, met) if met.both else {}
        if taken is None:
            raise Unsettled(form, met)
        if not met.theirs and not taken:
            return dict(said), met
        answers = checked(form, {**said, **met.theirs, **taken, STOOD: meeting.stood(self.node, self.now)})
        answers.pop(STOOD)
        return answers, met

    def choices(self, unsettled: "Unsettled") -> dict[str, Any]:
        """The page where they meet."""
        self.request.override_renderer = MEETING
        self.request.response.status_int = 409
        return {
            "page": Page(self.request, _("Quelqu’un d’autre a écrit en même temps que vous")),
            "action": self.request.node_url(self.node, self.here),
            **meeting.asked(self.request, self.node, unsettled.form, unsettled.met),
        }

    def tell_theirs(self, form: Any, met: Meeting) -> None:
        """What was taken over without a question is said."""
        names = ", ".join(title for title, _by in meeting.told(self.request, self.node, form, met))
        if names:
            text = _("Quelqu’un d’autre a changé entre-temps : ${names}. C’est gardé aussi.")
            self.request.session.flash(("info", self.request.translate(text, names=names)))

    def public(self) -> bool:
        """Does everybody read this page?"""
        state = library.state_of(self.node)
        return state is not None and "everyone" in state.holders.get("view", ())


class Unsettled(Exception):
    """Somebody else changed the same answers."""

    def __init__(self, form: Any, met: Meeting) -> None:
        super().__init__()
        self.form, self.met = form, met
