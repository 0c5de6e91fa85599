"""Dated transitions: whoever may fire one now may set it for a later day; the hourly job then fires it in their name."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from translationstring import TranslationString

from mobee_pyr.content.attachment import Attachment, Read
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import by_id
from mobee_pyr.content.plan import Plan
from mobee_pyr.content.site import Site
from mobee_pyr.content.todo import Owner
from mobee_pyr.content.tree import is_deleted
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access, engine, plans
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.engine import TransitionRefused
from mobee_pyr.workflows.model import Transition
from mobee_pyr.workflows.reviewing import eyes

FARTHEST = timedelta(days=730)
"""A plan beyond two years is a slip of the pen."""


def plan(act: Act, node: Node, name: str, when: datetime, reason: str = "", file: Read | None = None) -> Plan:
    """Set a transition for a later moment, in place of what was set before; a ``file`` goes with its reason.

    Raises `TransitionRefused`; nothing has then changed.
    """
    who = access.reader(act.site, act.person, act.today)
    transition = next((each for each in engine.possible(who, node) if each.name == name), None)
    if act.who is None or transition is None or not transition.dated:
        raise TransitionRefused(_("Cette action ne peut pas être prévue ici."))
    held_back = engine.held_back_by(node, transition)
    if held_back is not None:
        raise TransitionRefused(held_back)
    if transition.reason == "required" and not reason.strip():
        raise TransitionRefused(_("Indiquez la raison : elle sera transmise à la personne concernée."))
    if file is not None and (transition.reason == "none" or eyes.wanted(node, transition)):
        raise TransitionRefused(engine.NO_FILE)
    if when <= act.now or when > act.now + FARTHEST:
        raise TransitionRefused(_("Choisissez un moment à venir, dans les deux ans."))
    joined = None if file is None else Attachment(*file, act.who, act.now)
    made = Plan(name, when, act.who, node.state, reason.strip(), joined)
    plans.keep(node, made)
    node.record(act.who, "planned", when=act.now, transition=name, planned_for=when)
    return made


def call_off(act: Act, node: Node) -> None:
    """Give a plan up: whoever may fire it may. Raises `TransitionRefused`."""
    who, found = access.reader(act.site, act.person, act.today), node.planned
    if found is None or all(each.name != found.name for each in engine.possible(who, node)):
        raise TransitionRefused(_("Rien n’est prévu ici, ou cela ne dépend pas de vous."))
    plans.keep(node, None)
    node.record(act.who, "plan called off", when=act.now, transition=found.name, planned_for=found.when)


def joined(found: Plan) -> Read | None:
    """The file that goes with it, as it was given."""
    return None if found.file is None else Read(found.file.name, found.file.media_type, found.file.read())


def offered(transition: Transition, held_back: object) -> bool:
    """May it be set for a later day by whoever may fire it?"""
    return transition.dated and held_back is None


def run(act: Act) -> int:
    """Fire what is due, each once however long nobody ran it; give how much was fired."""
    return sum([_come_due(act, owner, node) for owner, node in list(due(act.site, act.now))])


def due(site: Site, moment: datetime) -> Iterator[tuple[Owner, Node]]:
    """The nodes for which something was set for ``moment`` or before, with the owner who lists them."""
    for network in site.inside("network"):
        for owner in (network, *network.inside("organisation")):
            for oid in owner.intended(moment) if isinstance(owner, Owner) else ():
                node = site.node(oid)
                if node is not None:
                    yield owner, node


def _come_due(act: Act, owner: Owner, node: Node) -> bool:
    """Fired as whoever set it, with what they may do at this moment; refused, it lapses."""
    found = node.planned
    if found is None or found.when > act.now or is_deleted(node):
        return False
    plans.keep(node, None)
    why = _fire(act, node, found)
    if why is None:
        return True
    plans.keep(node, found)
    plans.lapse(act.by_system(), node, why)
    return False


def _fire(act: Act, node: Node, found: Plan) -> TranslationString | None:
    """``None`` when it was fired; else why not, and the tree is as it was."""
    person = by_id(act.site, found.who)
    if node.state != found.state:
        return plans.MOVED_ON
    if person is None or person.blocked:
        return _("Le compte de la personne qui l’avait prévue n’est plus ouvert.")
    before = None if act.site._p_jar is None else act.site._p_jar.transaction_manager.savepoint()
    try:
        engine.fire(Act(act.site, person, act.now, act.listeners), node, found.name, found.reason, joined(found))
    except TransitionRefused as refused:
        if before is not None:
            before.rollback()
        return refused.message
    return None
