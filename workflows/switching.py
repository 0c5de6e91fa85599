"""Replacing a workflow of a network by another version: seen before it is done, done at once, undone as a whole (M13, M19, M43).

A version that `verify` refuses never counts. Items in a state that the new version lacks need a state to go to, others may be given one.
Whoever reads sees everything before it, or everything after, however many items there are (workflows/stragglers.py); what the new version
may hide is not found from then on (mobee_pyr/search/lanes.py).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from mobee_pyr.content.application import TAKEN
from mobee_pyr.content.blueprint import WORKFLOW
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.publication import publications
from mobee_pyr.content.switch import Switch
from mobee_pyr.content.words import Refused, _
from mobee_pyr.workflows import library, stragglers
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.effects import PROMISED
from mobee_pyr.workflows.loader import WorkflowRefused, load
from mobee_pyr.workflows.model import Workflow
from mobee_pyr.workflows.verify import verify

HELD_IN: Mapping[str, tuple[str, ...]] = {
    "network": (),
    "organisation": ("organisation",),
    "programme": ("organisation", "programme"),
    "mission": ("organisation", "mission"),
    "need": ("organisation", "need"),
    "application": ("organisation", "mission", "application"),
    "pledge": ("organisation", "need", "pledge"),
    "joining": ("organisation", "joining"),
    "volunteer": ("volunteer",),
    "publication": (),
}
"""The way from a network down to the items of each type."""


COUNTED: Mapping[str, tuple[str, ...]] = {"application": TAKEN, "pledge": PROMISED}
"""The states of an answer that its request counts on: a switch neither takes a place nor frees one."""


class SwitchRefused(Refused):
    """The switch cannot be made, or undone; ``message`` tells a person why."""


@dataclass(frozen=True)
class Plan:
    """What a switch would do. ``counts``: items by present state. ``moves``: states whose items go elsewhere; ``open``: not said yet."""

    content: str
    text: str | None
    before: Workflow
    after: Workflow
    counts: Mapping[str, int]
    moves: Mapping[str, str]

    @property
    def open(self) -> list[str]:
        """The states, with items in them, for which somebody still has to choose."""
        return [state for state in self.counts if state not in self.after.states and state not in self.moves]

    @property
    def moving(self) -> int:
        """How many items change their state."""
        return sum(count for state, count in self.counts.items() if self.moves.get(state, state) != state)


def governed(network: Network, content: str) -> Iterator[Node]:
    """The items of a type in a network."""
    if content == "publication":
        return publications(network)
    nodes: Iterator[Node] = iter((network,))
    for step in HELD_IN[content]:
        nodes = _inside(nodes, step)
    return nodes


def _inside(nodes: Iterator[Node], type_name: str) -> Iterator[Node]:
    for node in nodes:
        yield from node.inside(type_name)


def counts(network: Network, content: str) -> dict[str, int]:
    """How many items are in each state."""
    return dict(Counter(node.state for node in governed(network, content)))


def read(content: str, text: str) -> Workflow:
    """A version by its text. Raises `WorkflowRefused` with every fault, `verify`'s too."""
    workflow = load(text, f"{content}.toml")
    faults: list[str] = [*verify(workflow)]
    if workflow.content != content:
        faults.insert(0, f"{content}.toml: content: {workflow.content!r} is another type")
    if faults:
        raise WorkflowRefused(faults)
    return workflow


def plan(network: Network, content: str, text: str | None, chosen: Mapping[str, str] | None = None) -> Plan:
    """The dry run. ``text`` is ``None`` to follow the blueprint again; ``chosen`` says where the items of a state go."""
    before = library.applied(network, content).workflow
    after = library.followed(network, content).workflow if text is None else read(content, text)
    made = Plan(content, text, before, after, counts(network, content), {})
    moves = {state: target for state, target in (chosen or {}).items() if target != state and target in targets(made, state)}
    return replace(made, moves=moves)


def targets(made: Plan, state: str) -> list[str]:
    """Where the items of a state may go: nothing ends by it, nothing that is over begins again or changes, no place is taken or freed."""
    old, counted = made.before.states.get(state), COUNTED.get(made.content, ())
    final = old is not None and old.final
    if final and state in made.after.states:
        return [state]
    return [new.name for new in made.after.states.values() if new.final == final and (new.name in counted) == (state in counted)]


