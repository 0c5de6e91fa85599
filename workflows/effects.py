"""What follows by itself from an event, inside the tree. Letters and the index listen elsewhere."""

from collections.abc import Callable
from datetime import timedelta
from typing import cast

from mobee_pyr.content.access import Role
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.application import TAKEN, Application
from mobee_pyr.content.joining import Joining
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Affiliation, Person, by_id
from mobee_pyr.content.pledge import Pledge
from mobee_pyr.content.publication import Publication
from mobee_pyr.content.request import Request
from mobee_pyr.content.site import Site
from mobee_pyr.content.volunteer import Volunteer
from mobee_pyr.workflows import departures, library, listening, todo, validity
from mobee_pyr.workflows.act import Act, Begun, Event, Moved
from mobee_pyr.workflows.model import Transition
from mobee_pyr.workflows.procedures.laying import lay_track

Fire = Callable[[Act, Node, str], Transition]

PENDING = ("submitted", "waiting_list", "offered")
"""The states of answers that nobody has decided yet."""

PROMISED = ("accepted", "delivered", "confirmed")
"""The states of pledges that a need counts on."""


def apply(event: Event, fire: Fire) -> None:
    """Run the effects of an event; those that move other nodes do it with ``fire``, in the name of the system."""
    node = event.node
    if isinstance(event, Begun) and isinstance(node, Answer):
        _answer_begins(event.act, node)
    if isinstance(event, Moved):
        for kind, effect in _EFFECTS.items():
            if isinstance(node, kind):
                effect(event, fire)


def _answer_begins(act: Act, answer: Answer) -> None:
    """The answer's author keeps sight of it and of the request; an application follows its employer's procedure."""
    request, person = answer.__parent__, by_id(act.site, answer.applicant)
    if person is not None:
        person.answers.add(answer.oid)
        if isinstance(request, Mission | Need):
            person.answered.add(request.oid)
    if not isinstance(answer, Volunteer):
        lay_track(act, answer)


def _application_moved(event: Moved, fire: Fire) -> None:
    application, target = cast(Application, event.node), event.transition.target
    mission = cast(Mission, application.__parent__)
    taken = (target in TAKEN) - (event.source in TAKEN)
    if taken:
        mission.places_taken += taken
        mission.modified = event.act.now
        todo.update(mission)
    if event.transition.name == "apply_again":
        lay_track(event.act, application)


def _pledge_moved(event: Moved, fire: Fire) -> None:
    pledge, target = cast(Pledge, event.node), event.transition.target
    need = cast(Need, pledge.__parent__)
    change = (target in PROMISED) - (event.source in PROMISED)
    if change:
        need.pledged += change * pledge.quantity
        need.modified = event.act.now
    if change > 0 and need.missing == 0:
        _follow(event, fire, need, "cover")
    elif change < 0 and need.missing > 0:
        _follow(event, fire, need, "reopen")


def _request_moved(event: Moved, fire: Fire) -> None:
    """Publication is dated; whoever was not chosen learns it when the request starts, is covered or ends."""
    request, target = cast(Request, event.node), event.transition.target
    if target == "proposed":
        lay_track(event.act, request)
        if request.procedure_done:
            _follow(event, fire, request, "forward")
    if target == "published" and request.published is None:
        request.published = event.act.now
        listening.publish(event.act, request)
    if target in ("started", "covered", "ended", "closed", "cancelled"):
        _each_answer(event, fire, PENDING, "pass_over")
    if target == "cancelled":
        _each_answer(event, fire, ("accepted",), "call_off")
    if target == "closed":
        _each_answer(event, fire, ("accepted",), "complete")


def _each_answer(event: Moved, fire: Fire, states: tuple[str, ...], transition: str) -> None:
    for answer in list(event.node.inside("application", "pledge")):
        if answer.state in states:
            _follow(event, fire, answer, transition)


def _follow(event: Moved, fire: Fire, node: Node, transition: str) -> None:
    """Move another node in its turn, if its workflow (a network may have its own) lets it go that way now."""
    applied = library.workflow_of(node)
    if not applied.faults and any(leaving.name == transition for leaving in applied.workflow.leaving(node.state)):
        fire(event.act.by_system(), node, transition)


def _organisation_moved(event: Moved, fire: Fire) -> None:
    """While an organisation is suspended, its open requests pause; they resume when it is reinstated."""
    name = {"suspend": "pause", "leave": "pause", "reinstate": "resume"}.get(event.transition.name)
    for request in list(event.node.inside("mission", "need")):
        if name == "pause" or (name == "resume" and request.state == "paused" and _paused_by_system(request)):
            _follow(event, fire, request, name)


def _paused_by_system(request: Node) -> bool:
    last = next((deed for deed in request.deeds() if deed.what == "pause"), None)
    return last is not None and last.who is None


def _joining_moved(event: Moved, fire: Fire) -> None:
    """Confirmed, somebody becomes a member and their affiliation is dated; ended, both end."""
    joining, act = cast(Joining, event.node), event.act
    organisation, person = act.site.node(joining.employer), by_id(act.site, joining.applicant)
    if isinstance(organisation, Organisation) and person is not None:
        if event.transition.target == "confirmed":
            act.site.membership.grant(person.id, Grant(Role.MEMBER, organisation.oid, joining.since))
            _affiliate(act, person, organisation, joining)
        elif event.transition.target == "ended" and event.source == "confirmed":
            _dismiss(act.site, person, organisation, act)


def _affiliate(act: Act, person: Person, organisation: Organisation, joining: Joining) -> None:
    entity = cast(int, organisation.entity_oid)
    held = Affiliation(entity, joining.status, joining.since, None, joining.manager, act.who, act.today)
    kept = (a for a in person.affiliations if a.entity != entity or not (a.until is None or a.until >= act.today))
    person.affiliations = (*kept, held)
    network = network_of(organisation)
    person.record(act.who, "affiliated", when=act.now, organisation=organisation.oid, network=network.oid if network else None)


def _dismiss(site: Site, person: Person, organisation: Organisation, act: Act) -> None:
    site.membership.revoke(person.id, Role.MEMBER, organisation.oid)
    departures.role_ended(act, organisation, person, Role.MEMBER)
    if organisation.entity_oid is not None:
        person.end_affiliations(organisation.entity_oid, act.today - timedelta(days=1))
    person.record(act.who, "affiliation ended", when=act.now, organisation=organisation.oid)


def _volunteer_moved(event: Moved, fire: Fire) -> None:
    """What was verified is dated, and ends with its day or the person's word; what is taken back is erased at once."""
    volunteer, target = cast(Volunteer, event.node), event.transition.target
    if target == "verified":
        validity.verified(event.act, volunteer)
    if event.transition.name == "renew":
        validity.renewed(volunteer)
    if target in ("expired", "refused", "withdrawn"):
        validity.ended(volunteer)
    if target == "withdrawn":
        volunteer.erase()


def _publication_moved(event: Moved, fire: Fire) -> None:
    """The day on which it was first to be read stays."""
    publication = cast(Publication, event.node)
    if event.transition.target == "published" and publication.published is None:
        publication.published = event.act.now


_EFFECTS: dict[type[Node], Callable[[Moved, Fire], None]] = {
    Application: _application_moved,
    Pledge: _pledge_moved,
    Request: _request_moved,
    Organisation: _organisation_moved,
    Joining: _joining_moved,
    Volunteer: _volunteer_moved,
    Publication: _publication_moved,
}
