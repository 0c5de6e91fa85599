"""Changing a workflow piece by piece: each change gives another workflow, kept as a network's draft until it is switched to.

Nothing here counts yet: what is proved, tried and switched on is for `switching` to say.
"""

from collections.abc import Container, Iterable
from dataclasses import replace

from mobee_pyr.content import names
from mobee_pyr.content.network import Network
from mobee_pyr.workflows import library
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.loader import load
from mobee_pyr.workflows.model import State, Transition, Workflow
from mobee_pyr.workflows.writing import text_of

EDITABLE = tuple(content for content in library.WITH_WORKFLOW if content != "network")
"""A network does not change its own life: who would let its team in again?"""


def draft(network: Network, content: str) -> Workflow:
    """The draft of a network, or what is true now when there is none."""
    text = network.drafts.get(content)
    return library.applied(network, content).workflow if text is None else load(text, f"{content}.toml")


def draft_text(network: Network, content: str) -> str:
    """The same as the text that can be downloaded, edited and brought back."""
    return network.drafts.get(content) or text_of(library.applied(network, content).workflow)


def keep(act: Act, network: Network, workflow: Workflow, text: str | None = None) -> None:
    """Keep a draft; as it was written by hand, if it was."""
    network.drafts = {**network.drafts, workflow.content: text or text_of(workflow)}
    network.record(act.who, "workflow drafted", when=act.now, workflow=workflow.content)


def drop(network: Network, content: str) -> None:
    """Give a draft up."""
    network.drafts = {kept: text for kept, text in network.drafts.items() if kept != content}


def with_state(workflow: Workflow, state: State, after: str = "") -> Workflow:
    """The state changed, or added: after another one, or at the end."""
    if state.name in workflow.states:
        states = {name: state if name == state.name else kept for name, kept in workflow.states.items()}
    else:
        states = {}
        for name, kept in workflow.states.items():
            states[name] = kept
            if name == after:
                states[state.name] = state
        states.setdefault(state.name, state)
    return replace(workflow, states=states)


def without_state(workflow: Workflow, name: str) -> Workflow:
    """The state gone, with the transitions that led to it or left from it alone. The first state stays: `KeyError`."""
    if name == workflow.initial or name not in workflow.states:
        raise KeyError(name)
    states = {kept: state for kept, state in workflow.states.items() if kept != name}
    lessened = (
        replace(transition, sources=tuple(source for source in transition.sources if source != name))
        for transition in workflow.transitions.values()
        if transition.target != name
    )
    return _with_transitions(replace(workflow, states=states), (transition for transition in lessened if transition.sources))


def with_transition(workflow: Workflow, transition: Transition) -> Workflow:
    """The transition changed, or added at the end."""
    transitions = {**workflow.transitions, transition.name: transition}
    return replace(workflow, transitions=transitions)


def without_transition(workflow: Workflow, name: str) -> Workflow:
    """The transition gone, and what named it as a detour lets go of it. Raises `KeyError`."""
    if name not in workflow.transitions:
        raise KeyError(name)
    return _with_transitions(workflow, (kept for kept in workflow.transitions.values() if kept.name != name))


def free_name(label: str, taken: Container[str]) -> str:
    """A name for a new state or transition: letters, digits and _, begun by a letter.

    >>> free_name("À l’étude", ("a_l_etude",))
    'a_l_etude_2'
    """
    plain = names.slug(label).replace("-", "_")
    plain = plain if plain[0].isalpha() else f"n_{plain}"
    found, number = plain, 2
    while found in taken:
        found, number = f"{plain}_{number}", number + 1
    return found


def _with_transitions(workflow: Workflow, transitions: Iterable[Transition]) -> Workflow:
    kept = {transition.name: transition for transition in transitions}
    cleaned = {
        name: replace(transition, instead={guard: other for guard, other in transition.instead.items() if other in kept})
        for name, transition in kept.items()
    }
    return replace(workflow, transitions=cleaned)
