"""Who may do what in a network, by the kind of body (M66): chosen by the network, over what its blueprint says."""

from collections.abc import Mapping
from typing import Any

from mobee_pyr.content.blueprint import inherited, part
from mobee_pyr.content.vocabulary import BODIES, CAPACITIES

PART = "capacities"
"""The part of a blueprint or a network: a kind of body → its capacities."""

CITIZEN = "citizen"
"""Whoever comes alone, beside the kinds of bodies."""

VOLUNTEERS = "volunteers"
"""What a citizen may do."""

Chosen = Mapping[str, tuple[str, ...]]


def read(said: Any) -> dict[str, tuple[str, ...]]:
    """A stored part, with all that goes without saying; what cannot be read is what the program would say itself."""
    kept = said if isinstance(said, Mapping) else None
    found = {body: tuple(CAPACITIES) if kept is None else _known(kept.get(body), CAPACITIES) for body in BODIES}
    alone = (VOLUNTEERS,) if kept is None or CITIZEN not in kept else _known(kept[CITIZEN], (VOLUNTEERS,))
    return {**found, CITIZEN: alone}


def _known(said: Any, among: Any) -> tuple[str, ...]:
    """In the order of the vocabulary, whatever the order in which they were written."""
    return tuple(each for each in among if isinstance(said, list | tuple) and each in said)


def of(network: Any) -> dict[str, tuple[str, ...]]:
    """What is true for a network."""
    return read(part(network, PART))


def offered(network: Any) -> dict[str, tuple[str, ...]]:
    """The kinds of bodies that may take part, with what each may do."""
    return {body: chosen for body, chosen in of(network).items() if body != CITIZEN and chosen}


def citizens_volunteer(network: Any) -> bool:
    """May somebody apply in their own name, without an organisation?"""
    return bool(of(network)[CITIZEN])


def keep(network: Any, chosen: Chosen) -> bool:
    """Let that be true for a network; nothing is stored where its blueprint says the same. Was anything changed?"""
    wanted = read(chosen)
    if wanted == of(network):
        return False
    if wanted == read(inherited(network, PART)):
        network.overrides.pop(PART, None)
    else:
        network.overrides[PART] = {body: list(each) for body, each in wanted.items()}
    return True
