"""A blueprint: a ready-made network. Only differences are stored, here and on each network that follows it."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from persistent.mapping import PersistentMapping

from mobee_pyr.content.checklist import ChecklistRefused, read, stored
from mobee_pyr.content.node import Node
from mobee_pyr.content.qualification import Criterion

WORKFLOW = "workflow."
"""``workflow.mission`` is the part that holds the text of a workflow."""

CRITERIA = "criteria"
"""The part that holds checklists: one of `qualification.SUBJECTS` → a table for each criterion. A subject that is not there is followed."""


class Blueprint(Node):
    """Parts of a network, over the packaged file named by ``source``."""

    type_name = "blueprint"

    def __init__(self, title: str, source: str, author: str | None = None) -> None:
        super().__init__(title, author)
        self.source = source
        self.parts = PersistentMapping()
        self.version = 1


@cache
def packaged(source: str) -> Mapping[str, Any]:
    """The parts of a blueprint as the program ships them, from ``content/blueprints/<source>.toml``."""
    text = (files("mobee_pyr.content") / "blueprints" / f"{source}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def part(network: Any, name: str) -> Any:
    """What is true for a network: its own part, else its blueprint's, else the packaged one, else ``None``."""
    return network.overrides[name] if name in network.overrides else inherited(network, name)


def inherited(network: Any, name: str) -> Any:
    """The same without the network's own part: what it follows."""
    blueprint = network.blueprint
    if blueprint is None:
        return None
    if name in blueprint.parts:
        return blueprint.parts[name]
    return packaged(blueprint.source).get(name)


def criteria(network: Any, subject: str) -> list[Criterion]:
    """The checklist of a network for one of `qualification.SUBJECTS`: its own, else the one it follows.

    One's own that cannot be read counts as none: what it follows is asked for, and `mobee check` tells.
    """
    own = own_criteria(network, subject)
    if own is not None:
        try:
            return read(own)
        except ChecklistRefused:
            pass
    return followed_criteria(network, subject)


def own_criteria(network: Any, subject: str) -> Any:
    """The lines that a network has stored for one subject, as they are; ``None``: it follows its model."""
    kept = network.overrides.get(CRITERIA, {})
    return kept.get(subject) if isinstance(kept, Mapping) else kept


def followed_criteria(network: Any, subject: str) -> list[Criterion]:
    """The list of the blueprint for one subject, else the packaged one."""
    blueprint = network.blueprint
    if blueprint is None:
        return []
    try:
        changed = blueprint.parts.get(CRITERIA, {})
        return (
            read(changed[subject]) if isinstance(changed, Mapping) and subject in changed else _packaged_criteria(blueprint.source, subject)
        )
    except ChecklistRefused:
        return _packaged_criteria(blueprint.source, subject)


def keep_criteria(network: Any, subject: str, wanted: list[Criterion]) -> None:
    """Let a network have its own list for one subject; nothing is stored where it says the same as its model."""
    kept = network.overrides.get(CRITERIA, {})
    others = {name: lines for name, lines in kept.items() if name != subject} if isinstance(kept, Mapping) else {}
    own = {} if wanted == followed_criteria(network, subject) else {subject: stored(wanted)}
    if others or own:
        network.overrides[CRITERIA] = {**others, **own}
    else:
        network.overrides.pop(CRITERIA, None)


@cache
def _shipped(source: str, subject: str) -> tuple[Criterion, ...]:
    return tuple(read(packaged(source).get(CRITERIA, {}).get(subject, [])))


def _packaged_criteria(source: str, subject: str) -> list[Criterion]:
    return list(_shipped(source, subject))
