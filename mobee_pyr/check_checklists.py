"""What `check` tells of checklists, of what was ticked and of what was given as evidence."""

from collections.abc import Iterator, Mapping
from typing import Any

from mobee_pyr.content.blueprint import CRITERIA, Blueprint
from mobee_pyr.content.checklist import ChecklistRefused, read
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node, path
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import by_id
from mobee_pyr.content.qualification import SUBJECTS, Qualified, Tick
from mobee_pyr.content.site import Site
from mobee_pyr.workflows.guards import criteria_of


def faults(site: Site, node: Node) -> Iterator[str]:
    """One line a fault of this node."""
    if isinstance(node, Network):
        yield from _lists(node, node.overrides.get(CRITERIA), "those of its model apply")
    if isinstance(node, Blueprint):
        yield from _lists(node, node.parts.get(CRITERIA), "the packaged ones apply")
    if isinstance(node, Qualified):
        yield from _ticks(site, node)
        yield from _reviewers(site, node)


def _reviewers(site: Site, node: Qualified) -> Iterator[str]:
    """Who takes care of it, and who is in favour, exist; nobody else could take the one back, or be the second."""
    if node.claim is not None and by_id(site, node.claim.who) is None:
        yield f"{path(node)}: {node.claim.who!r} takes care of it, and there is no such person"
    for who in dict.fromkeys(() if node.opinion is None else (node.opinion.who, *node.opinion.people)):
        if by_id(site, who) is None:
            yield f"{path(node)}: {who!r} gave the first opinion on it, and there is no such person"


def _lists(node: Node, kept: Any, instead: str) -> Iterator[str]:
    here = path(node)
    if kept is None:
        return
    if not isinstance(kept, Mapping):
        yield f"{here}: its criteria cannot be read, {instead}: must be a table for each subject"
        return
    for subject, lines in kept.items():
        if subject not in SUBJECTS:
            yield f"{here}: has criteria for {subject!r}, and there is no such subject"
            continue
        try:
            read(lines)
        except ChecklistRefused as refused:
            yield from (f"{here}: its criteria.{subject} cannot be read, {instead}: {fault}" for fault in refused.faults)


def _ticks(site: Site, node: Qualified) -> Iterator[str]:
    """A tick of what is not asked for any more is kept and counts for nothing; evidence for it would lie where nobody looks."""
    here, network = path(node), network_of(node)
    asked = None if network is None else {criterion.id for criterion in criteria_of(node)}
    for name, tick in node.ticks.items():
        if not isinstance(tick, Tick):
            yield f"{here}: its tick of {name!r} is {tick!r}"
        elif tick.who is not None and by_id(site, tick.who) is None:
            yield f"{here}: {name!r} was ticked by {tick.who!r}, and there is no such person"
    for name, given in node.evidence.items():
        if asked is not None and name not in asked and given.ended is None:
            yield f"{here}: holds evidence for {name!r}, which nobody asks for"
    if isinstance(node, Organisation):
        for name in node.lapsed:
            if name not in node.ticks:
                yield f"{here}: {name!r} is to be looked at again, and was never ticked"
