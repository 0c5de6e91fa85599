"""A blueprint: a ready-made network. Only differences are stored, here and on each network that follows it."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from persistent.mapping import PersistentMapping

from mobee_pyr.content.node import Node
from mobee_pyr.content.qualification import TEAM, Criterion

WORKFLOW = "workflow."
"""``workflow.mission`` is the part that holds the text of a workflow."""


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
    """The checklist of a network for one of `qualification.SUBJECTS`."""
    lines = (part(network, "criteria") or {}).get(subject, [])
    return [Criterion(**{**line, "by": tuple(line.get("by", TEAM))}) for line in lines]
