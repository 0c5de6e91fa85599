"""What is in course keeps the track that it began with, unless a référent moves it to the procedure of today."""

from collections.abc import Iterator

from mobee_pyr.content.node import Node
from mobee_pyr.content.track import Step, Tracked
from mobee_pyr.workflows import todo
from mobee_pyr.workflows.act import Act, Relaid
from mobee_pyr.workflows.engine import announce, fire
from mobee_pyr.workflows.procedures import asking, laying
from mobee_pyr.workflows.procedures.drafts import Place
from mobee_pyr.workflows.procedures.trial import Tried, by_author, items

SAID = ("approved", "informed")
"""What somebody said stays said."""


def in_course(act: Act, place: Place) -> Iterator[Tried]:
    """The items whose track is under way and would change, with what it is and what it would be."""
    for node in items(place):
        if asking.is_validating(node):
            found = Tried(node, node.track, tuple(relaid(act, node)))
            if found.differs:
                yield found


def relaid(act: Act, node: Tracked) -> list[Step]:
    """The track of today's procedures, with what the same role or person has already said on the one in course."""
    asker, former = by_author(act, node), list(node.track)
    found = []
    for step in laying.steps_of(asker, node, laying.stages_for(asker, node)):
        same = next((one for one in former if _whom(one) == _whom(step) and one.outcome in (*SAID, "")), None)
        if same is not None:
            former.remove(same)
            step = _with_what_was_said(step, same)
        found.append(step)
    return found


def _whom(step: Step) -> tuple[str, str | None, int, str]:
    return step.role, step.person, step.group, step.does


def _with_what_was_said(step: Step, former: Step) -> Step:
    """The outcome; of a step that still waits, since when and until when, if the terms are the same."""
    if former.outcome:
        return step._replace(outcome=former.outcome, who=former.who, when=former.when, reason=former.reason, asked=former.asked)
    if former.asked is not None and step.deadline == former.deadline:
        return step._replace(asked=former.asked, due=former.due, reminded=former.reminded, overdue=former.overdue)
    return step


def move(act: Act, node: Tracked) -> None:
    """Lay the track of today on something in course, and let it go on from there."""
    before, waiting = node.track, node.waiting
    node.track = tuple(relaid(act, node))
    laying.advance(act, node)
    node.record(act.who, "track moved", when=act.now, steps=[len(before), len(node.track)])
    todo.update(node)
    if node.waiting != waiting:
        announce(Relaid(act, node))
    if _is_through(node):
        fire(act.by_system(), node, "forward")


def _is_through(node: Node) -> bool:
    return isinstance(node, Tracked) and node.procedure_done and node.type_name in asking.VALIDATED_IN
