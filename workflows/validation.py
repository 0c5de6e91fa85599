"""Deciding a step of the track: approve and pass on, or refuse with a reason."""

from collections.abc import Mapping

from mobee_pyr.content.access import Permission
from mobee_pyr.content.track import Step, Tracked
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access, roles
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act, StepDecided
from mobee_pyr.workflows.engine import TransitionRefused, announce, fire, signed
from mobee_pyr.workflows.procedures import asking, laying


def steps_waiting_for(who: Reader, node: Tracked) -> list[int]:
    """The positions of the current steps that are for ``who`` to decide."""
    if not asking.is_validating(node) or asking.asked_by(node) == who.person_id:
        return []
    asked = {position: roles.asked(node, node.track[position]) for position in node.current_steps}
    return [
        position
        for position, tokens in asked.items()
        if not who.tokens.isdisjoint(tokens) and who.signs_for(tokens) != asking.asked_by(node)
    ]


def step_waiting_for(who: Reader, node: Tracked) -> Step | None:
    """The first of them."""
    return next((node.track[position] for position in steps_waiting_for(who, node)), None)


def decide_step(act: Act, node: Tracked, approve: bool, reason: str = "") -> None:
    """Approve or refuse all current steps that wait for whoever acts. A refusal of the stage ends it. Raises `TransitionRefused`."""
    who = access.reader(act.site, act.person, act.today)
    positions = steps_waiting_for(who, node)
    if not positions or not access.permits(who, Permission.VIEW, node):
        raise TransitionRefused(_("Cette étape n’attend pas votre réponse : elle a peut-être déjà été décidée."))
    if not approve and not reason.strip():
        raise TransitionRefused(_("Indiquez la raison : elle sera transmise à la personne concernée."))
    absent = {position: who.signs_for(roles.asked(node, node.track[position])) for position in positions}
    settle(act, node, positions, "approved" if approve else "refused", reason.strip(), absent)


def settle(act: Act, node: Tracked, positions: list[int], outcome: str, reason: str, absent: Mapping[int, str] | None = None) -> None:
    """Write the outcome of steps, spare those that are no longer needed, and go on: to the next steps, or to the end.

    ``absent``: in whose name each step is decided, where a deputy does.
    """
    for position in positions:
        instead_of = (absent or {}).get(position, "")
        laying.put(node, position, outcome=outcome, who=act.who, when=act.now, reason=reason, instead_of=instead_of)
        step = node.track[position]
        node.record(act.who, f"step {outcome}", reason, act.now, role=step.role, side=step.side, **signed(instead_of))
    _spare(node, positions[0])
    laying.advance(act, node)
    announce(StepDecided(act, node, positions[0], reason))
    if node.procedure_refused:
        fire(act.by_system(), node, "disapprove", reason)
    elif node.procedure_done and node.type_name in asking.VALIDATED_IN:
        fire(act.by_system(), node, "forward")


def _spare(node: Tracked, position: int) -> None:
    """Once a stage has its answer, whoever else was asked need not answer."""
    stage = next(stage for stage in node.stages() if position in stage)
    if not set(stage) & set(node.current_steps):
        for other in stage:
            if not node.track[other].outcome:
                laying.put(node, other, outcome="spared")
