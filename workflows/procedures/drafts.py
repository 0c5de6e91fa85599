"""A procedure being written: kept beside the one in force until somebody switches it on."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from mobee_pyr.content.blueprint import part
from mobee_pyr.content.network import Network
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.procedures.loader import MOST_STEPS, stored
from mobee_pyr.workflows.procedures.model import SUBJECTS, Procedure, Stage
from mobee_pyr.workflows.procedures.writing import text_of

Owner = Organisation | Network

NEEDED = {"application": "brings", "reception": "asks", "pledge": "gives", "request": "asks", "joining": "brings"}
"""The capacity of an organisation without which a subject does not concern it."""


class Place(NamedTuple):
    """One procedure of an owner: an organisation's own, or what a network imposes ``before`` or ``after``."""

    owner: Owner
    subject: str
    imposed: str = ""

    @property
    def key(self) -> str:
        """Under which the owner keeps it."""
        return f"{self.subject}.{self.imposed}" if self.imposed else self.subject


def places(owner: Owner) -> Iterator[Place]:
    """All that an owner may set, in the order of `SUBJECTS`."""
    for subject in SUBJECTS:
        if isinstance(owner, Network):
            yield Place(owner, subject, choice.BEFORE)
            yield Place(owner, subject, choice.AFTER)
        elif NEEDED[subject] in owner.capacities or subject in owner.procedures:
            yield Place(owner, subject)


def place_of(owner: Owner, key: str) -> Place | None:
    """The place of that key; ``None`` if the owner has none."""
    return next((place for place in places(owner) if place.key == key), None)


def in_force(place: Place) -> Procedure:
    """What is true now."""
    if isinstance(place.owner, Organisation):
        return choice.own(place.owner, place.subject)
    text = (part(place.owner, "imposed") or {}).get(place.key)
    return stored(text) if text else Procedure(place.subject)


def asking(network: Network, who: str) -> Iterator[Place]:
    """The procedures in force in a network of which a step asks ``who``, as a step writes it (`Stage.who`); the network's own first."""
    for owner in (network, *network.inside("organisation")):
        if isinstance(owner, Owner):
            yield from (place for place in places(owner) if any(who in stage.who for stage in in_force(place).stages))


def draft(place: Place) -> Procedure | None:
    """What is being written, if something is."""
    text = place.owner.procedure_drafts.get(place.key)
    return None if text is None else stored(text)


def being_written(place: Place) -> Procedure:
    """The draft; where there is none, what is in force, to begin from."""
    return draft(place) or in_force(place)


def keep(place: Place, procedure: Procedure) -> None:
    """Keep a draft."""
    place.owner.procedure_drafts = {**place.owner.procedure_drafts, place.key: text_of(procedure)}


def drop(place: Place) -> None:
    """Give the draft up."""
    place.owner.procedure_drafts = {key: text for key, text in place.owner.procedure_drafts.items() if key != place.key}


def mark(procedure: Procedure) -> str:
    """A short mark of a text, by which a form knows that it was made from this one."""
    return hashlib.sha256(text_of(procedure).encode()).hexdigest()[:16]


def switch_on(act: Act, place: Place) -> None:
    """The draft is in force from now on; what is in course keeps its track. The journal keeps both texts."""
    owner, before, after = place.owner, in_force(place), being_written(place)
    if isinstance(owner, Organisation):
        choice.put(owner, after)
    else:
        kept = {key: text for key, text in (part(owner, "imposed") or {}).items() if key != place.key}
        owner.overrides["imposed"] = kept | ({place.key: text_of(after)} if after.stages else {})
    drop(place)
    owner.record(act.who, "procedure", when=act.now, key=place.key, before=text_of(before), after=text_of(after))


# Steps --------------------------------------------------------------------------------------------------------------------


def with_step(procedure: Procedure, position: int | None, stage: Stage) -> Procedure:
    """The step at a position replaced; ``None``: one more at the end."""
    stages = list(procedure.stages)
    if position is None:
        stages.append(stage)
    else:
        stages[position] = stage
    return replace(procedure, stages=tuple(stages))


def without_step(procedure: Procedure, position: int) -> Procedure:
    """The same without one step."""
    return replace(procedure, stages=procedure.stages[:position] + procedure.stages[position + 1 :])


def moved(procedure: Procedure, position: int, by: int) -> Procedure:
    """A step moved up (-1) or down (1); at the end of the row nothing changes."""
    stages, target = list(procedure.stages), position + by
    if 0 <= target < len(stages):
        stages[position], stages[target] = stages[target], stages[position]
    return replace(procedure, stages=tuple(stages))


def is_full(procedure: Procedure) -> bool:
    """Are there as many steps as anybody would wait for?"""
    return len(procedure.stages) >= MOST_STEPS
