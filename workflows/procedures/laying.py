"""Lays the track: the steps that procedures ask for now are stored on the node; a later change does not touch them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from mobee_pyr.content.answer import Answer
from mobee_pyr.content.application import Application
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.pledge import Pledge
from mobee_pyr.content.track import Step, Tracked
from mobee_pyr.workflows import roles
from mobee_pyr.workflows.act import Act, Informed
from mobee_pyr.workflows.procedures import choice, working_days
from mobee_pyr.workflows.procedures.asking import held_by, number_of, resolved
from mobee_pyr.workflows.procedures.fields import holds
from mobee_pyr.workflows.procedures.model import GROUP, PERSON, SIDE, Stage


def lay_track(act: Act, node: Tracked) -> None:
    """Store the steps that hold now, and let the first ones begin."""
    node.track = tuple(steps_of(act, node, stages_for(act, node)))
    advance(act, node)


def stages_for(act: Act, node: Node, instead: choice.Instead | None = None) -> Iterator[Stage]:
    """All that might be asked for a node, in order; ``instead``: as if that procedure were in force."""
    for organisation, subject in subjects(act, node):
        for stage in choice.stages(network_of(node), organisation, subject, instead):
            yield replace(stage, side=SIDE[subject])


def subjects(act: Act, node: Node) -> list[tuple[Organisation | None, str]]:
    """Whose procedures a node passes; ``None``: only what the network imposes. An independent has no employer's."""
    employer = act.site.node(getattr(node, "employer", None))
    body = employer if isinstance(employer, Organisation) else None
    if isinstance(node, Application):
        return [(body, "application"), (organisation_of(node), "reception")]
    if isinstance(node, Pledge):
        return [(body, "pledge")]
    return [(body, "joining")] if isinstance(node, Answer) else [(organisation_of(node), "request")]


def steps_of(act: Act, node: Node, stages: Iterable[Stage]) -> Iterator[Step]:
    """The steps of those stages whose conditions hold for a node."""
    number = 0
    for stage in stages:
        if all(holds(condition, node) for condition in stage.when):
            steps = _steps(act, node, stage, number)
            number += bool(steps)
            yield from steps


def _steps(act: Act, node: Node, stage: Stage, number: int) -> list[Step]:
    laid = Step(
        "", stage=number, needs=stage.needs, does=stage.does, label=stage.label, imposed=stage.imposed,
        deadline=stage.deadline, overdue=stage.overdue, escalate=stage.escalate, side=stage.side,
    )  # fmt: skip
    own = [who for who in stage.who if stage.does == "approve" and _sends_and_is_asked(act, node, who)]
    asked = dict.fromkeys(found for who in stage.who if who not in own and (found := resolved(act, node, who, stage.side)) is not None)
    said = [laid._replace(**_own(node, who), outcome="approved", who=act.who, when=act.now, asked=act.now) for who in own]
    return said + [laid._replace(**one._asdict()) for one in asked]


def _own(node: Node, who: str) -> dict[str, Any]:
    """A step that whoever sends has said yes to by sending."""
    return {"role": f"{SIDE['request']}.referent", "group": number_of(who)} if who.startswith(GROUP) else {"role": who}


def _sends_and_is_asked(act: Act, node: Node, who: str) -> bool:
    """Whoever sends a request of their organisation and would be asked themselves says yes by sending it."""
    if isinstance(node, Answer) or act.who is None:
        return False
    if who.startswith(GROUP):
        return act.who in roles.people_of_group(node, number_of(who))
    return who == PERSON + act.who or act.who in held_by(act, node, who)


def advance(act: Act, node: Tracked) -> None:
    """Let the steps whose turn it is begin: those that only inform are told at once, a deadline starts to run."""
    while informing := [position for position in node.current_steps if node.track[position].does == "inform"]:
        for position in informing:
            put(node, position, outcome="informed", asked=act.now, when=act.now)
        act.tell(Informed(act, node, tuple(informing)))
    for position in node.current_steps:
        step = node.track[position]
        if step.asked is None:
            due = working_days.after(network_of(node), act.today, step.deadline) if step.deadline else None
            put(node, position, asked=act.now, due=due)


def put(node: Tracked, position: int, **said: object) -> None:
    """Write something into one step."""
    step = node.track[position]._replace(**said)  # type: ignore[arg-type]
    node.track = (*node.track[:position], step, *node.track[position + 1 :])
