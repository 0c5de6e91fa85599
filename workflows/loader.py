"""Reads a workflow's TOML text and says exactly what is wrong with it: file, path, and what may have been meant."""

from collections.abc import Iterable, Mapping
from typing import Any

from mobee_pyr.content.access import SYSTEM, Permission
from mobee_pyr.workflows.guards import GUARDS
from mobee_pyr.workflows.model import KINDS, REASONS, WITH_WORKFLOW, State, Transition, Workflow
from mobee_pyr.workflows.reading import Reading, Unreadable, parse
from mobee_pyr.workflows.roles import ROLES

_TOP = ("title", "content", "initial", "self_approval", "states", "transitions")
_STATE = ("label", "final", "kind", *(permission.value for permission in Permission))
_TRANSITION = ("label", "from", "to", "by", "decides", "awaited", "reason", "guards", "instead", "detour", "dated")


class WorkflowRefused(Unreadable):
    """The text is no workflow; ``faults`` says why, one line each."""


def load(text: str, source: str) -> Workflow:
    """The workflow that ``text`` describes. Raises `WorkflowRefused` with every fault found."""
    try:
        return _Reader(source).workflow(parse(text, source))
    except Unreadable as unreadable:
        raise WorkflowRefused(unreadable.faults) from unreadable


class _Reader(Reading):
    """Builds the model."""

    def workflow(self, raw: Mapping[str, Any]) -> Workflow:
        self.keys("", raw, _TOP)
        content = self.known("content", raw.get("content"), WITH_WORKFLOW, "content type with a workflow")
        if not content:
            raise WorkflowRefused(self.faults)  # without its roles and guards nothing below can be judged
        roles = ROLES[content]
        states = {name: self.state(name, body, roles) for name, body in self.tables("states", raw)}
        transitions = {name: self.transition(name, body, content, states) for name, body in self.tables("transitions", raw)}
        for name, transition in transitions.items():
            for guard, other in transition.instead.items():
                self.known(f"transitions.{name}.instead.{guard}", other, transitions, "transition")
        initial = self.known("initial", raw.get("initial"), states, "state")
        title = self.label("title", raw.get("title"))
        self_approval = self.flag("self_approval", raw)
        if self.faults:
            raise WorkflowRefused(self.faults)
        return Workflow(content, title, initial, states, transitions, self_approval, self.source)

    def state(self, name: str, body: Mapping[str, Any], roles: Iterable[str]) -> State:
        at = f"states.{name}"
        self.keys(at, body, _STATE)
        holders = {
            permission.value: self.names(f"{at}.{permission}", body[permission.value], roles, "role")
            for permission in Permission
            if permission.value in body
        }
        kind = self.known(f"{at}.kind", body.get("kind", "waiting"), KINDS, "kind")
        return State(name, self.label(f"{at}.label", body.get("label")), self.flag(f"{at}.final", body), kind, holders)

    def transition(self, name: str, body: Mapping[str, Any], content: str, states: Mapping[str, State]) -> Transition:
        at = f"transitions.{name}"
        self.keys(at, body, _TRANSITION)
        guards = self.guards(f"{at}.guards", body.get("guards", []), content)
        instead = body.get("instead", {})
        if not isinstance(instead, dict):
            self.fault(f"{at}.instead", "must be a table: guard = transition")
            instead = {}
        for guard in instead:
            self.known(f"{at}.instead", guard, guards, "guard of this transition")
        return Transition(
            name=name,
            label=self.label(f"{at}.label", body.get("label")),
            sources=self.some(f"{at}.from", body.get("from"), states, "state"),
            target=self.known(f"{at}.to", body.get("to"), states, "state"),
            by=self.some(f"{at}.by", body.get("by"), (*ROLES[content], SYSTEM), "role"),
            decides=self.flag(f"{at}.decides", body),
            awaited=self.flag(f"{at}.awaited", body),
            reason=self.known(f"{at}.reason", body.get("reason", "none"), REASONS, "kind of reason"),
            guards=guards,
            instead=instead,
            detour=self.flag(f"{at}.detour", body),
            dated=self.flag(f"{at}.dated", body),
        )

    def guards(self, at: str, value: Any, content: str) -> tuple[str, ...]:
        found = self.names(at, value, GUARDS, "guard")
        for name in found:
            if content not in GUARDS[name].types:
                self.fault(at, f"{name!r} says nothing about {content}: it is for {', '.join(GUARDS[name].types)}")
        return found
