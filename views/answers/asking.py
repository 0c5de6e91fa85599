"""Which transitions ask before they are fired: those with a reason, those that end something, those that have a page of their own."""

from pyramid.request import Request

from mobee_pyr.content.node import Node
from mobee_pyr.views.answers import outcomes
from mobee_pyr.workflows import library, planning
from mobee_pyr.workflows.effects import PENDING
from mobee_pyr.workflows.model import Transition

OWN_PAGES = {
    "mission.close": ("close", False),
    "mission.split": ("split", False),
    "mission.rejoin": ("split", False),
    "application.apply_again": ("apply", True),
    "volunteer.submit": ("volunteer-check", False),
}
"""Transitions that are more than a button: the page that fires them, on the node itself or (True) on its parent."""


def asks(node: Node, transition: Transition) -> bool:
    """Is there something to read or to write before it is fired?"""
    key = f"{library.governing(node)}.{transition.name}"
    final = library.workflow_of(node).workflow.states[transition.target].final
    return transition.reason != "none" or final or key in outcomes.BEFORE or pending(node, transition) > 0


def pending(node: Node, transition: Transition) -> int:
    """How many unanswered answers end with this transition."""
    if transition.name not in outcomes.ENDING.get(node.type_name, ()):
        return 0
    return sum(1 for answer in node.inside("application", "pledge") if answer.state in PENDING)


def destructive(node: Node, transition: Transition) -> bool:
    """Does something end, against somebody's hope?"""
    target = library.workflow_of(node).workflow.states[transition.target]
    return target.kind == "bad" or f"{library.governing(node)}.{transition.name}" in outcomes.DESTRUCTIVE


def fills_in(node: Node, transition: Transition) -> bool:
    """Does its own page ask for what its guards miss, so that one is led there rather than held back?"""
    return OWN_PAGES.get(f"{library.governing(node)}.{transition.name}", ("", True))[1] is False


def later(node: Node, transition: Transition, held_back: object) -> bool:
    """May it be set for a later day? What has a page of its own is not fired by itself."""
    return planning.offered(transition, held_back) and f"{library.governing(node)}.{transition.name}" not in OWN_PAGES


def own_page(request: Request, node: Node, transition: Transition) -> str | None:
    """The address of the page that a transition has for itself."""
    view, above = OWN_PAGES.get(f"{library.governing(node)}.{transition.name}", ("", False))
    return request.node_url(node.__parent__ if above else node, view) if view else None
