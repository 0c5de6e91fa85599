"""The last answer of a network's team, with its reasons, for those whom it concerns (``parts/verdict.pt``)."""

from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.views.journal.fields import NAMES
from mobee_pyr.views.links import exists
from mobee_pyr.views.papers.joined import Joined, joined
from mobee_pyr.views.signing import signature
from mobee_pyr.workflows import access, library, threads
from mobee_pyr.workflows.reviewing import rounds


class Verdict(NamedTuple):
    """``label`` is the answer's, ``met`` and ``unmet`` the criteria as it found them, ``remarks`` (field, text); ``bad``: it was a no.

    ``answer`` leads to where one replies, ``again`` to where one asks once more, ``joined`` to the file that goes with it.
    """

    label: str
    who: str
    when: str
    why: str
    met: list[str]
    unmet: list[str]
    remarks: list[tuple[str, str]]
    bad: bool
    answer: str | None
    again: str | None
    joined: Joined | None


def verdict(request: Request, node: Node) -> Verdict | None:
    """``None`` before there is one, and for whoever may not read the history; what waits to be completed says so elsewhere."""
    if not isinstance(node, Qualified) or request.person is None or not access.permits(request.reader, Permission.HISTORY, node):
        return None
    workflow = library.workflow_of(node).workflow
    deed = rounds.decided(node)
    if deed is None or rounds.awaits_author(workflow, node.state):
        return None
    transition, target = workflow.transitions[deed.what], workflow.states.get(deed.details["target"])
    about = [(str(request.translate(NAMES.get(each.field, ""))), each.text) for each in rounds.remarks_with(node, deed)]
    return Verdict(
        label=request.words.label(transition.label),
        who=signature(request, deed.who, deed.details.get("instead_of")),
        when=request.words.day(deed.when.date()),
        why="" if deed.why in {text for _field, text in about} | {"\n".join(text for _field, text in about)} else deed.why,
        met=list(deed.details.get("met", ())),
        unmet=list(deed.details.get("unmet", ())),
        remarks=about,
        bad=target is not None and target.kind == "bad",
        answer=request.node_url(node, "messages") if threads.takes_part(request.reader, node) else None,
        again=_again(request, node),
        joined=joined(request, node, deed),
    )


def _again(request: Request, node: Node) -> str | None:
    network = network_of(node)
    if node.type_name != "organisation" or network is None or not access.permits(request.reader, Permission.JOIN, network):
        return None
    return str(request.node_url(network, "organisation-new")) if exists(request, network, "organisation-new") else None