def proposed(made: Plan) -> dict[str, str]:
    """For each open state, the first state of the same kind among its targets, else the first of them, if there is any."""
    found = {}
    for name in made.open:
        old, offered = made.before.states.get(name), targets(made, name)
        alike = (target for target in offered if old is not None and made.after.states[target].kind == old.kind)
        found[name] = next(alike, next(iter(offered), ""))
    return found


def switch(act: Act, network: Network, made: Plan, at_once: int = stragglers.AT_ONCE) -> Switch:
    """Do what the plan says, in the background beyond ``at_once`` items. Raises `SwitchRefused` when states are open, something
    changed since, or another switch is still on its way; nothing has then changed.
    """
    fresh = plan(network, made.content, made.text, made.moves)
    _check_still(network, made.content)
    if fresh.open:
        raise SwitchRefused(_("Dites d’abord où vont les éléments dont l’état n’existe plus."))
    key = WORKFLOW + made.content
    done = Switch(made.content, network.overrides.get(key), made.text, fresh.moves, act.who, act.now)
    goes = [(node, fresh.moves.get(node.state, node.state)) for node in governed(network, made.content)]
    _put(network, key, made.text)
    network.switches = (*network.switches, done)
    network.record(act.who, "workflow switched", when=act.now, workflow=made.content, moved=fresh.moving)
    stragglers.begin(act, network, done, goes, at_once if fresh.before != fresh.after else len(goes))
    return done


def undo(act: Act, network: Network, done: Switch, at_once: int = stragglers.AT_ONCE) -> Switch:
    """Put the version of before back. What moved and was not touched since returns; what went on stays where that version knows its state.

    Raises `SwitchRefused` when it is not the last switch of its workflow, when it is still on its way, or when items would be left
    in a state that does not exist.
    """
    last = next((other for other in reversed(network.switches) if other.content == done.content and other.undone is None), None)
    if last is not done:
        raise SwitchRefused(_("Ce parcours a changé depuis : annulez d’abord le dernier changement."))
    _check_still(network, done.content)
    back = plan(network, done.content, done.before)
    goes = list(_returns(network, done, back.after))
    done.undone = act.now
    undone = Switch(done.content, done.after, done.before, {}, act.who, act.now)
    undone.undone, done.back = act.now, undone
    _put(network, WORKFLOW + done.content, done.before)
    returned = sum(1 for node, target in goes if node.state != target)
    network.record(act.who, "workflow switch undone", when=act.now, workflow=done.content, moved=returned)
    stragglers.begin(act, network, undone, goes, at_once if back.before != back.after else len(goes))
    return undone


def _returns(network: Network, done: Switch, after: Workflow) -> Iterator[tuple[Node, str]]:
    """Each item, and where it is after the undoing. Raises `SwitchRefused`."""
    stranded = {node.state for node in governed(network, done.content)} - set(after.states)
    returning = {target: source for source, target in reversed(done.moved.values())}
    if any(state not in returning for state in stranded if not _all_moved(network, done, state)):
        raise SwitchRefused(
            _("Des éléments ont avancé dans un état qui n’existait pas : changez plutôt le parcours en disant où ils vont.")
        )
    for node in governed(network, done.content):
        source, target = done.moved.get(node.oid, (node.state, ""))
        yield node, source if node.state == target else returning.get(node.state, node.state) if node.state in stranded else node.state


def _check_still(network: Network, content: str) -> None:
    """One version after the other: what is on its way arrives first."""
    if content in network.moving:
        raise SwitchRefused(_("Un changement de ce parcours est encore en cours : attendez qu’il soit terminé."))


def _all_moved(network: Network, done: Switch, state: str) -> bool:
    """Did every item that is in a state come there by the switch?"""
    return all(node.oid in done.moved for node in governed(network, done.content) if node.state == state)


def _put(network: Network, key: str, text: str | None) -> None:
    if text is None:
        network.overrides.pop(key, None)
    else:
        network.overrides[key] = text
