"""Ticking criteria: who may, what a box that they may not touch keeps, and how a tick that lapses is given anew (M69–M71)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from mobee_pyr.content.access import token
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.qualification import Criterion, Qualified, Tick
from mobee_pyr.workflows import access
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.guards import criteria_of


class Boxes(NamedTuple):
    """What somebody says of a checklist: the ids ``ticked``; ``again``: looked at anew today; ``dropped``: fulfilled no more."""

    ticked: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()


def may_tick(who: Reader, network: Network | None, criterion: Criterion) -> bool:
    """May ``who`` tick a criterion of that network, or take its tick away?"""
    return network is not None and any(token(role, network.oid) in who.tokens for role in criterion.by)


def ticked(node: Qualified, day: date) -> frozenset[str]:
    """The ids of the criteria whose tick is in force."""
    return frozenset(criterion.id for criterion in criteria_of(node) if node.in_force(criterion, day))


def refused(who: Reader, node: Qualified, boxes: Boxes, day: date) -> list[Criterion]:
    """The criteria that ``who`` would change and may not."""
    network, now = network_of(node), ticked(node, day)
    changed = (now ^ boxes.ticked) | (boxes.again & now) | (boxes.dropped & set(node.ticks))
    return [criterion for criterion in criteria_of(node) if criterion.id in changed and not may_tick(who, network, criterion)]


def missing(who: Reader, node: Qualified, boxes: Boxes) -> bool:
    """Would a mandatory criterion stay without a tick?"""
    network = network_of(node)
    kept = boxes.ticked.union(each.id for each in criteria_of(node) if not may_tick(who, network, each) and each.id in node.ticks)
    return any(criterion.mandatory and criterion.id not in kept for criterion in criteria_of(node))


def lapsed(node: Qualified, day: date) -> list[Criterion]:
    """What an accepted organisation was found to fulfil, and has to be looked at again."""
    return [each for each in criteria_of(node) if stands(node) and each.id in node.ticks and not node.in_force(each, day)]


def looked_at_by(network: Network, criteria: Iterable[Criterion]) -> frozenset[str]:
    """The tokens of those who may tick one of some criteria."""
    return frozenset(token(role, network.oid) for criterion in criteria for role in criterion.by)


def rechecked_by(node: Node) -> frozenset[str]:
    """The tokens of those who are waited for because ticks have lapsed; nobody where none has."""
    network = network_of(node)
    if network is None or not isinstance(node, Organisation) or not node.lapsed or not stands(node):
        return frozenset()
    return looked_at_by(network, (each for each in criteria_of(node) if each.id in {*node.lapsed} & {*node.ticks}))


def stands(node: Qualified) -> bool:
    """Has an organisation been accepted, so that what lapses is to be looked at again?"""
    return node.type_name == "organisation" and node.state == "active"


def keep(act: Act, node: Qualified, boxes: Boxes) -> None:
    """Let what is said of the boxes be true: a tick that stays keeps its author and date, and so does one that is not theirs to change.

    An accepted organisation's tick that has lapsed stays on record, to be looked at again, until somebody gives it anew or says
    that it is over. So does the tick of a criterion that the network has taken out of its list and may take in again.
    """
    network = network_of(node)
    who = None if act.person is None else access.reader(act.site, act.person, act.today)
    closed = {each.id for each in criteria_of(node) if who is not None and not may_tick(who, network, each)}
    node.ticks = dict(_after(act, node, boxes, closed))


def _after(act: Act, node: Qualified, boxes: Boxes, closed: set[str]) -> Iterator[tuple[str, Tick]]:
    known = {criterion.id: criterion for criterion in criteria_of(node)}
    yield from ((name, tick) for name, tick in node.ticks.items() if name not in known or name in closed)
    for name, criterion in known.items():
        former, valid = node.ticks.get(name), node.in_force(criterion, act.today)
        if name in closed:
            continue
        if name in boxes.ticked:
            yield name, former if former is not None and valid and name not in boxes.again else Tick(act.who, act.now)
        elif former is not None and not valid and stands(node) and name not in boxes.dropped:
            yield name, former
