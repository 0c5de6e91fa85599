"""Evidence: what is given so that a criterion can be ticked; who gives it, who reads it, and when it ends (M69–M71).

What is read by the network's team alone does not outlive its purpose: a document, a note or an account number goes some days after the
decision (the network says how many), and at once when it is replaced, withdrawn, or its node put into the bin. The fact remains.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import cast

from mobee_pyr.content import journal
from mobee_pyr.content.access import Permission
from mobee_pyr.content.attachment import Attachment, Read
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.qualification import Criterion, Given, Qualified
from mobee_pyr.content.site import Site
from mobee_pyr.content.tree import is_deleted
from mobee_pyr.workflows import access, library, qualifying, roles
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.guards import criteria_of
from mobee_pyr.workflows.model import Transition, Workflow
from mobee_pyr.workflows.reviewing import rounds
from mobee_pyr.workflows.reviewing.eyes import TICKS

GIVEN, WITHDRAWN, READ, ENDED = "evidence given", "evidence withdrawn", "evidence read", "evidence ended"
"""The deeds. They name the criterion, never what was given."""

LASTING = ("yes", "siren", "siret", "rna", "vat")
"""Answers that tell nothing private: they stay with the decision that they explain."""

TEAM = ("network.manager", "network.qualifier")


def wanted(node: Qualified) -> list[Criterion]:
    """The criteria for which something is to be given."""
    return [criterion for criterion in criteria_of(node) if criterion.evidence]


def criterion_of(node: Qualified, criterion_id: str) -> Criterion | None:
    """The criterion of that id, if something is to be given for it."""
    return next((criterion for criterion in wanted(node) if criterion.id == criterion_id), None)


def may_give(who: Reader, node: Qualified) -> bool:
    """Whoever may complete it: its author, who applies, or who may change it, the network's team apart; as long as somebody may tick."""
    if who.person_id is None or not access.permits(who, Permission.VIEW, node) or not _is_open(node):
        return False
    if who.person_id in (node.author, getattr(node, "applicant", None)):
        return True
    return not who.tokens.isdisjoint(access.holders(node, Permission.EDIT) - roles.tokens(node, TEAM))


def may_read(who: Reader, node: Qualified, given: Given) -> bool:
    """Whoever qualifies it, and whoever gave it: nobody else."""
    own = who.person_id is not None and who.person_id == given.who and access.permits(who, Permission.VIEW, node)
    return own or qualifying.may_qualify(who, node)


def give(act: Act, node: Qualified, criterion: Criterion, value: str = "", file: Read | None = None) -> None:
    """Keep an answer or a document; what was given before goes."""
    who = act.who or ""
    document = None if file is None else Attachment(*file, who, act.now)
    given = Given(who, act.now, value, document, "" if document is None else document.digest, None, criterion.evidence in LASTING)
    node.evidence = {**node.evidence, criterion.id: given}
    node.record(act.who, GIVEN, when=act.now, criterion=criterion.id)
    settle(node)


def withdraw(act: Act, node: Qualified, criterion: Criterion) -> None:
    """Take back what was given; nothing happens if nothing was, or if it has ended already."""
    given = node.evidence.get(criterion.id)
    if given is not None and given.ended is None:
        node.evidence = {kept: other for kept, other in node.evidence.items() if kept != criterion.id}
        node.record(act.who, WITHDRAWN, when=act.now, criterion=criterion.id)
        settle(node)


def note_reading(act: Act, node: Qualified, criterion_id: str) -> None:
    """Write down that one of the team opened a document. The node itself has not changed by that."""
    journal.append(node.journal, Deed(act.now, act.who, READ, "", {"criterion": criterion_id}))


def run(act: Act) -> int:
    """End what has no purpose any more on the day of the act; give how many pieces that were. Done twice, nothing is left to do."""
    return sum(_end(act, node, due) for node in list(_holding(act.site)) if (due := _due(node, act.today)))


def end_all(act: Act, node: Node) -> None:
    """A node goes into the bin: so does the purpose of what was given for it."""
    if isinstance(node, Qualified):
        _end(act, node, _fleeting(node))


def settle(node: Node) -> None:
    """Bring the list of its network in line with what a node holds."""
    network, holds = network_of(node), isinstance(node, Qualified) and holds_papers(node)
    if network is not None and (holds or network.papers):
        network.hold_papers(node.oid, holds)


def lift(node: Node) -> None:
    """Take a node off the list, before it leaves its place."""
    network = network_of(node)
    if network is not None and network.papers:
        network.hold_papers(node.oid, False)


def holds_papers(node: Qualified) -> bool:
    """Is there something that will have to end?"""
    return bool(_fleeting(node))


def undecided_states(workflow: Workflow) -> frozenset[str]:
    """The states before an answer: where one comes from the first state without one, or by being sent back."""
    found, ahead = set[str](), [workflow.initial]
    while ahead:
        state = ahead.pop()
        if state not in found and not workflow.states[state].over:
            found.add(state)
            ahead += [t.target for t in workflow.leaving(state) if not _answers(t) or rounds.awaits_author(workflow, t.target)]
    return frozenset(found)


def is_decided(node: Qualified) -> bool:
    """Was it answered, for good?"""
    return node.state not in undecided_states(library.workflow_of(node).workflow)


def decided_since(node: Qualified) -> datetime | None:
    """When it came out of the states before an answer; ``None`` while it is in one."""
    undecided = undecided_states(library.workflow_of(node).workflow)
    if node.state in undecided:
        return None
    since = node.created
    for deed in node.deeds():
        if "target" in deed.details:
            since = deed.when
            if deed.details["source"] in undecided:
                break
    return since


def last_day(node: Qualified, given: Given) -> date | None:
    """The day on which what was given goes at the latest; ``None`` as long as nothing is decided."""
    network, since = network_of(node), decided_since(node)
    if network is None or since is None:
        return None
    return max(since, given.when).date() + timedelta(days=network.evidence_days)


def _answers(transition: Transition) -> bool:
    return transition.decides or TICKS in transition.guards


def _is_open(node: Qualified) -> bool:
    """Will or may somebody tick its criteria?"""
    if library.state_of(node) is None or is_deleted(node):
        return False
    if access.roles_in_state(node, Permission.QUALIFY):
        return True
    return node.state in undecided_states(library.workflow_of(node).workflow)


def _holding(site: Site) -> Iterator[Qualified]:
    """The nodes that hold something which will have to end, by the lists of the networks."""
    for network in site.inside("network"):
        for oid in list(cast(Network, network).papers or ()):
            node = site.node(oid)
            if isinstance(node, Qualified):
                yield node


def _due(node: Qualified, today: date) -> list[str]:
    fleeting = _fleeting(node)
    return [each for each in fleeting if (day := last_day(node, node.evidence[each])) is not None and day <= today]


def _fleeting(node: Qualified) -> list[str]:
    """The criteria, also those that the network asks for no more, for which something was given that does not last."""
    return [each for each, given in node.evidence.items() if given.document is not None or (given.value and not given.lasts)]


def _end(act: Act, node: Qualified, ending: list[str]) -> int:
    if ending:
        ended = {each: node.evidence[each]._replace(value="", document=None, ended=act.now) for each in ending}
        node.evidence = {**node.evidence, **ended}
        node.record(None, ENDED, when=act.now, criteria=ending)
        settle(node)
    return len(ending)
