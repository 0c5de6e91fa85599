"""The lines of My space: what waits, what was answered, what was asked for; each with who, what, since when (``parts/tasks.pt``)."""

from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.answer import Answer
from mobee_pyr.content.application import Application
from mobee_pyr.content.joining import Joining
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.person import name_of
from mobee_pyr.content.pledge import Pledge
from mobee_pyr.content.volunteer import Volunteer
from mobee_pyr.content.words import _
from mobee_pyr.views import cards, claimed, phrases
from mobee_pyr.views.answers import asking
from mobee_pyr.workflows import engine, tasks, ticking
from mobee_pyr.workflows.effects import PENDING

URGENCY = ("attention", "draft", "waiting", "open", "good", "done", "bad")
"""The kinds of states, in the order in which somebody who runs requests looks at them."""


class Row(NamedTuple):
    """One line, and the page it leads to."""

    href: str
    name: str
    hint: str
    state: tuple[str, str] | None


def task(request: Request, node: Node, of_network: bool) -> Row:
    """Something that waits for the reader: who asks, for what, since when."""
    since = phrases.since(request, tasks.waiting_since(node))
    where = _asked(node) if isinstance(node, Answer) else _home(node)
    hint = _joined(where, _network(node, of_network), since, claimed.told(request, node))
    return Row(_page(request, node), _task_name(request, node), hint, _state(request, node))


def answer(request: Request, node: Answer, of_network: bool) -> Row:
    """Something that the reader answered: to what, when."""
    asked = node.__parent__
    name = node.title if asked is None else asked.title
    if isinstance(node, Pledge):
        giver = request.site.node(node.employer)
        name = request.translate(_("${quantity} pour « ${title} »"), quantity=_quantity(request, node), title=name)
        where = "" if giver is None else giver.title
    else:
        where = _home(asked) if asked is not None else ""
    when = request.translate(_("le ${day}"), day=request.words.day(node.created.date()))
    return Row(request.node_url(node), name, _joined(where, _network(node, of_network), when), cards.state_of(request, node))


def profile(request: Request, node: Volunteer) -> Row:
    """What one network verifies about the reader."""
    since = request.translate(_("le ${day}"), day=request.words.day(node.created.date()))
    network = network_of(node)
    name = request.translate(_("Profil pour « ${title} »"), title="" if network is None else network.title)
    return Row(request.node_url(node), name, since, cards.state_of(request, node))


def asked(request: Request, node: Node, of_network: bool) -> Row:
    """A request of the reader's organisation, with how many answers wait."""
    waiting = sum(1 for one in node.inside("application", "pledge") if one.state in PENDING)
    answers = request.words.plural(_("${count} réponse à traiter"), _("${count} réponses à traiter"), waiting) if waiting else ""
    return Row(request.node_url(node), node.title, _joined(_home(node), _network(node, of_network), answers), cards.state_of(request, node))


def _state(request: Request, node: Node) -> tuple[str, str] | None:
    """What is to be looked at again is no open decision."""
    if ticking.rechecked_by(node):
        return "attention", str(request.translate(tasks.TASKS["recheck"]))
    return cards.state_of(request, node)


def _task_name(request: Request, node: Node) -> str:
    if isinstance(node, Application):
        return str(request.translate(_("Candidature de ${who}"), who=name_of(request.site, node.applicant)))
    if isinstance(node, Joining):
        return str(request.translate(_("Rattachement de ${who}"), who=name_of(request.site, node.applicant)))
    if isinstance(node, Pledge):
        giver = request.site.node(node.employer)
        return str(
            request.translate(
                _("Promesse : ${quantity} (${who})"), quantity=_quantity(request, node), who="" if giver is None else giver.title
            )
        )
    if isinstance(node, Volunteer):
        return str(request.translate(_("Profil de ${who}"), who=name_of(request.site, node.applicant)))
    return node.title


def _quantity(request: Request, pledge: Pledge) -> str:
    need = pledge.__parent__
    return phrases.amount(request, need, pledge.quantity) if isinstance(need, Need) else pledge.title


def _page(request: Request, node: Node) -> str:
    """The page where it is done: the node's own, or the one that its awaited transition has."""
    if tasks.kind_of(request.reader, node) in ("qualify", "recheck"):
        return request.node_url(node, "qualify")
    awaited = (transition for transition in engine.possible(request.reader, node) if transition.awaited)
    return next((page for each in awaited if (page := asking.own_page(request, node, each))), request.node_url(node))


def _asked(answer: Answer) -> str:
    request = answer.__parent__
    if request is None or request.type_name == "network":
        return ""
    return _joined(request.title, "" if request.type_name == "organisation" else _home(request))


def _home(node: Node) -> str:
    organisation = organisation_of(node)
    return "" if organisation is None or organisation is node else organisation.title


def _network(node: Node, told: bool) -> str:
    network = network_of(node)
    return network.title if told and network is not None else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
