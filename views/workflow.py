"""The workflows of one network as they are true in it: who may do what, how many are where, what differs from its model (M13)."""

from typing import Any, NamedTuple

from pyramid.request import Request
from pyramid.view import view_config

from mobee_pyr.content.access import Permission
from mobee_pyr.content.blueprint import WORKFLOW
from mobee_pyr.content.network import Network
from mobee_pyr.content.words import _
from mobee_pyr.views.managing import managing
from mobee_pyr.views.page import Page
from mobee_pyr.workflows import comparing, editing, library, picture
from mobee_pyr.workflows.model import Workflow
from mobee_pyr.workflows.wording import Wording


class StateLine(NamedTuple):
    """One state: how many items are in it, as far as the reader may open them, and for whom it is."""

    kind: str
    label: str
    note: str
    count: str
    readers: str
    writers: str


@view_config(
    context=Network, name="workflow", permission=Permission.EDIT, request_method="GET", renderer="mobee_pyr.views:templates/workflow.pt"
)
def show(network: Network, request: Request) -> dict[str, Any]:
    """One workflow at a time: ``?type=``."""
    asked = request.GET.get("type")
    content = asked if asked in library.WITH_WORKFLOW else "mission"
    applied = library.applied(network, content)
    workflow, words = applied.workflow, Wording(request.language, request.translate)
    counts = _counts(request, network, content)
    return {
        "page": Page(request, _("Les parcours du réseau")),
        "managing": managing(request, network),
        "types": [
            (request.node_url(network, "workflow", type=each), words.label(library.applied(network, each).workflow.title), each == content)
            for each in library.WITH_WORKFLOW
        ],
        "title": words.label(workflow.title),
        "faults": [request.translate(getattr(fault, "story", fault)) for fault in applied.faults],
        "change": request.node_url(network, "workflow-draft", type=content) if content in editing.EDITABLE else None,
        "drafted": content in network.drafts,
        "own": WORKFLOW + content in network.overrides,
        "model": "" if network.blueprint is None else network.blueprint.title,
        "differences": comparing.differences(library.followed(network, content).workflow, workflow, words),
        "picture": picture.draw(workflow, request.language, counts, request.translate),
        "states": [_state(request, workflow, name, counts, words) for name in workflow.states],
        "unknown": sum(count for state, count in counts.items() if state not in workflow.states),
        "lines": [words.line(workflow, transition) for transition in workflow.transitions.values()],
    }


def _counts(request: Request, network: Network, content: str) -> dict[str, int]:
    """How many items are in each state, of those that this reader may open."""
    found = request.search(types=(content,), network=network.oid, size=1, facets=("state",))
    return dict(found.facets["state"])


def _state(request: Request, workflow: Workflow, name: str, counts: dict[str, int], words: Wording) -> StateLine:
    state = workflow.states[name]
    notes = [_("début")] * (name == workflow.initial) + [_("fin")] * state.final
    return StateLine(
        kind=state.kind,
        label=words.label(state.label),
        note=", ".join(map(request.translate, notes)),
        count=request.words.number(counts.get(name, 0)),
        readers=words.who(state.holders.get(Permission.VIEW, ())),
        writers=words.who(state.holders.get(Permission.EDIT, ())),
    )
