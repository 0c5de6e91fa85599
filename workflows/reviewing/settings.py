"""How a network's team works: on what two people must agree, when a claim ends, when something presses."""

from typing import Any, NamedTuple

from mobee_pyr.content.blueprint import inherited, part
from mobee_pyr.content.network import Network
from mobee_pyr.content.qualification import SUBJECTS

PART = "qualification"
"""The part of a blueprint that holds them."""


class Desk(NamedTuple):
    """``two_eyes``: keys of `qualification.SUBJECTS`. Days of claims and of waiting are worked ones."""

    two_eyes: tuple[str, ...] = ()
    claim_days: int = 3
    soon_days: int = 10
    long_days: int = 5


def of(network: Network | None) -> Desk:
    """What counts for a network: its own, then what it follows."""
    said: dict[str, Any] = {} if network is None else {**(inherited(network, PART) or {}), **(part(network, PART) or {})}
    known = {name: value for name, value in said.items() if name in Desk._fields}
    return Desk(**{**known, "two_eyes": tuple(subject for subject in SUBJECTS if subject in known.get("two_eyes", ()))})
