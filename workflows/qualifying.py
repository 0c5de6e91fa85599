"""The work of a network's team: what waits to be qualified, what was sent back, and the answer that it gives (M69, M70)."""

from collections.abc import Iterator, Mapping
from datetime import date

from mobee_pyr.content.access import Permission, token
from mobee_pyr.content.attachment import Read
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node, now
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.volunteer import Volunteer
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access, engine, library, rechecking, ticking
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.guards import GUARDS, criteria_of
from mobee_pyr.workflows.model import Transition
from mobee_pyr.workflows.reviewing import claims, eyes, rounds, urgency
from mobee_pyr.workflows.reviewing.eyes import TICKS
from mobee_pyr.workflows.reviewing.team import TEAM
from mobee_pyr.workflows.ticking import Boxes

KINDS = ("organisation", "mission", "need", "volunteer")
"""What is qualified, in the order in which it is told."""


def queue(who: Reader, network: Network, day: date | None = None) -> list[Qualified]:
    """What waits for the network's team and ``who`` may qualify: what presses first, then what has waited longest.

    What waits for another person's second look is not there for the first.
    """
    oids = {oid for role in TEAM for oid in network.expected(role)}
    found = (node for oid in oids if isinstance(node := who.site.node(oid), Qualified) and not awaits_its_author(node))
    waiting = (node for node in found if not ticking.rechecked_by(node))
    kept = (node for node in waiting if may_qualify(who, node) and not gave_opinion(who, node))
    return urgency.most_pressing_first(kept, day or now().date())


def gave_opinion(who: Reader, node: Qualified) -> bool:
    """Is ``who``, or somebody for whom they answer, the first of two people who agree?"""
    workflow = library.workflow_of(node).workflow
    return any(eyes.gave(who, node, transition) for transition in workflow.leaving(node.state))


def rechecks(who: Reader, network: Network) -> list[Organisation]:
    """The accepted organisations of which ``who`` has to look at something again: what lapsed first comes first."""
    notes = {oid: note for role in TEAM for oid, note in network.notes(role) if token(role, network.oid) in who.tokens and not note.hidden}
    found = (node for oid in notes if isinstance(node := who.site.node(oid), Organisation) and ticking.rechecked_by(node))
    return sorted((node for node in found if may_qualify(who, node)), key=lambda node: (notes[node.oid].due or date.max, node.title))


def may_qualify(who: Reader, node: Node) -> bool:
    """May ``who`` read it and tick its criteria?"""
    return access.permits(who, Permission.VIEW, node) and access.permits(who, Permission.QUALIFY, node)


def decisions(who: Reader, node: Node) -> list[Transition]:
    """The answers that ``who`` may give; none to one's own request."""
    return [transition for transition in engine.possible(who, node) if transition.decides]


def following(who: Reader, network: Network, node: Node, day: date | None = None) -> Qualified | None:
    """What ``who`` may decide next: what comes after ``node`` in the queue, else the first that is not ``node``.

    What somebody else takes care of is passed over.
    """
    today = day or now().date()
    line = [each for each in queue(who, network, today) if each is node or is_free(who, each, today)]
    at = next((position for position, each in enumerate(line) if each is node), -1)
    return next((each for each in line[at + 1 :] + line[: max(at, 0)]), None)


def is_free(who: Reader, node: Qualified, day: date) -> bool:
    """May ``who`` decide on it, and does nobody else take care of it?"""
    return bool(decisions(who, node)) and claims.others(who, node, day) is None


def awaits_its_author(node: Node) -> bool:
    """Was it sent back: is the next step expected of somebody outside the team?"""
    return rounds.awaits_author(library.workflow_of(node).workflow, node.state)


def awaits_its_team(node: Qualified) -> bool:
    """Is somebody of the team to answer it now?"""
    decisive = any(transition.decides for transition in library.workflow_of(node).workflow.leaving(node.state))
    return decisive and not awaits_its_author(node)


def sent_back_states(network: Network) -> tuple[str, ...]:
    """The states in which something waits for its author's corrections, by the network's own workflows."""
    found = {
        state.name
        for kind in KINDS
        for workflow in (library.applied(network, kind).workflow,)
        for state in workflow.states.values()
        if rounds.awaits_author(workflow, state.name)
    }
    return tuple(sorted(found))


def ticked(node: Qualified) -> tuple[int, int]:
    """How many of the mandatory criteria are ticked, and how many there are."""
    mandatory = [criterion for criterion in criteria_of(node) if criterion.mandatory]
    return sum(criterion.id in node.ticks for criterion in mandatory), len(mandatory)


def last_dealt_with(node: Node) -> Deed | None:
    """The last deed of a person on it."""
    return next((deed for deed in node.deeds() if deed.who is not None), None)


def published_by(node: Node) -> Deed | None:
    """The deed that brought it to where it is now."""
    return next((deed for deed in node.deeds() if deed.details.get("target") == node.state), None)


def hindrances(node: Qualified, offered: list[Transition]) -> Iterator[str]:
    """What holds decisions back besides boxes that are not ticked yet, each thing once, in words."""
    names = dict.fromkeys(name for transition in offered for name in transition.guards if name != TICKS)
    for name in names:
        if node.type_name in GUARDS[name].types and not GUARDS[name].passes(node):
            yield GUARDS[name].refusal


def answer(
    act: Act,
    node: Qualified,
    boxes: Boxes | set[str],
    remark: str,
    decision: str = "",
    fields: Mapping[str, str] | None = None,
    file: Read | None = None,
) -> Transition | None:
    """Keep the ticks (``boxes``: all of them, or only which are ticked) as far as they are theirs to give, and the remarks
    (``fields``: about one field each); then decide if a decision is given;
    a ``file`` goes with it.

    Remarks about fields are reason enough. Raises `engine.TransitionRefused`; the node is then as it was.
    """
    if isinstance(node, Volunteer) and node.applicant == act.who:
        raise engine.TransitionRefused(_("C’est votre propre profil : une autre personne de l’équipe le vérifie."))
    claim = claims.holder(node, act.today)
    if claim is not None and claim.who != act.who:
        raise engine.TransitionRefused(claims.taken(act.site, claim))
    before = node.ticks, node.remarks
    ticking.keep(act, node, boxes if isinstance(boxes, Boxes) else Boxes(frozenset(boxes)))
    said = {"": remark, **(fields or {})}
    for field, text in said.items():
        if text:
            node.remark(field, text, act.who or "", act.now)
    reason = remark or "\n".join(filter(None, said.values()))
    try:
        fired = engine.fire(act, node, decision, reason, file) if decision else None
    except engine.TransitionRefused:
        node.ticks, node.remarks = before
        raise
    rechecking.update(node, act.today)
    if fired is None:
        _note(act, node, before[0], reason)
    return fired


def _note(act: Act, node: Qualified, former: object, remark: str) -> None:
    if node.ticks != former:
        node.record(act.who, "criteria ticked", remark, act.now, ticked=sorted(node.ticks))
    elif remark:
        node.record(act.who, "remarked", remark, act.now)
