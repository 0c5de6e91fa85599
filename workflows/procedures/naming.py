"""The groups of a procedure by their names, as whoever edits its file reads and writes them; what is stored holds their numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mobee_pyr.content.names import slug
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.site import site_of
from mobee_pyr.workflows.procedures.asking import number_of
from mobee_pyr.workflows.procedures.loader import ProcedureRefused
from mobee_pyr.workflows.procedures.model import GROUP, Procedure, Stage
from mobee_pyr.workflows.reading import meant

Names = Mapping[int, str]
"""The groups that may be named, by number."""


def named_in(node: Node, procedure: Procedure) -> dict[int, str]:
    """Those of a node's network that a procedure asks and that are still there."""
    groups, network = site_of(node).membership.groups, network_of(node)
    if groups is None or network is None:
        return {}
    numbers = [number_of(who) for stage in procedure.stages for who in stage.who if who.startswith(GROUP)]
    return {number: name for number in numbers if (name := groups.name_in(network.oid, number))}


def written(procedure: Procedure, names: Names) -> Procedure:
    """With names; a group that is over keeps its number."""

    def name(who: str) -> str:
        return f"{GROUP}{names[number_of(who)]}" if who.startswith(GROUP) and number_of(who) in names else who

    return replace(procedure, stages=tuple(replace(stage, who=tuple(map(name, stage.who))) for stage in procedure.stages))


def read(procedure: Procedure, names: Names, source: str) -> Procedure:
    """With numbers. Raises `ProcedureRefused` with each group that is none of those."""
    numbers = {slug(name): number for number, name in names.items()}
    faults = [
        f"{source}: steps.{step}.who: {fault}" for step, stage in enumerate(procedure.stages, 1) for fault in _faults(stage, numbers, names)
    ]
    if faults:
        raise ProcedureRefused(faults)
    return replace(procedure, stages=tuple(replace(stage, who=tuple(_who(stage, numbers))) for stage in procedure.stages))


def _who(stage: Stage, numbers: Mapping[str, int]) -> Iterator[str]:
    for who in stage.who:
        yield f"{GROUP}{numbers[slug(who.removeprefix(GROUP))]}" if who.startswith(GROUP) else who


def _faults(stage: Stage, numbers: Mapping[str, int], names: Names) -> Iterator[str]:
    groups = [who for who in stage.who if who.startswith(GROUP)]
    for who in groups:
        if slug(who.removeprefix(GROUP)) not in numbers:
            yield f"{who!r}: no such group{meant(who, [f'{GROUP}{name}' for name in names.values()])}"
    if len({slug(who) for who in groups}) < len(groups):
        yield "somebody is named twice"
