"""A workflow as it was read: states, transitions, and who may do what."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Label = str | Mapping[str, str]
"""A text in the site's language, or one text a language."""

WITH_WORKFLOW = ("network", "organisation", "programme", "mission", "need", "application", "pledge", "joining", "volunteer", "publication")
"""The workflows there are: one for each content type that has one, and one that all kinds of publications share."""

KINDS = ("draft", "waiting", "attention", "open", "good", "done", "bad")
"""How a state looks: its colour and icon, beside its word."""

REASONS = ("none", "optional", "required")

GATHERING = "split"
"""The state of a mission that was split."""


@dataclass(frozen=True)
class State:
    """One state; ``holders`` maps a permission to the roles that hold it here."""

    name: str
    label: Label
    final: bool = False
    kind: str = "waiting"
    holders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def over(self) -> bool:
        """Does nothing more come of what is in it by itself: final, or only gathering its parts until it is taken back?"""
        return self.final or self.name == GATHERING


@dataclass(frozen=True)
class Transition:
    """One way from some states to another.

    ``decides``: an answer to somebody's request. ``awaited``: somebody is expected to fire it, so it stands in their list.
    ``instead``: guard → the transition that is fired when that guard refuses. ``detour``: only fired so, never offered by itself.
    ``dated``: whoever may fire it may instead set it for a later day.
    """

    name: str
    label: Label
    sources: tuple[str, ...]
    target: str
    by: tuple[str, ...]
    decides: bool = False
    awaited: bool = False
    reason: str = "none"
    guards: tuple[str, ...] = ()
    instead: Mapping[str, str] = field(default_factory=dict)
    detour: bool = False
    dated: bool = False


@dataclass(frozen=True)
class Workflow:
    """The life of one content type."""

    content: str
    title: Label
    initial: str
    states: Mapping[str, State]
    transitions: Mapping[str, Transition]
    self_approval: bool = False
    source: str = ""
    """Where it was read from, for messages."""

    def leaving(self, state: str) -> list[Transition]:
        """The transitions that start from a state, in the order of the file."""
        return [transition for transition in self.transitions.values() if state in transition.sources]
