"""Where boxes stand and how lines run between them: layers from top to bottom, few crossings, nothing upon anything else.

The steps are those of Sugiyama, Tagawa and Toda: give every line a place of its own in each layer that it passes,
order the layers to cross as few lines as possible, then push everything towards its neighbours.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

GAP_ACROSS, GAP_DOWN, LINE_WIDTH = 26.0, 34.0, 10.0
SWEEPS, ATTEMPTS = 12, 24


class Link(NamedTuple):
    """A piece of line between two neighbouring layers, ``upper`` above ``lower``."""

    upper: str
    lower: str


@dataclass
class Box:
    """What has a place: ``x`` is its middle, ``y`` its top. ``passage``: only a line goes through."""

    layer: int
    width: float
    height: float
    passage: bool = False
    x: float = 0.0
    y: float = 0.0


@dataclass
class Plan:
    """Boxes by name, links between them, and the top and bottom of each layer."""

    boxes: dict[str, Box] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    bands: list[tuple[float, float]] = field(default_factory=list)

    def stand(self, name: str, layer: int, width: float, height: float) -> None:
        """Give a box its layer."""
        self.boxes[name] = Box(layer, width, height)

    def connect(self, start: str, end: str) -> list[Link]:
        """Run a line from box to box through passages in the layers between; lines of one ``start`` and ``end`` name share them."""
        layers = (self.boxes[start].layer, self.boxes[end].layer)
        step = 1 if layers[0] < layers[1] else -1
        names = [start]
        for layer in range(layers[0] + step, layers[1], step):
            names.append(f"{end}<{start}@{layer}")
            self.boxes[names[-1]] = Box(layer, LINE_WIDTH, 0.0, passage=True)
        return self._chain([*names, end])

    def gather(self, starts: Iterable[str], end: str) -> list[Link]:
        """Run lines from several boxes to one; those that come from the same side flow together on their way."""
        found: list[Link] = []
        for start in starts:
            layers = (self.boxes[start].layer, self.boxes[end].layer)
            step = 1 if layers[0] < layers[1] else -1
            names = [start]
            for layer in range(layers[0] + step, layers[1], step):
                names.append(f"{end}<{'above' if step == 1 else 'below'}@{layer}")
                self.boxes.setdefault(names[-1], Box(layer, LINE_WIDTH, 0.0, passage=True))
            found += [link for link in self._chain([*names, end]) if link not in found]
        return found

    def _chain(self, names: Sequence[str]) -> list[Link]:
        pairs = pairwise(names)
        found = [Link(a, b) if self.boxes[a].layer < self.boxes[b].layer else Link(b, a) for a, b in pairs]
        self.links += [link for link in found if link not in self.links]
        return found

    def arrange(self) -> tuple[float, float]:
        """Give every box its place; returns the width and height of the whole."""
        layers = _ordered(self)
        _settle(self, layers)
        left = min(box.x - box.width / 2 for box in self.boxes.values())
        top = 0.0
        for names in layers:
            height = max(self.boxes[name].height for name in names)
            for name in names:
                box = self.boxes[name]
                box.x, box.y = box.x - left, top + (height - box.height) / 2
            self.bands.append((top, top + height))
            top += height + GAP_DOWN
        return max(box.x + box.width / 2 for box in self.boxes.values()), top - GAP_DOWN


Neighbours = Mapping[str, list[str]]


def _ordered(plan: Plan) -> list[list[str]]:
    """The layers, each in the order that crosses the fewest lines of all that were tried."""
    above: dict[str, list[str]] = {name: [] for name in plan.boxes}
    below: dict[str, list[str]] = {name: [] for name in plan.boxes}
    for upper, lower in plan.links:
        below[upper].append(lower)
        above[lower].append(upper)
    chance = random.Random(1)
    layers: list[list[str]] = [[] for _ in range(max(box.layer for box in plan.boxes.values()) + 1)]
    for name, box in plan.boxes.items():
        layers[box.layer].append(name)
    best = [list(layer) for layer in layers]
    fewest = _crossings(best, below)
    for attempt in range(ATTEMPTS):
        tried = [list(layer) for layer in layers]
        if attempt:
            for layer in tried:
                chance.shuffle(layer)
        for _sweep in range(SWEEPS):
            _sort_by(tried[1:], tried, above)
            _sort_by(tried[-2::-1], tried, below)
            crossings = _crossings(tried, below)
            if crossings < fewest:
                best, fewest = [list(layer) for layer in tried], crossings
    return best


def _sort_by(layers: Iterable[list[str]], all_layers: list[list[str]], neighbours: Neighbours) -> None:
    for layer in layers:
        place = {name: position for other in all_layers for position, name in enumerate(other)}
        layer.sort(key=lambda name: _mean([place[n] for n in neighbours[name]], place[name]))


def _crossings(layers: list[list[str]], below: Neighbours) -> int:
    total = 0
    for layer, following in pairwise(layers):
        place = {name: position for position, name in enumerate(following)}
        ends = [place[lower] for name in layer for lower in sorted(below[name], key=place.__getitem__)]
        total += sum(1 for i, one in enumerate(ends) for other in ends[i + 1 :] if other < one)
    return total


def _settle(plan: Plan, layers: list[list[str]]) -> None:
    """Push boxes towards the middle of their neighbours, keeping order and distance; lines are kept straight first."""
    above: dict[str, list[tuple[str, float]]] = {name: [] for name in plan.boxes}
    below: dict[str, list[tuple[str, float]]] = {name: [] for name in plan.boxes}
    for upper, lower in plan.links:
        weight = (1.0, 2.0, 8.0)[plan.boxes[upper].passage + plan.boxes[lower].passage]
        below[upper].append((lower, weight))
        above[lower].append((upper, weight))
    both = {name: above[name] + below[name] for name in plan.boxes}
    for layer in layers:
        _spread(plan, layer, [0.0] * len(layer))
    for neighbours, order in ((above, layers), (below, layers[::-1])) * 12 + ((both, layers), (both, layers[::-1])) * 4:
        for layer in order:
            _spread(plan, layer, [_weighted(plan, neighbours[name], plan.boxes[name].x) for name in layer])


def _weighted(plan: Plan, neighbours: list[tuple[str, float]], otherwise: float) -> float:
    total = sum(weight for _name, weight in neighbours)
    return sum(plan.boxes[name].x * weight for name, weight in neighbours) / total if total else otherwise


def _spread(plan: Plan, layer: list[str], wished: list[float]) -> None:
    """Put a layer's boxes as near to ``wished`` as their widths allow (isotonic regression)."""
    offsets, offset = [], 0.0
    for position, name in enumerate(layer):
        if position:
            offset += (plan.boxes[layer[position - 1]].width + plan.boxes[name].width) / 2 + GAP_ACROSS
        offsets.append(offset)
    blocks: list[list[float]] = []
    for wish, shift in zip(wished, offsets, strict=True):
        blocks.append([wish - shift, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            mean, count = blocks.pop()
            blocks[-1] = [(blocks[-1][0] * blocks[-1][1] + mean * count) / (blocks[-1][1] + count), blocks[-1][1] + count]
    places = [mean for mean, count in blocks for _ in range(int(count))]
    for name, place, shift in zip(layer, places, offsets, strict=True):
        plan.boxes[name].x = place + shift


def _mean(values: list[int], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise
