"""The items of a switch come to the new version: a few at once, many in the background, each exactly once (M13, M43, decision 29).

The new version counts for all of them from the first moment on, whatever is written on them (`Node.state`). Writing them anew, with a line
in their journal and the lists of things to do, takes its time: in batches, each a short transaction, until none is left. Whoever acts on
an item that is still to come lets it arrive first.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from BTrees.LOBTree import LOBTree

from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.site import Site, site_of
from mobee_pyr.content.switch import Switch
from mobee_pyr.workflows import library, plans, todo
from mobee_pyr.workflows.act import Act

AT_ONCE = 300
"""Items that are moved within the request that asks for it."""
BATCH = 50
"""Items of one transaction in the background: a tenth of a second, so that nobody else waits long."""


def begin(act: Act, network: Network, switch: Switch, goes: Iterable[tuple[Node, str]], at_once: int = AT_ONCE) -> None:
    """Move each item to its state: now, if there are no more than ``at_once``."""
    going = list(goes)
    if len(going) <= at_once:
        for node, target in going:
            _put(act, node, target, switch)
        return
    switch.left = LOBTree({node.oid: target for node, target in going})
    switch.expected = len(going)
    network.moving = {**network.moving, switch.content: switch}
    _note(network)


def arrive(act: Act, node: Node) -> None:
    """Before something is done to a node: if it is still to come, it comes now."""
    network = network_of(node)
    switch = None if network is None else network.moving.get(library.governing(node))
    if switch is not None and switch.left is not None and node.oid in switch.left:
        target = switch.left.pop(node.oid)
        _put(act, node, target, switch)


def run(act: Act, most: int = BATCH) -> int:
    """Move the next items of each switch that is on its way; give how many are left."""
    return sum([_go_on(act, network, switch, most) for network in list(moving(act.site)) for switch in network.moving.values()])


def moving(site: Site) -> Iterator[Network]:
    """The networks where a switch is on its way."""
    for oid in site.moving:
        network = site.node(oid)
        if isinstance(network, Network):
            yield network


def _go_on(act: Act, network: Network, switch: Switch, most: int) -> int:
    assert switch.left is not None
    for oid in list(islice(switch.left, most)):
        node, target = act.site.node(oid), switch.left.pop(oid)
        if node is not None:
            _put(act, node, target, switch)
    if not switch.left:
        switch.finished = act.now
        network.moving = {content: other for content, other in network.moving.items() if other is not switch}
        _note(network)
    return len(switch.left)


def _note(network: Network) -> None:
    """Let the site know whether the network is moving."""
    site = site_of(network)
    others = tuple(oid for oid in site.moving if oid != network.oid)
    site.moving = (*others, network.oid) if network.moving else others


def _put(act: Act, node: Node, target: str, into: Switch) -> None:
    """Write a node anew, in the name of whoever switched; the switch holds it no more, so its state is the one of before."""
    source, node.state = node.state, target
    if source != target:
        into.moved[node.oid] = (source, target)
        node.record(into.who, "entered", "", act.now, source=source, target=target, switched=True)
        plans.overtaken(act, node)
    todo.update(node)
    node.modified = act.now
