"""A network's checklists: changed line by line, told in its journal, compared with its model's (M13, M69–M71)."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from mobee_pyr.content import blueprint, checklist
from mobee_pyr.content.network import Network
from mobee_pyr.content.qualification import LABELS, Criterion
from mobee_pyr.workflows import rechecking
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.reviewing.team import TEAM

CHANGED = "criteria changed"
"""The deed on a network. ``did``: added, changed, removed, moved, model, file."""

KINDS = {"organisation": ("organisation",), "request": ("mission", "need"), "volunteer": ()}
"""By subject, the types of content whose wait is counted."""


class Follows(NamedTuple):
    """What follows from a change: ``what``, for how many, for which label or in how many months."""

    what: str
    many: int = 0
    label: str = ""
    months: int = 0


class Differs(NamedTuple):
    """How a line differs from the model's: ``added``, ``removed`` or ``changed``."""

    how: str
    criterion: Criterion


def place_of(criteria: Sequence[Criterion], name: str | None) -> int | None:
    """Where a criterion stands in a list."""
    return next((place for place, criterion in enumerate(criteria) if criterion.id == name), None)


def mark(what: Any) -> str:
    """Names a criterion or a list as it stands, so that what somebody else changed meanwhile is not overwritten."""
    return sha256(repr(what).encode()).hexdigest()[:16]


def differences(network: Network, subject: str) -> list[Differs]:
    """The lines that are not the model's; a list of the same lines in another order has none."""
    own = {criterion.id: criterion for criterion in blueprint.criteria(network, subject)}
    model = {criterion.id: criterion for criterion in blueprint.followed_criteria(network, subject)}
    found = [Differs("added" if name not in model else "changed", each) for name, each in own.items() if model.get(name) != each]
    return found + [Differs("removed", each) for name, each in model.items() if name not in own]


def fresh_id(network: Network, subject: str, text: str) -> str:
    """An id that no criterion of that subject has or ever had here: old ticks never count for something new."""
    lists = (*blueprint.criteria(network, subject), *blueprint.followed_criteria(network, subject))
    told = (deed.details for deed in network.deeds() if deed.what == CHANGED and deed.details.get("subject") == subject)
    return checklist.new_id(text, {criterion.id for criterion in lists} | {said["criterion"] for said in told if "criterion" in said})


def moved(criteria: Sequence[Criterion], name: str, step: int) -> list[Criterion]:
    """The list with one criterion a place up or down."""
    changed, place = list(criteria), place_of(criteria, name)
    if place is not None and 0 <= place + step < len(changed):
        changed[place], changed[place + step] = changed[place + step], changed[place]
    return changed


def keep(act: Act, network: Network, subject: str, wanted: Sequence[Criterion], did: str, about: Criterion | None = None) -> bool:
    """Let that be the network's list, tell its journal, and take off the marks what is asked for no more; was anything changed?"""
    former = blueprint.criteria(network, subject)
    if former == list(wanted):
        return False
    blueprint.keep_criteria(network, subject, list(wanted))
    said = {} if about is None else {"criterion": about.id, "named": about.text, **_changes(former, about)}
    network.record(act.who, CHANGED, when=act.now, subject=subject, did=did, **said)
    if subject == "organisation":
        rechecking.refresh(network, act.today)
    return True


def follows(network: Network, subject: str, wanted: Sequence[Criterion]) -> list[Follows]:
    """What follows from a list, in the order in which people are told."""
    former = {criterion.id: criterion for criterion in blueprint.criteria(network, subject)}
    after = {criterion.id: criterion for criterion in wanted}
    now, then = ({name for name, each in lines.items() if each.mandatory} for lines in (former, after))
    found = []
    if then - now:
        found.append(Follows("to tick", waiting(network, subject)))
    if now - then:
        found.append(Follows("no more", waiting(network, subject)))
    if former.keys() - after.keys():
        found.append(Follows("forgotten", len(former.keys() - after.keys())))
    return [*found, *_labels(former, after), *_validity(former, after)]


def waiting(network: Network, subject: str) -> int:
    """How many organisations or requests wait for the network's team; read from its lists alone."""
    notes = {oid: note for role in TEAM for oid, note in network.notes(role)}
    return sum(note.kind in KINDS[subject] and note.due is None and not note.hidden for note in notes.values())


def _labels(former: dict[str, Criterion], after: dict[str, Criterion]) -> Iterator[Follows]:
    for label in LABELS:
        before, now = ({name for name, each in lines.items() if each.label == label} for lines in (former, after))
        if before and not now:
            yield Follows("label gone", label=label)
        elif before and now - before:
            yield Follows("label needs more", label=label)


def _validity(former: dict[str, Criterion], after: dict[str, Criterion]) -> Iterator[Follows]:
    shorter = [each.months for name, each in after.items() if each.months and name in former and not 0 < former[name].months <= each.months]
    if shorter:
        yield Follows("to recheck", months=min(shorter))


def _changes(former: Sequence[Criterion], about: Criterion) -> dict[str, Any]:
    """What stood there before and what does now, for the history; nothing of a criterion that is new."""
    place = place_of(former, about.id)
    if place is None:
        return {}
    before, after = former[place]._asdict(), about._asdict()
    return {name: [_plain(before[name]), _plain(after[name])] for name in before if before[name] != after[name]}


def _plain(value: Any) -> Any:
    """As the journal keeps it."""
    if isinstance(value, bool):
        return "mandatory" if value else "advised"
    return list(value) if isinstance(value, tuple) else value
