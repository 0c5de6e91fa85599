"""The stages of a validation track as their reader may know them: who was asked, what they said, until when they may answer."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content import track
from mobee_pyr.content.access import Role
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import name_of
from mobee_pyr.content.track import Tracked
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.papers.joined import Joined
from mobee_pyr.views.signing import signature
from mobee_pyr.workflows import discretion, roles
from mobee_pyr.workflows.procedures import asking
from mobee_pyr.workflows.procedures.model import PERSON
from mobee_pyr.workflows.tasks import waiting_since

NAMED = 3
"""Of those who may answer, so many are named."""

TITLES = {
    "manager": _("Accord du responsable, ${body}"),
    "referent": _("Accord du référent, ${body}"),
    "hr": _("Accord des ressources humaines, ${body}"),
}
NETWORK = _("Accord de l’équipe du réseau")
INFORMED = {
    "manager": _("Pour information : responsable, ${body}"),
    "referent": _("Pour information : référent, ${body}"),
    "hr": _("Pour information : ressources humaines, ${body}"),
}
GROUP = _("Accord du groupe « ${name} »")
GROUP_INFORMED = _("Pour information : groupe « ${name} »")
NETWORK_INFORMED = _("Pour information : équipe du réseau")

OUTCOMES = {"approved": "done", "informed": "done", "refused": "refused", "escalated": "passed", "spared": "passed"}
"""How each outcome of a step is shown."""

SAID = {
    "escalated": _("Sans réponse à temps : la question est passée à quelqu’un d’autre."),
    "spared": _("Sa réponse n’est plus nécessaire."),
}
BY_ITSELF = {
    "approved": _("Accord considéré comme donné : le délai est écoulé."),
    "refused": _("Refusé de lui-même : le délai est écoulé."),
}
"""What is told of a step that a deadline has decided."""


class Step(NamedTuple):
    """``state``: done, current, next, refused or passed (no longer asked). ``parts``: those who are asked together."""

    state: str
    title: str
    who: str | None = None
    note: str | None = None
    when: str | None = None
    imposed: bool = False
    parts: tuple["Step", ...] = ()
    word: str = ""
    """Between the parts: « et », « ou »."""
    joined: Joined | None = None
    """The file that goes with the note."""


def validation(request: Request, node: Tracked) -> Iterator[Step]:
    """The stages in order. Those of another side are told in one, or not at all, as `discretion` says."""

    def seen(stage: list[int]) -> bool:
        return all(discretion.sees_step(request.reader, node, node.track[position]) for position in stage)

    for told, stages in groupby(node.stages(), seen):
        if told:
            yield from (_stage(request, node, stage) for stage in stages)
        else:
            steps = [node.track[position] for stage in stages for position in stage]
            if discretion.side_of(steps[0]) == discretion.EMPLOYER:
                yield _in_one(request, node, steps)


def _in_one(request: Request, node: Tracked, steps: list[track.Step]) -> Step:
    """What the beneficiary reads: whether the employer agrees; not who, nor why not."""
    refused = any(step.outcome == "refused" for step in steps)
    waits = any(node.track[position] in steps for position in node.current_steps) or any(not step.outcome for step in steps)
    state = "refused" if refused else _waits(node) if waits else "done"
    employer = request.site.node(getattr(node, "employer", None))
    title = _("Non validée par l’employeur") if refused else _("Validation par l’employeur")
    last = max((step.when for step in steps if step.when), default=None)
    return Step(
        state, request.translate(title), None if employer is None else employer.title, None, None if waits else request.words.ago(last)
    )


def _stage(request: Request, node: Tracked, positions: list[int]) -> Step:
    parts = tuple(_step(request, node, position) for position in positions)
    if len(parts) == 1:
        return parts[0]
    first = node.track[positions[0]]
    states = [part.state for part in parts]
    current = set(positions) & set(node.current_steps)
    state = _waits(node) if current else "refused" if "refused" in states else "next" if "next" in states else "done"
    title = first.label or request.translate(
        _("Pour information, en même temps")
        if first.does == "inform"
        else _("Accords demandés en même temps")
        if first.needs == "all"
        else _("Un accord parmi plusieurs")
    )
    word = "" if first.does == "inform" else request.translate(_("et") if first.needs == "all" else _("ou"))
    return Step(state, title, imposed=first.imposed, parts=tuple(part._replace(imposed=False) for part in parts), word=word)


def _step(request: Request, node: Tracked, position: int) -> Step:
    asked = node.track[position]
    alone = len(next(stage for stage in node.stages() if position in stage)) == 1
    title = asked.label if alone and asked.label else _title(request, node, asked)
    if asked.outcome:
        shown = discretion.reads_word(request.reader, node, asked)
        note = request.translate((SAID if asked.who or asked.outcome in SAID else BY_ITSELF).get(asked.outcome, ""))
        reason = asked.reason if shown and asked.who else ""
        who = signature(request, asked.who, asked.instead_of)
        if not who and asked.outcome in ("informed", *SAID):
            who = _asked(request, node, asked)
        return Step(
            OUTCOMES[asked.outcome], title, who or None, reason or note or None, request.words.ago(asked.when) or None, asked.imposed
        )
    current = position in node.current_steps
    state = _waits(node) if current else "next"
    when = _until(request, node, asked) if state == "current" else None
    return Step(state, title, _asked(request, node, asked), _reminded(request, asked), when, asked.imposed)


def _waits(node: Tracked) -> str:
    return "current" if asking.is_validating(node) else "next"


def _title(request: Request, node: Tracked, asked: track.Step) -> str:
    relation, _dot, role = asked.role.partition(".")
    informs = asked.does == "inform"
    group = _group(request, node, asked)
    if group:
        return str(request.translate(GROUP_INFORMED if informs else GROUP, name=group))
    if asked.role.startswith(PERSON) or relation == "network":
        return (
            str(request.translate(NETWORK_INFORMED if informs else NETWORK)) if relation == "network" else name_of(request.site, asked.who)
        )
    body = request.site.node(roles.relations(node).get(relation))
    return str(request.translate((INFORMED if informs else TITLES)[role], body="" if body is None else body.title))


def _asked(request: Request, node: Tracked, asked: track.Step) -> str:
    """The person, or the names of those who hold the role and may answer."""
    relation, _dot, role = asked.role.partition(".")
    person = name_of(request.site, asked.person)
    if asked.group and (people := roles.in_group(node, asked.group)):
        return _first(name_of(request.site, who) for who in people)
    return person or holders(request, Role(role), roles.relations(node).get(relation), but=asking.asked_by(node) or "")


def _until(request: Request, node: Tracked, asked: track.Step) -> str:
    begun = _since_moment(request, asked.asked or waiting_since(node))
    if asked.due is None:
        return begun
    until = request.translate(_("à répondre avant la fin du ${day}"), day=request.words.day(asked.due))
    return f"{begun} · {until}"


def _reminded(request: Request, asked: track.Step) -> str | None:
    return request.words.plural(_("${count} rappel envoyé"), _("${count} rappels envoyés"), asked.reminded) if asked.reminded else None


def since(request: Request, node: Node) -> str:
    """« attend depuis deux jours »."""
    return _since_moment(request, waiting_since(node))


def _since_moment(request: Request, moment: datetime) -> str:
    return str(request.translate(_("attend ${since}"), since=phrases.since(request, moment)))


def holders(request: Request, role: Role, oid: int | None, but: str = "") -> str:
    """The names of those who may answer, the first few."""
    held = [who for who in request.site.membership.holders(role, oid or 0, request.today) if who != but]
    return _first(name_of(request.site, who) for who in held)


def _group(request: Request, node: Tracked, asked: track.Step) -> str:
    groups, network = request.site.membership.groups, network_of(node)
    return "" if groups is None or network is None or not asked.group else str(groups.name_in(network.oid, asked.group))


def _first(people: Iterable[str]) -> str:
    names = sorted(people)
    return ", ".join(names[:NAMED]) + ("…" if len(names) > NAMED else "")
