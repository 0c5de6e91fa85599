"""Fires transitions: the one way in which a state changes."""

import secrets
from typing import Any

from translationstring import TranslationString

from mobee_pyr.content.access import SYSTEM, Permission
from mobee_pyr.content.attachment import Attachment, Read
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.words import Refused, _
from mobee_pyr.workflows import access, effects, library, plans, roles, stragglers, todo
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act, Begun, Event, Moved
from mobee_pyr.workflows.guards import GUARDS
from mobee_pyr.workflows.model import Transition, Workflow
from mobee_pyr.workflows.reviewing import claims, eyes, rounds

NO_FILE = _("Aucun document ne peut être joint à cette action.")


class TransitionRefused(Refused):
    """The transition cannot be fired; ``message`` tells a person why, and what to do."""


def begin(act: Act, node: Node) -> None:
    """Put a new node into the initial state of its workflow."""
    node.state = library.workflow_of(node).workflow.initial
    announce(Begun(act, node))


def enter(act: Act, node: Node, state: str, why: str) -> None:
    """Put a node into a state without a transition, for imports: the journal says by whom and why."""
    if state not in library.workflow_of(node).workflow.states:
        raise KeyError(state)
    stragglers.arrive(act, node)
    source, node.state = node.state, state
    node.record(act.who, "entered", why, act.now, source=source, target=state)
    plans.overtaken(act, node)
    todo.update(node, act)


def fire(act: Act, node: Node, name: str, reason: str = "", file: Read | None = None) -> Transition:
    """Move a node by the transition ``name`` and return the one fired (another one if a guard says *instead*).

    A ``file`` goes with the reason, where one may be given. Raises `TransitionRefused`; nothing has then changed.
    """
    return _fire(act, node, name, reason, file, detour=False)


def _fire(act: Act, node: Node, name: str, reason: str, file: Read | None, detour: bool) -> Transition:
    applied = library.workflow_of(node)
    if applied.faults:
        raise TransitionRefused(_("Le circuit de ce réseau est en cours de réparation ; réessayez plus tard."))
    transition, absent = _available(act, node, applied.workflow, name, detour)
    _check_author(act, node, transition, applied.workflow, absent)
    _check_claim(act, node, transition)
    if transition.reason == "required" and not reason.strip():
        raise TransitionRefused(_("Indiquez la raison : elle sera transmise à la personne concernée."))
    if transition.reason == "none" and file is not None:
        raise TransitionRefused(NO_FILE)
    failing = _failing_guard(node, transition)
    if failing is not None:
        other = _detour(applied.workflow, node, transition, failing)
        if other is None:
            raise TransitionRefused(GUARDS[failing].refusal)
        return _fire(act, node, other.name, reason, file, detour=True)
    if eyes.wanted(node, transition) and not _second(act, node, transition):
        if file is not None:
            raise TransitionRefused(NO_FILE)
        return _agree(act, node, transition, reason.strip(), absent)
    return _move(act, node, transition, reason.strip(), file, absent)


def _move(act: Act, node: Node, transition: Transition, reason: str, file: Read | None, absent: str) -> Transition:
    found = rounds.found(node) if transition.decides and act.person is not None else {}
    stragglers.arrive(act, node)
    source, node.state = node.state, transition.target
    joined = _joined(act, node, file)
    details = {**signed(absent), **found, **({"attachment": joined} if joined else {})}
    node.record(act.who, transition.name, reason, act.now, source=source, target=transition.target, **details)
    if isinstance(node, Qualified):
        node.claim = node.opinion = None
    announce(Moved(act, node, transition, source, reason, joined))
    return transition


def possible(who: Reader, node: Node) -> list[Transition]:
    """The transitions that ``who`` would be offered on a node now: theirs by role, guards apart, not on their own request."""
    if not library.is_governed(node):
        return []
    applied = library.workflow_of(node)
    if applied.faults or not access.permits(who, Permission.VIEW, node):
        return []
    return [
        transition
        for transition in applied.workflow.leaving(node.state)
        if not transition.detour
        and not who.tokens.isdisjoint(by := roles.tokens(node, transition.by))
        and not _own((who.person_id, who.signs_for(by)), node, transition, applied.workflow)
        and not eyes.gave(who, node, transition)
    ]


def signed(absent: str) -> dict[str, str]:
    """What a deed says of the absent person in whose name it was done."""
    return {"instead_of": absent} if absent else {}


