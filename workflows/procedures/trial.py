"""A procedure tried before it counts: which steps it would have asked for of real items, beside those of today's. Never writes."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from heapq import nlargest
from itertools import islice
from typing import NamedTuple

from mobee_pyr.content.application import Application
from mobee_pyr.content.joining import Joining
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.person import by_id
from mobee_pyr.content.pledge import Pledge
from mobee_pyr.content.request import Request
from mobee_pyr.content.site import site_of
from mobee_pyr.content.track import Step, Tracked
from mobee_pyr.content.words import _
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.procedures import asking, laying
from mobee_pyr.workflows.procedures.choice import Instead
from mobee_pyr.workflows.procedures.drafts import Place
from mobee_pyr.workflows.procedures.model import Procedure

LATEST = 100
"""Items that a trial shows."""

LOOKED_AT = 5000
"""Items among which the latest are chosen: a large network is not walked to its end."""

FEW = 3
"""With fewer real items, examples are tried as well."""


class Tried(NamedTuple):
    """One item, with the steps that it would pass today and those that it would pass with what is tried."""

    node: Tracked
    today: tuple[Step, ...]
    then: tuple[Step, ...]

    @property
    def differs(self) -> bool:
        """Would it pass other steps, or under other terms?"""
        return [_terms(step) for step in self.today] != [_terms(step) for step in self.then]


def _terms(step: Step) -> tuple[object, ...]:
    return (step.role, step.person, step.group, step.stage, step.needs, step.does, step.deadline, step.overdue, step.escalate)


def tried(act: Act, place: Place, procedure: Procedure, nodes: Iterable[Tracked]) -> list[Tried]:
    """What each item would pass, if it were made at the moment of the act."""
    instead = Instead(place.owner, place.key, procedure)
    return [
        Tried(node, tuple(laying.steps_of(asker, node, laying.stages_for(asker, node))), tuple(would_pass(asker, node, instead)))
        for node in nodes
        if (asker := by_author(act, node))
    ]


def would_pass(act: Act, node: Node, instead: Instead) -> Iterator[Step]:
    """The steps that a node would pass."""
    return laying.steps_of(act, node, laying.stages_for(act, node, instead))


def by_author(act: Act, node: Node) -> Act:
    """The same moment, with whoever asked as the author: their track is laid in their name."""
    return Act(act.site, by_id(act.site, asking.asked_by(node)), act.now, act.listeners)


def latest(place: Place) -> list[Tracked]:
    """The latest real items that the procedure of a place is for."""
    return nlargest(LATEST, islice(items(place), LOOKED_AT), key=lambda node: node.created)


def items(place: Place) -> Iterator[Tracked]:
    """All of them, in no order: of an organisation, or of all those of a network."""
    owner = place.owner
    for body in (owner,) if isinstance(owner, Organisation) else owner.inside("organisation"):
        if isinstance(body, Organisation):
            yield from _of(body, place.subject)


def _of(body: Organisation, subject: str) -> Iterator[Tracked]:
    if subject in ("application", "pledge"):
        yield from _given(body, Application if subject == "application" else Pledge)
        return
    for node in body.inside(*(("joining",) if subject == "joining" else ("mission", "need"))):
        if subject == "reception":
            yield from (answer for answer in node.inside("application") if isinstance(answer, Application))
        elif isinstance(node, Tracked):
            yield node


def _given(body: Organisation, kind: type[Application] | type[Pledge]) -> Iterator[Tracked]:
    """The answers that people gave in the name of an organisation."""
    site = site_of(body)
    for person_id in site.membership.people(body.oid):
        person = by_id(site, person_id)
        for answer in () if person is None else site.answers_of(person, kind):
            if answer.employer == body.oid:
                yield answer


# Examples -----------------------------------------------------------------------------------------------------------------


def examples(act: Act, place: Place) -> list[Tracked]:
    """Believable items for a place that has seen few: they stand in no tree, and nothing keeps them."""
    owner = place.owner
    body = owner if isinstance(owner, Organisation) else next(owner.inside("organisation"), None)
    if not isinstance(body, Organisation):
        return []
    made = list(_EXAMPLES[place.subject](act, body))
    return [node for node in made if network_of(node) is not None and organisation_of(node) is not None]


def _missions(act: Act, body: Organisation) -> Iterator[Mission]:
    for title, days, mode in (
        (_("Une heure de conseil, en ligne"), 0.25, "online"),
        (_("Deux journées d’atelier"), 2.0, "on_site"),
        (_("Un accompagnement de dix jours"), 10.0, "both"),
    ):
        mission = Mission(title, None, act.now)
        mission.__parent__ = body
        mission.days, mission.mode = days, mode
        mission.starts = act.today + timedelta(days=30)
        yield mission


def _applications(act: Act, body: Organisation) -> Iterator[Tracked]:
    for mission in _missions(act, body):
        for basis in ("own", "work"):
            answer = Application(mission.title, "", "", body.oid, act.now)
            answer.__parent__, answer.time_basis, answer.status = mission, basis, "employee"
            yield answer


def _needs(act: Act, body: Organisation) -> Iterator[Need]:
    for title, means, quantity in (
        (_("Imprimer trois cents affiches"), "goods", 300),
        (_("Une aide de 500 euros"), "cash", 500),
        (_("Un mécénat de 20 000 euros"), "cash", 20_000),
    ):
        need = Need(title, means, None, act.now)
        need.__parent__, need.quantity = body, Decimal(quantity)
        need.starts = act.today + timedelta(days=30)
        yield need


def _pledges(act: Act, body: Organisation) -> Iterator[Tracked]:
    for need in _needs(act, body):
        pledge = Pledge(need.title, "", body.oid, need.quantity, created=act.now)
        pledge.__parent__ = need
        yield pledge


def _requests(act: Act, body: Organisation) -> Iterator[Request]:
    yield from _missions(act, body)
    yield from _needs(act, body)


def _joinings(act: Act, body: Organisation) -> Iterator[Tracked]:
    for title, status in (
        (_("Une personne salariée"), "employee"),
        (_("Une personne retraitée"), "retired"),
        (_("Un bénévole"), "volunteer"),
    ):
        joining = Joining(title, "", body.oid, status, act.now)
        joining.__parent__ = body
        yield joining


_EXAMPLES = {"application": _applications, "reception": _applications, "pledge": _pledges, "request": _requests, "joining": _joinings}
