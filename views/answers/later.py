"""« Le faire plus tard »: the quiet second choice on the page of a transition, and what is set already."""

from typing import Any, NamedTuple

from pyramid.request import Request

from mobee_pyr.content import attachment
from mobee_pyr.content.attachment import Read
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.plan import Plan
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.answers import asking
from mobee_pyr.views.forms.rendering import make_form
from mobee_pyr.views.forms.transition import as_said, later_schema
from mobee_pyr.workflows import library, planning
from mobee_pyr.workflows.model import Transition


class Later(NamedTuple):
    """``planned``: when and by whom this transition is set; ``replaces``: another one is set, and would give way.

    Without a ``form`` one can only give it up.
    """

    form: Any | None
    open: bool
    planned: str
    replaces: str
    action: str


def later(request: Request, node: Node, transition: Transition, held_back: object, refused: Any = None) -> Later | None:
    """The second choice; ``None`` where there is only now. ``refused``: the form that came back with its faults."""
    planned = node.planned if node.planned is not None and node.planned.name == transition.name else None
    allowed = asking.later(node, transition, held_back)
    if not allowed and planned is None:
        return None
    return Later(
        form=refused or (form(request, node, transition).render() if allowed else None),
        open=comes_first(request, node, transition),
        planned=phrases.sentence(told(request, node)) if planned is not None else "",
        replaces=_replaces(request, node) if planned is None and node.planned is not None else "",
        action=request.node_url(node, "transition"),
    )


def comes_first(request: Request, node: Node, transition: Transition) -> bool:
    """Did somebody ask for it, or is it set already? Then doing it at once is the second choice."""
    planned = node.planned is not None and node.planned.name == transition.name
    return planned or "later" in request.GET or "later" in request.POST


def form(request: Request, node: Node, transition: Transition) -> Any:
    """The day and the hour; those that are set already stand there."""
    planned = node.planned if node.planned is not None and node.planned.name == transition.name else None
    said = {} if planned is None else as_said(planned.when) | ({"reason": planned.reason} if transition.reason != "none" else {})
    title = _("Changer le moment") if planned is not None else _("Prévoir")
    here, look = request.node_url(node, "transition"), "btn-primary" if comes_first(request, node, transition) else "btn-secondary"
    made = make_form(later_schema(transition), request, [("later", title, look)], said, here, "later")
    joined = _joined(request, planned)
    if joined is not None and transition.reason != "none":
        made["file"].cstruct = {"read": joined, "filename": joined.name, "uid": ""}
    return made


def _joined(request: Request, planned: Plan | None) -> Read | None:
    """The file that is set already, or that was chosen on the page from which one came."""
    waiting = request.kept_upload(request.GET["kept"]) if "kept" in request.GET else None
    if waiting is not None:
        return attachment.read(*waiting)
    return None if planned is None else planning.joined(planned)


def told(request: Request, node: Node) -> str:
    """« prévu le lundi 7 décembre à 9 h, par Rose »; empty when nothing is."""
    if node.planned is None:
        return ""
    when, who = request.words.hour(node.planned.when), name_of(request.site, node.planned.who)
    return str(request.translate(_("prévu le ${when}, par ${who}."), when=when, who=who))


def _replaces(request: Request, node: Node) -> str:
    assert node.planned is not None
    other = library.workflow_of(node).workflow.transitions.get(node.planned.name)
    label = node.planned.name if other is None else request.words.label(other.label)
    text = _("« ${label} » est déjà prévu le ${when} : ce que vous prévoyez ici le remplacera.")
    return str(request.translate(text, label=label, when=request.words.hour(node.planned.when)))
