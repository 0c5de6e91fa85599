"""Lists that a network inherits and extends: each level stores only how its own differs from the one it follows (M13, M19).

A difference is a mapping: ``changed`` (id → the whole line, one more or in place of the inherited one), ``hidden`` (id → true or
false, where that is not as inherited) and ``order`` (ids, where they stand in another order). Blueprints hold the same mappings.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from mobee_pyr.content.blueprint import packaged

Difference = Mapping[str, Any]
Lines = Mapping[str, Mapping[str, Any]]


class Listing(NamedTuple):
    """The lines that are known, in their order, and the ids of those that are not offered: what holds them keeps them."""

    lines: Lines
    hidden: frozenset[str] = frozenset()

    @property
    def offered(self) -> Lines:
        """The lines to choose from, or to fill in."""
        return {name: line for name, line in self.lines.items() if name not in self.hidden}


def followed(network: Any, part: str, name: str, first: Lines | None = None) -> Listing:
    """What a network follows for one list of a part: ``first``, as its packaged model and then its blueprint change it."""
    found, model = Listing(dict(first or {})), None if network is None else network.blueprint
    if model is None:
        return found
    for level in (packaged(model.source), model.parts):
        found = extended(found, difference_in(level, part, name))
    return found


def own(network: Any, part: str, name: str) -> Difference:
    """How the network's own list differs; empty where it does not."""
    return {} if network is None else difference_in(network.overrides, part, name)


def listing(network: Any, part: str, name: str, first: Lines | None = None) -> Listing:
    """What is true for a network."""
    return extended(followed(network, part, name, first), own(network, part, name))


def keep(network: Any, part: str, name: str, wanted: Listing, first: Lines | None = None) -> None:
    """Let that be the network's list: only what differs is stored, nothing where nothing does."""
    differs = difference(followed(network, part, name, first), wanted)
    kept = network.overrides.get(part)
    others = {each: told for each, told in kept.items() if each != name} if isinstance(kept, Mapping) else {}
    if differs:
        others[name] = differs
    if others:
        network.overrides[part] = others
    else:
        network.overrides.pop(part, None)


def difference_in(level: Mapping[str, Any], part: str, name: str) -> Difference:
    """The difference that a level holds; what has another shape holds none."""
    for step in (part, name):
        found = level.get(step)
        if not isinstance(found, Mapping):
            return {}
        level = found
    return level


def extended(base: Listing, differs: Difference) -> Listing:
    """A list with a difference laid over it."""
    changed = {name: line for name, line in dict(differs.get("changed", {})).items() if isinstance(line, Mapping)}
    lines = {**base.lines, **changed}
    if "order" in differs:
        first = [name for name in differs["order"] if name in lines]
        lines = {name: lines[name] for name in dict.fromkeys((*first, *lines))}
    hides = dict(differs.get("hidden", {}))
    hidden = {name for name in lines if hides.get(name, name in base.hidden)}
    return Listing(lines, frozenset(hidden))


def difference(base: Listing, wanted: Listing) -> dict[str, Any]:
    """How to come from one to the other; a line of ``base`` can be hidden, never taken away."""
    found: dict[str, Any] = {}
    changed = {name: dict(line) for name, line in wanted.lines.items() if base.lines.get(name) != line}
    hidden = {name: name in wanted.hidden for name in wanted.lines if (name in wanted.hidden) != (name in base.hidden)}
    if changed:
        found["changed"] = changed
    if hidden:
        found["hidden"] = hidden
    if list(extended(base, found).lines) != list(wanted.lines):
        found["order"] = list(wanted.lines)
    return found
