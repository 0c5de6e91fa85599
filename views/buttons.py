"""What the reader may do with a node now, as buttons: derived from its workflow, never listed by hand (``parts/buttons.pt``)."""

from typing import NamedTuple

from pyramid.request import Request as WebRequest

from mobee_pyr.content.node import Node
from mobee_pyr.views.answers import asking, later
from mobee_pyr.workflows import engine, library
from mobee_pyr.workflows.model import Transition, Workflow
from mobee_pyr.workflows.reviewing import eyes


class Button(NamedTuple):
    """One transition. Fired at once, or behind a page that asks why or warns (``page``); ``held_back`` says what is missing.

    ``later``: where it is set for another day, if it may be; ``planned``: when it is set for, in words.
    """

    name: str
    label: str
    href: str
    page: bool
    style: str
    held_back: str | None
    later: str | None
    planned: str


def buttons(request: WebRequest, node: Node, primary: bool = True) -> list[Button]:
    """The transitions that the reader may fire; with ``primary``, the one that everybody waits for stands out."""
    found = engine.possible(request.reader, node)
    if not found:
        return []
    workflow = library.workflow_of(node).workflow
    held = {each.name: None if asking.fills_in(node, each) else engine.held_back_by(node, each) for each in found}
    first = next((t.name for t in found if primary and held[t.name] is None and _awaited(t, workflow, node)), None)
    return [_button(request, node, workflow, transition, held[transition.name], first) for transition in found]


def _button(request: WebRequest, node: Node, workflow: Workflow, transition: Transition, held: str | None, first: str | None) -> Button:
    page, own = asking.asks(node, transition), asking.own_page(request, node, transition)
    planned = later.told(request, node) if node.planned is not None and node.planned.name == transition.name else ""
    return Button(
        name=transition.name,
        label=request.words.label(eyes.label(node, transition)),
        href=own or request.node_url(node, "transition", **({"name": transition.name} if page else {})),
        page=page or own is not None,
        style="btn-primary" if transition.name == first else "btn-secondary",
        held_back=None if held is None else request.translate(held),
        later=request.node_url(node, "transition", name=transition.name, later=1)
        if planned or asking.later(node, transition, held)
        else None,
        planned=planned,
    )


def _awaited(transition: Transition, workflow: Workflow, node: Node) -> bool:
    return transition.awaited or (
        node.state == workflow.initial and not transition.decides and not workflow.states[transition.target].final
    )
