"""A blueprint: a ready-made network. Only differences are stored, here and on each network that follows it."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from persistent.mapping import PersistentMapping

from mobee_pyr.content.checklist import ChecklistRefused, read, stored
from mobee_pyr.content.node import Node
from mobee_pyr.content.qualification import Criterion

WORKFLOW = "workflow."
"""``workflow.mission`` is the part that holds the text of a workflow."""

CRITERIA = "criteria"
"""The part that holds checklists: one of `qualification.SUBJECTS` → a table for each criterion. A subject that is not there is followed."""

FOLDER = files("mobee_pyr.content") / "blueprints"


class Release(NamedTuple):
    """A newer version: only the parts that changed with it, ``criteria.request`` being one; ``why`` is for those who follow."""

    number: int
    parts: Mapping[str, Any]
    who: str | None
    when: datetime
    why: str = ""


class Proposal(NamedTuple):
    """A part that a network would like its blueprint to have; ``answer``: empty, ``accepted`` or ``declined``."""

    id: str
    network: int
    part: str
    value: Any
    who: str | None
    when: datetime
    why: str
    answer: str = ""
    reason: str = ""


class Blueprint(Node):
    """Parts of a network, over the packaged file named by ``source``; what came later stands in ``releases``, the oldest first."""

    type_name = "blueprint"
    releases: tuple[Release, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    def __init__(self, title: str, source: str, author: str | None = None) -> None:
        super().__init__(title, author)
        self.source = source
        self.parts = PersistentMapping()
        self.version = 1

    @property
    def newest(self) -> int:
        """The number of its latest version."""
        return self.releases[-1].number if self.releases else self.version


@cache
def packaged(source: str) -> Mapping[str, Any]:
    """The parts of a blueprint as the program ships them, from ``content/blueprints/<source>.toml`` over the file that is its base."""
    own = tomllib.loads((FOLDER / f"{source}.toml").read_text(encoding="utf-8"))
    base = own.pop("base", None)
    if base is None:
        return own
    whole = packaged(base)
    return {**whole, **own, CRITERIA: {**whole.get(CRITERIA, {}), **own.get(CRITERIA, {})}}


def first_sentence(source: str) -> str:
    """What a network that begins with a packaged blueprint says of itself until it says something else."""
    return str(packaged(source).get("home", {}).get("summary", {}).get("text", ""))


def first_accent(source: str) -> str:
    """The colour of a network that begins with a packaged blueprint."""
    return str(packaged(source).get("accent", "honey"))


@cache
def shipped() -> tuple[str, ...]:
    """The sources of all blueprints that the program ships."""
    return tuple(sorted(file.name.removesuffix(".toml") for file in FOLDER.iterdir() if file.name.endswith(".toml")))


def part(network: Any, name: str) -> Any:
    """What is true for a network: its own part, else its blueprint's, else the packaged one, else ``None``."""
    return network.overrides[name] if name in network.overrides else inherited(network, name)


def inherited(network: Any, name: str) -> Any:
    """The same without the network's own part: what it follows, in the version that it has taken."""
    blueprint = network.blueprint
    return None if blueprint is None else at(blueprint, name, followed_version(network, name))


def at(blueprint: Blueprint, name: str, version: int) -> Any:
    """A part as a version of the blueprint has it; what the program ships is beneath every version."""
    for release in reversed(blueprint.releases):
        if release.number <= version and name in release.parts:
            return release.parts[name]
    first, _dot, second = name.partition(".")
    if first == CRITERIA and second:
        changed = blueprint.parts.get(CRITERIA, {})
        found = changed.get(second) if isinstance(changed, Mapping) else changed
        return packaged(blueprint.source).get(CRITERIA, {}).get(second, []) if found is None else found
    return blueprint.parts[name] if name in blueprint.parts else packaged(blueprint.source).get(name)


def followed_version(network: Any, name: str) -> int:
    """Which version of its blueprint a network has taken, of one part."""
    return max(int(network.blueprint_version), int(network.taken.get(name, 0)))


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
    name = f"{CRITERIA}.{subject}"
    return criteria_at(blueprint, subject, followed_version(network, name))


def criteria_at(blueprint: Blueprint, subject: str, version: int) -> list[Criterion]:
    """A list as a version of the blueprint has it; one that cannot be read counts as the packaged one."""
    lines = at(blueprint, f"{CRITERIA}.{subject}", version)
    if lines is not packaged(blueprint.source).get(CRITERIA, {}).get(subject):
        try:
            return read(lines)
        except ChecklistRefused:
            pass
    return list(_shipped(blueprint.source, subject))


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
