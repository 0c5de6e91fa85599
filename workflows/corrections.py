"""What follows when something that is qualified, or open already, is corrected: a first opinion falls, a need may be covered."""

from collections.abc import Collection

from mobee_pyr.content.need import Need
from mobee_pyr.content.node import Node
from mobee_pyr.workflows import engine, library, todo
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.reviewing import eyes

MOVED_BY_AMOUNT = {("published", True): "cover", ("covered", False): "reopen"}
"""A need's state, and whether nothing is missing → what follows when its quantity is corrected."""


def follow(act: Act, node: Node, changed: Collection[str]) -> None:
    """Call it after the corrections have been kept; ``changed`` names what was corrected."""
    eyes.fall(act, node)
    todo.update(node, act)
    if isinstance(node, Need) and "quantity" in changed:
        name = MOVED_BY_AMOUNT.get((node.state, node.missing == 0))
        applied = library.workflow_of(node)
        if not applied.faults and any(leaving.name == name for leaving in applied.workflow.leaving(node.state)):
            engine.fire(act.by_system(), node, name or "")
