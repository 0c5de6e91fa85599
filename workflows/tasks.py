"""What kind of thing waits for somebody, and since when: how a list of things to do is read."""

from datetime import datetime

from mobee_pyr.content.node import Node
from mobee_pyr.content.track import Tracked
from mobee_pyr.content.words import _
from mobee_pyr.workflows import engine, validation
from mobee_pyr.workflows.access import Reader

TASKS = {
    "validate": _("À valider"),
    "decide": _("À décider"),
    "qualify": _("À qualifier"),
    "complete": _("À compléter"),
    "confirm": _("À confirmer ou à clore"),
}
"""The kinds, in the order in which they are read: people first."""

_QUALIFIED = ("organisation", "mission", "need")


def kind_of(who: Reader, node: Node) -> str:
    """The kind of what waits, for this reader."""
    if isinstance(node, Tracked) and validation.step_waiting_for(who, node) is not None:
        return "validate"
    offered = engine.possible(who, node)
    if any(transition.decides for transition in offered):
        if node.type_name == "joining":
            return "validate"
        return "qualify" if node.type_name in _QUALIFIED else "decide"
    return "complete" if node.state == "to_complete" else "confirm"


def waiting_since(node: Node) -> datetime:
    """When the node came to where it waits now: the last step decided, the last change of state, or its beginning."""
    for deed in node.deeds():
        if deed.what == "step approved" or "target" in deed.details:
            return deed.when
    return node.created
