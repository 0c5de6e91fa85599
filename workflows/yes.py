"""The answers that need no word: what somebody may say yes to at once, from a list, one by one or several together."""

from datetime import date, datetime
from typing import NamedTuple

from mobee_pyr.content.mission import Mission
from mobee_pyr.content.node import Node, now
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.track import Tracked
from mobee_pyr.content.words import _
from mobee_pyr.workflows import engine, library, validation
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.engine import TransitionRefused
from mobee_pyr.workflows.model import Label, Transition
from mobee_pyr.workflows.reviewing import claims, eyes
from mobee_pyr.workflows.todo import waiting_since

APPROVE = "approve"
"""Not a transition: a step of a validation procedure."""

CHANGED = _("L’état a changé depuis que vous avez ouvert la liste : relisez avant de répondre.")
NOTHING = _("Cette réponse demande un mot, ou une relecture : ouvrez la page.")


class Yes(NamedTuple):
    """``name`` is a transition's, or `APPROVE`."""

    name: str
    label: Label


def yes_to(who: Reader, node: Node, day: date | None = None) -> Yes | None:
    """What ``who`` would say yes to; ``None`` where a reason, a page or somebody else comes first."""
    if isinstance(node, Tracked) and validation.steps_waiting_for(who, node):
        return Yes(APPROVE, _("Valider"))
    if isinstance(node, Qualified) and claims.others(who, node, day or now().date()) is not None:
        return None
    full = isinstance(node.__parent__, Mission) and node.__parent__.places_left == 0
    for each in engine.possible(who, node):
        if each.decides and _goes_on(node, each) and not (full and each.target == "accepted") and engine.held_back_by(node, each) is None:
            return Yes(each.name, eyes.label(node, each))
    return None


def mark(node: Node) -> str:
    """Changes whenever what waits is no longer the same: an answer to an older mark is not given by mistake."""
    return _mark(waiting_since(node))


def say_yes(act: Act, who: Reader, node: Node, seen: str) -> Yes:
    """Approve the step, or fire the transition. Raises `TransitionRefused` with what a person should know."""
    offered = yes_to(who, node, act.today)
    if seen != mark(node):
        raise TransitionRefused(CHANGED)
    if offered is None:
        raise TransitionRefused(NOTHING)
    if offered.name == APPROVE and isinstance(node, Tracked):
        validation.decide_step(act, node, True)
        return offered
    fired = engine.fire(act, node, offered.name)
    return Yes(fired.name, fired.label)


def _goes_on(node: Node, transition: Transition) -> bool:
    """Something is granted, and no word is wanted."""
    target = library.workflow_of(node).workflow.states[transition.target]
    return transition.reason != "required" and target.kind not in ("bad", "attention", "waiting")


def _mark(moment: datetime) -> str:
    return f"{int(moment.timestamp() * 1000):x}"
