"""The answers that a team may give, as buttons; what is asked once more before one; what is set for a later day."""

from collections.abc import Iterator
from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.answers import asking, later, outcomes
from mobee_pyr.workflows.model import Transition
from mobee_pyr.workflows.reviewing import eyes


class Choice(NamedTuple):
    """One answer, as a button."""

    name: str
    label: str
    look: str


def buttons(request: Request, node: Qualified, decisions: list[Transition]) -> Iterator[Choice]:
    """Those that need no reason first; the first of them is the page's one action. What ends things stands back."""
    plain = [each for each in decisions if each.reason != "required"]
    other = sorted((each for each in decisions if each not in plain), key=lambda each: asking.destructive(node, each))
    for each in plain + other:
        look = "btn-primary" if plain and each is plain[0] else "btn-secondary"
        label = request.words.label(eyes.label(node, each))
        yield Choice(each.name, label, "btn-link" if asking.destructive(node, each) else look)


def for_later(request: Request, node: Qualified, decisions: list[Transition]) -> list[Choice]:
    """Those that may be set for a later day."""
    offered = (each for each in decisions if asking.later(node, each, None))
    return [Choice(each.name, request.words.label(each.label), "btn-link") for each in offered]


def planned(request: Request, node: Qualified) -> tuple[str, str] | None:
    """Where to change what is set for a later day, and when that is."""
    if node.planned is None:
        return None
    where = request.node_url(node, "transition", name=node.planned.name, later=1)
    return where, phrases.sentence(later.told(request, node))


def confirmation(request: Request, node: Qualified, decision: Transition) -> tuple[str, str, str]:
    """Name, label, and what the decision ends."""
    before = outcomes.BEFORE.get(f"{node.type_name}.{decision.name}", _("Cette réponse est définitive."))
    return decision.name, request.words.label(decision.label), request.translate(before, who=node.title, title=node.title)
