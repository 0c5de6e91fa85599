"""Which workflow is true for a node: the packaged file, then its blueprint's difference, then its network's own."""

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from mobee_pyr.content.blueprint import WORKFLOW, inherited, part
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node
from mobee_pyr.workflows.loader import WorkflowRefused, load
from mobee_pyr.workflows.model import WITH_WORKFLOW as WITH_WORKFLOW
from mobee_pyr.workflows.model import State, Workflow
from mobee_pyr.workflows.verify import verify


class Applied(NamedTuple):
    """A workflow as it counts for a network; ``faults`` of a stored version freeze its transitions."""

    workflow: Workflow
    faults: tuple[str, ...] = ()


@cache
def packaged(content: str) -> Workflow:
    """The workflow of a content type as the program ships it. Raises `WorkflowRefused` when it is faulty."""
    source = f"{content}.toml"
    workflow = load(packaged_text(content), source)
    faults = verify(workflow)
    if faults:
        raise WorkflowRefused(faults)
    return workflow


def packaged_text(content: str) -> str:
    """The text of the packaged file."""
    return (files("mobee_pyr.workflows") / f"{content}.toml").read_text(encoding="utf-8")


@cache
def standing() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Permission → roles for each type that has no workflow."""
    raw = tomllib.loads((files("mobee_pyr.workflows") / "standing.toml").read_text(encoding="utf-8"))
    return {kind: {permission: tuple(roles) for permission, roles in table.items()} for kind, table in raw.items()}


def applied(network: Network | None, content: str) -> Applied:
    """What is true for one content type in a network."""
    text = None if network is None else part(network, WORKFLOW + content)
    return Applied(packaged(content)) if text is None else _stored(text, content)


def followed(network: Network, content: str) -> Applied:
    """What would be true for it without the network's own version: its model."""
    text = inherited(network, WORKFLOW + content)
    return Applied(packaged(content)) if text is None else _stored(text, content)


@lru_cache(maxsize=256)
def _stored(text: Any, content: str) -> Applied:
    """A stored version; one that cannot be read falls back to the packaged file, frozen."""
    source = f"{content}.toml (stored)"
    try:
        workflow = load(text, source)
    except WorkflowRefused as refused:
        return Applied(packaged(content), tuple(refused.faults))
    if workflow.content != content:
        return Applied(packaged(content), (f"{source}: content: {workflow.content!r} is another type",))
    return Applied(workflow, tuple(verify(workflow)))


def governing(node: Node) -> str:
    """The name of the workflow that governs a node: its type's, or the one that its type shares with others."""
    return node.governed_by or node.type_name


def is_governed(node: Node) -> bool:
    """Has it a workflow, and so a state?"""
    return governing(node) in WITH_WORKFLOW


def workflow_of(node: Node) -> Applied:
    """The workflow that governs a node. Raises `KeyError` for a type that has none."""
    if not is_governed(node):
        raise KeyError(node.type_name)
    return applied(network_of(node), governing(node))


def state_of(node: Node) -> State | None:
    """The state in which a node is; ``None`` if its workflow does not know it (then only managers see the node)."""
    return workflow_of(node).workflow.states.get(node.state)


def known_once(network: Network | None, content: str, name: str) -> State | None:
    """A state that a workflow of the network has no more, as the last version that had it says it."""
    switches = () if network is None else network.switches
    texts = (text for switch in reversed(switches) if switch.content == content for text in (switch.after, switch.before))
    versions = (packaged(content) if text is None else _stored(text, content).workflow for text in texts)
    return next((version.states[name] for version in versions if name in version.states), None)


def frozen(network: Network) -> dict[str, tuple[str, ...]]:
    """The content types whose stored workflow is faulty in a network, with the faults."""
    found = {content: applied(network, content).faults for content in WITH_WORKFLOW}
    return {content: faults for content, faults in found.items() if faults}
