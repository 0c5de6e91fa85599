"""Writes a workflow as the TOML text that `loader.load` reads: what forms have made can be downloaded, edited, uploaded."""

from collections.abc import Mapping
from typing import Any

import tomli_w

from mobee_pyr.workflows.model import State, Transition, Workflow


def text_of(workflow: Workflow) -> str:
    """The whole text; only what differs from what is understood without saying."""
    said: dict[str, Any] = {"title": _plain(workflow.title), "content": workflow.content, "initial": workflow.initial}
    if workflow.self_approval:
        said["self_approval"] = True
    said["states"] = {name: _state(state) for name, state in workflow.states.items()}
    said["transitions"] = {name: _transition(transition) for name, transition in workflow.transitions.items()}
    return tomli_w.dumps(said)


def _state(state: State) -> dict[str, Any]:
    said: dict[str, Any] = {"label": _plain(state.label), "kind": state.kind}
    if state.final:
        said["final"] = True
    return said | {permission: list(roles) for permission, roles in state.holders.items()}


def _transition(transition: Transition) -> dict[str, Any]:
    said: dict[str, Any] = {"label": _plain(transition.label), "from": list(transition.sources), "to": transition.target}
    said["by"] = list(transition.by)
    for flag in ("decides", "awaited", "detour", "dated"):
        if getattr(transition, flag):
            said[flag] = True
    if transition.reason != "none":
        said["reason"] = transition.reason
    if transition.guards:
        said["guards"] = list(transition.guards)
    if transition.instead:
        said["instead"] = dict(transition.instead)
    return said


def _plain(label: str | Mapping[str, str]) -> str | dict[str, str]:
    return label if isinstance(label, str) else dict(label)
