"""What is set for a later day, kept beside the organisation or the network that it stands in (content/todo.py)."""

from typing import cast

from translationstring import TranslationString

from mobee_pyr.content.node import Node, above
from mobee_pyr.content.plan import Plan
from mobee_pyr.content.todo import Owner
from mobee_pyr.content.words import _
from mobee_pyr.workflows.act import Act, PlanLapsed

MOVED_ON = _("L’état a changé entre-temps.")
"""Why a plan lapses when somebody did something else first."""
BINNED = _("La page a été mise à la corbeille.")


def owner_of(node: Node) -> Owner | None:
    """Beside whom a node's plan is listed."""
    return cast(Owner | None, above(node, "organisation", "network"))


def keep(node: Node, plan: Plan | None) -> None:
    """Put a plan in place of the former one; ``None``: there is none any more."""
    unlist(node)
    if node.planned != plan:
        node.planned = plan
    relist(node)


def unlist(node: Node) -> None:
    """Take a plan off the list of a place that its node leaves."""
    owner = owner_of(node)
    if node.planned is not None and owner is not None:
        owner.no_longer_intend(node.planned.when, node.oid)


def relist(node: Node) -> None:
    """Put it on the list of the place to which its node came."""
    owner = owner_of(node)
    if node.planned is not None and owner is not None:
        owner.intend(node.planned.when, node.oid)


def lapse(act: Act, node: Node, why: TranslationString = MOVED_ON) -> None:
    """Nothing comes of a plan: the journal says why, and so does a word to whoever set it."""
    plan = node.planned
    if plan is not None:
        keep(node, None)
        node.record(None, "plan lapsed", when=act.now, transition=plan.name, planned_for=plan.when)
        act.tell(PlanLapsed(act, node, plan, why))


def overtaken(act: Act, node: Node) -> None:
    """After each change of state: what was set in the former one lapses."""
    if node.planned is not None and node.planned.state != node.state:
        lapse(act, node)
