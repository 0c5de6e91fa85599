"""One transition for several nodes: which are on offer, which nodes would go and why not the others; each goes or not by itself (M43)."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from translationstring import TranslationString

from mobee_pyr.content.node import Node
from mobee_pyr.content.words import _
from mobee_pyr.workflows import engine, library, roles
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.model import REASONS, Label, Transition
from mobee_pyr.workflows.reviewing import claims, eyes

MOST = 200
"""Nodes at a time."""

Apart = Callable[[Node, Transition], bool]
"""Is a transition more than a button, so that it is fired on a page of its own and not here?"""

ELSEWHERE = _("Cette action a sa propre page : ouvrez-la.")
NOT_NOW = _("Ce n’est pas possible dans son état actuel.")
NOT_YOURS = _("Cette action n’est pas ouverte à votre rôle.")
OWN = _("On ne décide pas de sa propre demande : une autre personne doit le faire.")


class Choice(NamedTuple):
    """A transition that at least one node may take; what differs by kind of node is called by all its labels."""

    name: str
    labels: tuple[Label, ...]
    nodes: int


class Line(NamedTuple):
    """A node, and the transition that it would take; or ``why`` it stays."""

    node: Node
    transition: Transition | None
    why: TranslationString | None = None


def offers(who: Reader, nodes: Iterable[Node], apart: Apart) -> bool:
    """Is there anything to choose?"""
    return any(_open(who, node, apart) for node in nodes)


def choices(who: Reader, nodes: Iterable[Node], apart: Apart) -> list[Choice]:
    """What may be chosen, in the order of the workflows, with how many nodes may take it by role and state."""
    found: dict[str, Choice] = {}
    for node in nodes:
        for each in _open(who, node, apart):
            known = found.get(each.name, Choice(each.name, (), 0))
            label = eyes.label(node, each)
            labels = known.labels if label in known.labels else (*known.labels, label)
            found[each.name] = Choice(each.name, labels, known.nodes + 1)
    return list(found.values())


def weigh(who: Reader, nodes: Iterable[Node], name: str, apart: Apart, day: date) -> list[Line]:
    """What would become of each node, guards included, and whoever takes care of it."""
    return [_weighed(who, node, name, apart, day) for node in nodes]


def reason(lines: Iterable[Line]) -> str:
    """Whether one is asked for: as the strictest of the transitions wants."""
    return max((line.transition.reason for line in lines if line.transition is not None), key=REASONS.index, default="none")


def said(transition: Transition, word: str) -> str:
    """The reason, for a transition that takes one."""
    return "" if transition.reason == "none" else word


def _open(who: Reader, node: Node, apart: Apart) -> list[Transition]:
    return [each for each in engine.possible(who, node) if not apart(node, each)]


def _weighed(who: Reader, node: Node, name: str, apart: Apart, day: date) -> Line:
    offered = next((each for each in engine.possible(who, node) if each.name == name), None)
    if offered is None:
        return Line(node, None, _refusal(who, node, name))
    if apart(node, offered):
        return Line(node, None, ELSEWHERE)
    claim = claims.others(who, node, day) if offered.decides else None
    if claim is not None:
        return Line(node, None, claims.taken(who.site, claim))
    held_back = engine.held_back_by(node, offered)
    return Line(node, offered if held_back is None else None, held_back)


def _refusal(who: Reader, node: Node, name: str) -> TranslationString:
    found = library.workflow_of(node).workflow.transitions.get(name) if library.is_governed(node) else None
    if found is None or node.state not in found.sources:
        return NOT_NOW
    return NOT_YOURS if who.tokens.isdisjoint(roles.tokens(node, found.by)) else OWN
