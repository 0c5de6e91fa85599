"""Reads a workflow's TOML text and says exactly what is wrong with it: file, path, and what may have been meant."""

import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from mobee_pyr.content.access import SYSTEM, Permission
from mobee_pyr.workflows.guards import GUARDS
from mobee_pyr.workflows.model import KINDS, REASONS, Label, State, Transition, Workflow
from mobee_pyr.workflows.roles import ROLES

LARGEST = 200_000
"""Characters. A longer text is refused before it is read."""

_TOP = ("title", "content", "initial", "self_approval", "states", "transitions")
_STATE = ("label", "final", "kind", *(permission.value for permission in Permission))
_TRANSITION = ("label", "from", "to", "by", "decides", "awaited", "reason", "guards", "instead")


class WorkflowRefused(ValueError):
    """The text is no workflow; ``faults`` says why, one line each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def load(text: str, source: str) -> Workflow:
    """The workflow that ``text`` describes. Raises `WorkflowRefused` with every fault found."""
    if len(text) > LARGEST:
        raise WorkflowRefused([f"{source}: {len(text)} characters, more than {LARGEST}"])
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WorkflowRefused([f"{source}: {error}"]) from error
    return _Reader(source).workflow(raw)


class _Reader:
    """Collects faults while it reads."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.faults: list[str] = []

    def workflow(self, raw: Mapping[str, Any]) -> Workflow:
        self.keys("", raw, _TOP)
        content = self.text("content", raw.get("content"))
        roles = ROLES.get(content, ())
        if not roles:
            self.fault("content", f"no such content type{_meant(content, ROLES)}")
        states = {name: self.state(name, body, roles) for name, body in self.tables("states", raw)}
        transitions = {name: self.transition(name, body, roles, states) for name, body in self.tables("transitions", raw)}
        for name, transition in transitions.items():
            for guard, other in transition.instead.items():
                self.known(f"transitions.{name}.instead.{guard}", other, transitions, "transition")
        initial = self.known("initial", self.text("initial", raw.get("initial")), states, "state")
        title = self.label("title", raw.get("title"))
        if self.faults:
            raise WorkflowRefused(self.faults)
        return Workflow(content, title, initial, states, transitions, raw.get("self_approval") is True, self.source)

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

    def transition(self, name: str, body: Mapping[str, Any], roles: Iterable[str], states: Mapping[str, State]) -> Transition:
        at = f"transitions.{name}"
        self.keys(at, body, _TRANSITION)
        guards = self.names(f"{at}.guards", body.get("guards", []), GUARDS, "guard")
        instead = body.get("instead", {})
        if not isinstance(instead, dict):
            self.fault(f"{at}.instead", "must be a table: guard = transition")
            instead = {}
        self.names(f"{at}.instead", list(instead), guards, "guard of this transition")
        return Transition(
            name=name,
            label=self.label(f"{at}.label", body.get("label")),
            sources=self.names(f"{at}.from", body.get("from"), states, "state"),
            target=self.known(f"{at}.to", self.text(f"{at}.to", body.get("to")), states, "state"),
            by=self.names(f"{at}.by", body.get("by"), (*roles, SYSTEM), "role"),
            decides=self.flag(f"{at}.decides", body),
            awaited=self.flag(f"{at}.awaited", body),
            reason=self.known(f"{at}.reason", body.get("reason", "none"), REASONS, "kind of reason"),
            guards=guards,
            instead=instead,
        )

    def fault(self, at: str, what: str) -> None:
        self.faults.append(f"{self.source}: {at}: {what}" if at else f"{self.source}: {what}")

    def keys(self, at: str, body: Mapping[str, Any], known: Iterable[str]) -> None:
        for key in body:
            if key not in known:
                self.fault(f"{at}.{key}".lstrip("."), f"unknown key{_meant(key, known)}")

    def tables(self, at: str, raw: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
        found = raw.get(at)
        if not isinstance(found, dict) or not found:
            self.fault(at, "none is given")
            return
        for name, body in found.items():
            if isinstance(body, dict):
                yield name, body
            else:
                self.fault(f"{at}.{name}", "must be a table")

    def text(self, at: str, value: Any) -> str:
        if not isinstance(value, str) or not value:
            self.fault(at, "a text is missing")
            return ""
        return value

    def flag(self, at: str, body: Mapping[str, Any]) -> bool:
        value = body.get(at.rpartition(".")[2], False)
        if not isinstance(value, bool):
            self.fault(at, "must be true or false")
        return value is True

    def label(self, at: str, value: Any) -> Label:
        if isinstance(value, dict) and value and all(isinstance(text, str) and text for text in value.values()):
            return dict(value)
        return self.text(at, value)

    def known(self, at: str, value: Any, among: Iterable[str], what: str) -> str:
        if isinstance(value, str) and value in among:
            return value
        if value:
            self.fault(at, f"{value!r}: no such {what}{_meant(value, among)}")
        return ""

    def names(self, at: str, value: Any, among: Iterable[str], what: str) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.fault(at, f"must be a list of {what}s")
            return ()
        return tuple(found for name in value if (found := self.known(at, name, among, what)))


def _meant(name: Any, among: Iterable[str]) -> str:
    close = get_close_matches(str(name), list(among), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""
