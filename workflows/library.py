"""Which workflow is true for a node: the packaged file, then its blueprint's difference, then its network's own."""

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import tomli_w

from mobee_pyr.content.blueprint import WORKFLOW, Blueprint, inherited, part
from mobee_pyr.content.blueprint import packaged as packaged_blueprint
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
    return version(network, content, text)


def followed(network: Network, content: str) -> Applied:
    """What would be true for it without the network's own version: its model."""
    return version(network, content, inherited(network, WORKFLOW + content))


def version(network: Network | None, content: str, said: Any) -> Applied:
    """A workflow as a part of a network or a blueprint says it: a text, the differences of a packaged blueprint, or nothing."""
    text = None if network is None else text_of(network, content, said)
    return Applied(packaged(content)) if text is None else _stored(text, content)


def version_of(blueprint: Blueprint, content: str, said: Any) -> Applied:
    """The same as a part of a blueprint says it."""
    text = shipped_text(blueprint.source, content) if isinstance(said, Mapping) else said
    return Applied(packaged(content)) if text is None else _stored(text, content)


def text_of(network: Network, content: str, said: Any) -> Any:
    """A text; ``None``: the packaged file."""
    if not isinstance(said, Mapping):
        return said
    blueprint = network.blueprint
    return None if blueprint is None else shipped_text(blueprint.source, content)


@cache
def shipped_text(source: str, content: str) -> str | None:
    """A workflow as a packaged blueprint has it: the packaged file with the differences that the blueprint's file tells."""
    changes = packaged_blueprint(source).get(WORKFLOW + content)
    return None if changes is None else tomli_w.dumps(_over(tomllib.loads(packaged_text(content)), changes))


def shipped_with(source: str, content: str) -> Applied:
    """What `shipped_text` says, read."""
    text = shipped_text(source, content)
    return Applied(packaged(content)) if text is None else _stored(text, content)


def _over(whole: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Tables are changed key by key, all else is replaced."""
    found = dict(whole)
    for key, value in changes.items():
        inner = found.get(key)
        found[key] = _over(inner, value) if isinstance(inner, Mapping) and isinstance(value, Mapping) else value
    return found


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
