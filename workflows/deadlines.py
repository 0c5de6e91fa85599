"""Steps whose deadline has passed: a reminder, somebody else, or an answer by itself, as their procedure says."""

from collections.abc import Iterator
from datetime import date
from typing import cast

from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.site import Site
from mobee_pyr.content.track import Step, Tracked
from mobee_pyr.workflows import discretion, roles, todo, validation
from mobee_pyr.workflows.act import Act, Overdue
from mobee_pyr.workflows.engine import announce
from mobee_pyr.workflows.procedures import asking, laying, working_days

OUTCOMES = {"approve": "approved", "refuse": "refused"}


def run(act: Act) -> int:
    """Do what is overdue at the moment of the act, once for each deadline however long nobody ran it; give how much was done."""
    nodes = list(overdue(act.site, act.today))
    for node in nodes:
        _late(act, node)
    return len(nodes)


def overdue(site: Site, day: date) -> Iterator[Tracked]:
    """The nodes whose deadline was before ``day``."""
    for network in site.inside("network"):
        for organisation in network.inside("organisation"):
            for oid in cast(Organisation, organisation).overdue(day):
                node = site.node(oid)
                if isinstance(node, Tracked):
                    yield node


def _late(act: Act, node: Tracked) -> None:
    for position in list(node.current_steps):
        step = node.track[position]
        if step.due is not None and step.due < act.today and not step.outcome:
            if _held_up(act, node, step):
                laying.put(node, position, due=working_days.after(network_of(node), act.today, step.deadline))
            else:
                _happen(act, node, position, step)
    todo.update(node)


def _held_up(act: Act, node: Tracked, step: Step) -> bool:
    """While an organisation is suspended nobody can do their part: the days begin again, and some are left when it comes back."""
    bodies = (organisation_of(node), act.site.node(roles.relations(node).get(discretion.side_of(step))))
    return any(isinstance(body, Organisation) and body.state == "suspended" for body in bodies)


def _happen(act: Act, node: Tracked, position: int, step: Step) -> None:
    deed, *rest = step.overdue or ("remind",)
    left = tuple(rest)
    if deed in OUTCOMES:
        word = "sans réponse dans le délai"
        validation.settle(act.by_system(), node, [position], OUTCOMES[deed], word)
    elif deed == "escalate":
        _escalate(act, node, position, left)
    else:
        laying.put(node, position, overdue=left, due=_next(act, node, step, left), reminded=step.reminded + 1)
        node.record(None, "step reminded", when=act.now, role=step.role)
    announce(Overdue(act.by_system(), node, position, deed))


def _escalate(act: Act, node: Tracked, position: int, left: tuple[str, ...]) -> None:
    """Somebody else is asked in the same stage; the step that nobody answered is kept, and says so."""
    step = node.track[position]
    asked = asking.resolved(act, node, step.escalate, step.side) or asking.Asked(asking.FALLBACK)
    laying.put(node, position, outcome="escalated", when=act.now)
    other = step._replace(**asked._asdict(), asked=act.now, due=_next(act, node, step, left), overdue=left, escalate="")
    node.track = (*node.track[: position + 1], other, *node.track[position + 1 :])
    node.record(None, "step escalated", when=act.now, role=step.role, to=asked.role)


def _next(act: Act, node: Node, step: Step, left: tuple[str, ...]) -> date | None:
    """The next deadline, if something is still to happen."""
    return working_days.after(network_of(node), act.today, step.deadline) if left else None
