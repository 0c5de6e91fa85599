"""Proves that a workflow is safe before it counts. Each fault is one line that names the culprit and gives a counter-example."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations

from mobee_pyr.content.access import AUTHENTICATED, EVERYONE, SYSTEM, Permission
from mobee_pyr.workflows.model import Label, State, Transition, Workflow
from mobee_pyr.workflows.roles import ROLES

SITE_LANGUAGE = "fr"
"""The language that a label is in when it names none."""


def verify(workflow: Workflow) -> list[str]:
    """The faults of a workflow, none if it is sound."""
    return [f"{workflow.source}: {fault}" for rule in RULES for fault in rule(workflow)]


def every_state_is_reachable(workflow: Workflow) -> Iterator[str]:
    reached = _reached(workflow, workflow.initial)
    for name in workflow.states:
        if name not in reached:
            yield f"states.{name}: cannot be reached: starting from {_quoted([workflow.initial])} one only gets to {_quoted(reached)}"


def every_life_can_end(workflow: Workflow) -> Iterator[str]:
    if not any(state.final for state in workflow.states.values()):
        yield "states: none is final: nothing ever ends"
        return
    for name in workflow.states:
        reached = _reached(workflow, name)
        if not any(workflow.states[other].final for other in reached):
            others = _quoted(other for other in reached if other != name)
            why = f"from here one only gets to {others}" if others else "nothing leaves it"
            yield f"states.{name}: no final state can be reached: {why}"


def final_states_stay(workflow: Workflow) -> Iterator[str]:
    for transition in workflow.transitions.values():
        for source in transition.sources:
            if workflow.states[source].final:
                yield f"transitions.{transition.name}: leaves {source!r}, which is final"


def every_transition_can_be_fired(workflow: Workflow) -> Iterator[str]:
    """By the system, or by somebody who can open the node in each state that it leaves."""
    for transition in workflow.transitions.values():
        for source in transition.sources:
            viewers = _holders(workflow.states[source], Permission.VIEW)
            able = any(_includes(transition.by, who) and _includes(viewers, who) for who in ROLES[workflow.content])
            if SYSTEM not in transition.by and not able:
                blind = f"{_quoted(transition.by)} cannot view the node there"
                yield f"transitions.{transition.name}: nobody can fire it in {source!r}: {blind}"


def no_two_buttons_look_alike(workflow: Workflow) -> Iterator[str]:
    for state in workflow.states:
        for one, other in combinations(workflow.leaving(state), 2):
            for text in _texts(one.label).items() & _texts(other.label).items():
                yield f"transitions.{other.name}: leaves {state!r} under the same label as transitions.{one.name}: {text[1]!r}"


def who_edits_also_views(workflow: Workflow) -> Iterator[str]:
    for state in workflow.states.values():
        editors, viewers = _holders(state, Permission.EDIT), _holders(state, Permission.VIEW)
        for role in editors:
            if not _includes(viewers, role):
                yield f"states.{state.name}.edit: {role!r} may edit the node but not view it"


def nobody_edits_a_final_state(workflow: Workflow) -> Iterator[str]:
    for state in workflow.states.values():
        editors = _holders(state, Permission.EDIT)
        if state.final and editors:
            yield f"states.{state.name}.edit: the state is final, yet {_quoted(editors)} may edit the node"


def every_state_has_a_viewer(workflow: Workflow) -> Iterator[str]:
    for state in workflow.states.values():
        if not _holders(state, Permission.VIEW):
            yield f"states.{state.name}: nobody can view the node: whoever brings it here loses it"


def who_asked_reads_the_answer(workflow: Workflow) -> Iterator[str]:
    if "applicant" not in ROLES[workflow.content]:
        return
    for transition in _deciding(workflow):
        if not _includes(_holders(workflow.states[transition.target], Permission.VIEW), "applicant"):
            yield f"transitions.{transition.name}: 'applicant' cannot view {transition.target!r}, the answer to their own request"


def nobody_decides_on_their_own_request(workflow: Workflow) -> Iterator[str]:
    own = "applicant" if "applicant" in ROLES[workflow.content] else "owner"
    for transition in () if workflow.self_approval else _deciding(workflow):
        for role in transition.by:
            if role == own:
                yield f"transitions.{transition.name}: {own!r} would decide on their own request, and self_approval is not set"
            elif role in (EVERYONE, AUTHENTICATED) and own in ROLES[workflow.content]:
                yield f"transitions.{transition.name}: {role!r} includes {own!r}, who would decide on their own request"


def every_detour_begins(workflow: Workflow) -> Iterator[str]:
    """What is only fired in place of another transition must stand in place of one."""
    named = {name for transition in workflow.transitions.values() for name in transition.instead.values()}
    for transition in workflow.transitions.values():
        if transition.detour and transition.name not in named:
            yield f"transitions.{transition.name}: is a detour, but no transition names it in 'instead': nobody can fire it"


def every_detour_arrives(workflow: Workflow) -> Iterator[str]:
    """What is fired instead must not lead round in a circle, and must be open to whoever fired the first."""
    for transition in workflow.transitions.values():
        for other in (workflow.transitions[name] for name in transition.instead.values()):
            if transition.name in _detours(workflow.transitions, other):
                yield f"transitions.{transition.name}.instead: leads through {other.name!r} back to {transition.name!r}, without end"
            refused = [role for role in transition.by if not _includes(other.by, role)]
            if refused:
                yield f"transitions.{transition.name}.instead: {_quoted(refused)} may fire {transition.name!r} but not {other.name!r}"


RULES: tuple[Callable[[Workflow], Iterable[str]], ...] = (
    every_state_is_reachable,
    every_life_can_end,
    final_states_stay,
    every_transition_can_be_fired,
    no_two_buttons_look_alike,
    who_edits_also_views,
    nobody_edits_a_final_state,
    every_state_has_a_viewer,
    who_asked_reads_the_answer,
    nobody_decides_on_their_own_request,
    every_detour_begins,
    every_detour_arrives,
)
"""Each is a sentence that holds of a sound workflow; it yields what contradicts it."""


def _reached(workflow: Workflow, start: str) -> list[str]:
    """The states that can follow ``start``, itself first, nearest first."""
    found = [start]
    for state in found:
        found += (t.target for t in workflow.leaving(state) if t.target not in found)
    return found


def _detours(transitions: Mapping[str, Transition], start: Transition) -> list[str]:
    """The names of the transitions that may be fired instead of ``start``, itself first."""
    found = [start.name]
    for name in found:
        found += (other for other in transitions[name].instead.values() if other not in found)
    return found


def _deciding(workflow: Workflow) -> list[Transition]:
    return [transition for transition in workflow.transitions.values() if transition.decides]


def _holders(state: State, permission: Permission) -> tuple[str, ...]:
    return state.holders.get(permission, ())


def _includes(roles: Iterable[str], who: str) -> bool:
    """Is somebody who holds ``who`` among ``roles``? ``everyone`` and ``authenticated`` include the others."""
    also = {who} if who in (EVERYONE, SYSTEM) else {EVERYONE, AUTHENTICATED, who}
    return not also.isdisjoint(roles)


def _texts(label: Label) -> dict[str, str]:
    """The words of a label by language, as the eye compares them."""
    texts = {SITE_LANGUAGE: label} if isinstance(label, str) else label
    return {language: " ".join(text.split()).casefold() for language, text in texts.items()}


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(repr(name) for name in names)
