"""Reads a workflow's TOML text and says exactly what is wrong with it: file, path, and what may have been meant."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from mobee_pyr.content.access import SYSTEM, Permission
from mobee_pyr.content.vocabulary import LANGUAGES
from mobee_pyr.workflows.guards import GUARDS
from mobee_pyr.workflows.model import KINDS, REASONS, WITH_WORKFLOW, Label, State, Transition, Workflow
from mobee_pyr.workflows.roles import ROLES

LARGEST = 100_000
"""Characters, some twenty times a packaged file. A longer text is refused before it is read."""

LONGEST_LINE = 1_000
"""Characters. The time that a dotted key takes to read grows with the square of its length."""

NAME = re.compile("[a-z][a-z0-9_]*")
"""What a state or a transition may be called: its name stands in forms, journals and pictures."""

MOST = 100
"""States, and transitions: what people can still oversee, and what can be proved at once."""

LONGEST = 60
"""Characters of somebody's text that a fault quotes."""

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
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LONGEST_LINE:
            raise WorkflowRefused([f"{source}: line {number}: {len(line)} characters, more than {LONGEST_LINE}"])
    try:
        return _Reader(source).workflow(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise WorkflowRefused([f"{source}: {error}"]) from error
    except RecursionError as error:
        raise WorkflowRefused([f"{source}: nested too deeply"]) from error


class _Reader:
    """Collects faults while it reads."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.faults: list[str] = []

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
        )

    def fault(self, at: str, what: str) -> None:
        self.faults.append(f"{self.source}: {at}: {what}" if at else f"{self.source}: {what}")

    def keys(self, at: str, body: Mapping[str, Any], known: Iterable[str]) -> None:
        for key in body:
            if key not in known:
                self.fault(f"{at}.{_short(key)}".lstrip("."), f"unknown key{_meant(key, known)}")

    def tables(self, at: str, raw: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
        found = raw.get(at)
        if not isinstance(found, dict) or not found:
            self.fault(at, "none is given")
            return
        if len(found) > MOST:
            self.fault(at, f"{len(found)}, more than {MOST}")
            return
        for name, body in found.items():
            if not NAME.fullmatch(name):
                self.fault(f"{at}.{_short(name)}", "a name is lower-case letters, digits and _")
            elif isinstance(body, dict):
                yield name, body
            else:
                self.fault(f"{at}.{name}", "must be a table")

    def text(self, at: str, value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            self.fault(at, "a text is missing")
            return ""
        return value

    def flag(self, at: str, body: Mapping[str, Any]) -> bool:
        value = body.get(at.rpartition(".")[2], False)
        if not isinstance(value, bool):
            self.fault(at, "must be true or false")
        return value is True

    def label(self, at: str, value: Any) -> Label:
        if not isinstance(value, dict) or not value:
            return self.text(at, value)
        self.keys(at, value, LANGUAGES)
        return {language: self.text(f"{at}.{language}", text) for language, text in value.items() if language in LANGUAGES}

    def known(self, at: str, value: Any, among: Iterable[str], what: str) -> str:
        if isinstance(value, str) and value in among:
            return value
        self.fault(at, "a text is missing" if value is None else f"{_short(repr(value))}: no such {what}{_meant(value, among)}")
        return ""

    def names(self, at: str, value: Any, among: Iterable[str], what: str) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.fault(at, f"must be a list of {what}s")
            return ()
        return tuple(found for name in value if (found := self.known(at, name, among, what)))

    def some(self, at: str, value: Any, among: Iterable[str], what: str) -> tuple[str, ...]:
        if value == []:
            self.fault(at, f"must name at least one {what}")
        return self.names(at, value, among, what)

    def guards(self, at: str, value: Any, content: str) -> tuple[str, ...]:
        found = self.names(at, value, GUARDS, "guard")
        for name in found:
            if content not in GUARDS[name].types:
                self.fault(at, f"{name!r} says nothing about {content}: it is for {', '.join(GUARDS[name].types)}")
        return found


def _meant(name: Any, among: Iterable[str]) -> str:
    close = get_close_matches(name, list(among), n=1) if isinstance(name, str) and len(name) <= LONGEST else []
    return f" (did you mean {close[0]!r}?)" if close else ""


def _short(text: str) -> str:
    """A text as a fault quotes it: on one line, and never a megabyte."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"