def held_back_by(node: Node, transition: Transition) -> TranslationString | None:
    """What keeps a transition from being fired now, in words; ``None`` if nothing does."""
    failing = _failing_guard(node, transition)
    if failing is None:
        return None
    other = _detour(library.workflow_of(node).workflow, node, transition, failing)
    return GUARDS[failing].refusal if other is None else held_back_by(node, other)


def announce(event: Event) -> None:
    """Let what follows from an event follow: effects first, then lists of things to do, then the act's own listeners."""
    effects.apply(event, fire)
    todo.update(event.node, event.act)
    if isinstance(event, Moved):
        plans.overtaken(event.act, event.node)
    event.act.tell(event)


def _joined(act: Act, node: Node, file: Read | None) -> str:
    """Keep the file; the id under which it is found again."""
    if file is None:
        return ""
    key = secrets.token_urlsafe(12)
    node.attachments = {**node.attachments, key: Attachment(*file, act.who or "", act.now)}
    return key


def _available(act: Act, node: Node, workflow: Workflow, name: str, detour: bool) -> tuple[Transition, str]:
    """The transition, and the id of the absent person for whom it is fired (empty: nobody)."""
    transition = workflow.transitions.get(name)
    if transition is None or (transition.detour and not detour):
        raise TransitionRefused(_("Cette action n’existe pas ici."))
    held, absent, by = frozenset((SYSTEM,)), "", roles.tokens(node, transition.by)
    if act.person is not None:
        who = access.reader(act.site, act.person, act.today)
        held = who.tokens if access.permits(who, Permission.VIEW, node) else frozenset()
        absent = who.signs_for(by)
    if held.isdisjoint(by):
        raise TransitionRefused(_("Cette action n’est pas ouverte à votre rôle."))
    if node.state not in transition.sources:
        raise TransitionRefused(_already(act, node))
    return transition, absent


def _already(act: Act, node: Node) -> TranslationString:
    last = next((deed for deed in node.deeds() if "target" in deed.details), None)
    who = "" if last is None else name_of(act.site, last.who)
    if last is None or not who:
        return _("L’état a changé entre-temps : relisez la page avant de décider.")
    when = last.when.strftime("%d/%m/%Y %H:%M UTC")
    return _("${who} a déjà répondu le ${when} : relisez la page avant de décider.", mapping={"who": who, "when": when})


def _check_author(act: Act, node: Node, transition: Transition, workflow: Workflow, absent: str) -> None:
    if _own((act.who, absent), node, transition, workflow):
        raise TransitionRefused(_("On ne décide pas de sa propre demande : une autre personne doit le faire."))


def _check_claim(act: Act, node: Node, transition: Transition) -> None:
    """Nobody answers over the head of whoever takes care of it, unless they take it over first."""
    claim = claims.holder(node, act.today) if transition.decides and act.person is not None else None
    if claim is not None and claim.who != act.who:
        raise TransitionRefused(claims.taken(act.site, claim))


def _second(act: Act, node: Node, transition: Transition) -> bool:
    """Is who acts the second of two people who agree? Raises `TransitionRefused` if they are the first one again, or nobody."""
    who = access.reader(act.site, act.person, act.today)
    if who.person_id is None or eyes.gave(who, node, transition):
        raise TransitionRefused(eyes.ALREADY)
    return eyes.standing(node, transition) is not None


def _agree(act: Act, node: Node, transition: Transition, reason: str, absent: str) -> Transition:
    """The first of two people keeps their opinion; it waits for the others."""
    assert isinstance(node, Qualified)
    done = eyes.agree(act, access.reader(act.site, act.person, act.today), node, transition, reason, absent)
    todo.update(node, act)
    return done


def _own(people: tuple[str | None, str], node: Node, transition: Transition, workflow: Workflow) -> bool:
    """Would one of them (who acts, for whom) decide on their own request?"""
    asked_by: Any = getattr(node, "applicant", node.author)
    return transition.decides and not workflow.self_approval and asked_by is not None and asked_by in people


def _detour(workflow: Workflow, node: Node, transition: Transition, failing: str) -> Transition | None:
    """What is fired instead when a guard refuses, if it leaves the node's state: from the waiting list one cannot be put on it."""
    other = workflow.transitions.get(transition.instead.get(failing, ""))
    return other if other is not None and node.state in other.sources else None


def _failing_guard(node: Node, transition: Transition) -> str | None:
    for name in transition.guards:
        guard = GUARDS[name]
        for read in guard.reads(node):
            if read._p_jar is not None:
                read._p_jar.readCurrent(read)
        if node.type_name in guard.types and not guard.passes(node):
            return name
    return None
