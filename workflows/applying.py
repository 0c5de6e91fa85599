"""Applying to a mission: who may, in whose name, and what comes along with it (M42, M55)."""

from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from translationstring import TranslationString

from mobee_pyr.content import capacities, tree
from mobee_pyr.content.access import Role
from mobee_pyr.content.application import Application
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation, organisation_of, organisations_of_entity
from mobee_pyr.content.person import Person
from mobee_pyr.content.programme import Programme
from mobee_pyr.content.vocabulary import WITHOUT_EMPLOYER, WITHOUT_WORKING_TIME
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access, extra_fields, library
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.engine import TransitionRefused, begin, fire
from mobee_pyr.workflows.procedures import quota

AGAIN = "apply_again"
ON_WORK_TIME = _("Sur le temps de travail, on candidate au nom de son employeur.")
NO_WORKING_TIME = _("Vous n’avez pas de temps de travail dans cette organisation : choisissez votre temps personnel.")
UNCONFIRMED = _("Sur le temps de travail, confirmez d’abord que vous candidatez de votre plein gré.")


class Proposal(NamedTuple):
    """What an applicant proposes; ``employer`` is an organisation's oid, ``None`` for an independent."""

    motivation: str
    availability: str = ""
    time_basis: str = "own"
    employer: int | None = None
    consent: bool = False
    """On work time: it is the applicant's own wish (P24)."""
    programme: int | None = None
    """On work time: the employer's programme under which it counts, an oid."""
    extra: Mapping[str, Any] = {}
    """The answers to the network's own fields, by their names."""


def employers(act: Act, mission: Mission) -> list[Organisation]:
    """The organisations in whose name the person may apply: theirs by a confirmed affiliation, active here, bringing volunteers."""
    return sorted({body for body, status in _bodies(act, mission) if status not in body.closed_to}, key=lambda body: body.title)


def closed_schemes(act: Act, mission: Mission) -> list[tuple[Organisation, str]]:
    """The person's organisations whose scheme is not open to what they are there (retired, student…), each with that (M41)."""
    opened = employers(act, mission)
    return [(body, status) for body, status in _bodies(act, mission) if body not in opened]


def _bodies(act: Act, mission: Mission) -> list[tuple[Organisation, str]]:
    """The person's organisations that bring volunteers here, each with what they are to it; an independent has no employer (C17)."""
    network = cast(Network, network_of(mission))
    held = [(a.entity, a.status) for a in cast(Person, act.person).affiliations if a.holds(act.today) and a.status not in WITHOUT_EMPLOYER]
    found = ((body, status) for entity, status in held for body in organisations_of_entity(network, entity))
    return [(body, status) for body, status in found if body.state == "active" and "brings" in body.capacities]


def alone(mission: Mission) -> bool:
    """May somebody apply in their own name in this network (M66)?"""
    network = network_of(mission)
    return network is None or capacities.citizens_volunteer(network)


def time_bases(act: Act, mission: Mission) -> tuple[str, ...]:
    """What may be chosen: working time only with an employer who pays some, and only what the mission takes."""
    wished = ("own", "work") if mission.time_basis == "any" else (mission.time_basis,)
    return tuple(basis for basis in wished if basis == "own" or lenders(act, mission))


def lenders(act: Act, mission: Mission) -> list[Organisation]:
    """Those of the employers for whom the person works: a retiree, a student or a job-seeker has no working time."""
    unpaid = {body for body, status in _bodies(act, mission) if status in WITHOUT_WORKING_TIME}
    return [body for body in employers(act, mission) if body not in unpaid]


def refusal(act: Act, mission: Mission) -> TranslationString | None:
    """Why the person cannot apply, in words; ``None`` if they can. A full mission takes them: on its waiting list."""
    person, former = cast(Person, act.person), application_of(act, mission)
    network = network_of(mission)
    if not access.permits(access.reader(act.site, person, act.today), "apply", mission):
        return _("Cette mission ne prend plus de candidatures.")
    if network is not None and network.state == "paused":
        return _("Le réseau est en pause : les candidatures reprendront quand il rouvrira.")
    if former is not None and not may_apply_again(former):
        return _("Vous avez déjà candidaté à cette mission.")
    if not others_decide(act, mission):
        return _("Vous êtes la seule personne à pouvoir répondre à cette candidature : nommez d’abord un autre référent.")
    if not employers(act, mission) and not alone(mission):
        return _("Dans ce réseau, on candidate au nom de son organisation : demandez d’abord à rejoindre la vôtre.")
    if not time_bases(act, mission):
        return _("Cette mission se fait sur le temps de travail : il faut être rattaché à une organisation membre du réseau.")
    return None


def half_days_left(act: Act, mission: Mission, lender: quota.Lender) -> quota.State | None:
    """What is left of the person's half-days in the year of a mission; ``None`` where no limit is set."""
    if lender.quota is None:
        return None
    person, year = cast(Person, act.person), (mission.starts or act.today).year
    allowance = quota.allowed(person, lender, lender.quota, year)
    return quota.State(lender, allowance - quota.used(person, lender, year), allowance)


def programmes(act: Act, employer: Organisation) -> list[Programme]:
    """The programmes under which working time may count: those of an employer that are open, with a quota of their own."""
    who = access.reader(act.site, act.person, act.today)
    found = (node for node in access.visible(who, employer.inside("programme")) if isinstance(node, Programme))
    return sorted((node for node in found if node.state == "open" and node.quota is not None), key=lambda node: node.title)


def others_decide(act: Act, request: Node) -> bool:
    """Nobody decides on their own request: a sole référent who answers their own organisation would wait for ever."""
    organisation = organisation_of(request)
    deciders = [] if organisation is None else act.site.membership.titulars(Role.REFERENT, organisation.oid, act.today)
    return act.who not in deciders or len(deciders) > 1


def application_of(act: Act, mission: Mission) -> Application | None:
    """The person's application to a mission, whatever became of it."""
    found = None if act.who is None else mission.get(act.who)
    return found if isinstance(found, Application) else None


def may_apply_again(application: Application) -> bool:
    """Was it withdrawn, so that it may be made again?"""
    again = library.workflow_of(application).workflow.transitions.get(AGAIN)
    return again is not None and application.state in again.sources


def joins(act: Act, mission: Mission) -> bool:
    """Does applying make the person a member of the (shared) network? Not if they take part in it already."""
    network = network_of(mission)
    inside = access.reader(act.site, act.person, act.today).inside
    return network is not None and not network.dedicated and network.oid not in inside


def apply(act: Act, mission: Mission, proposal: Proposal) -> Application:
    """Apply, or apply again after a withdrawal. Raises `TransitionRefused`: give the transaction up."""
    held_back = refusal(act, mission)
    if held_back is not None:
        raise TransitionRefused(held_back)
    if proposal.employer is not None and proposal.employer not in {body.oid for body in employers(act, mission)}:
        raise TransitionRefused(_("Vous n’êtes plus rattaché à cette organisation : choisissez-en une autre."))
    if proposal.employer is None and not alone(mission):
        raise TransitionRefused(_("Dans ce réseau, on candidate au nom de son organisation : choisissez laquelle."))
    if proposal.time_basis not in time_bases(act, mission) or (proposal.time_basis == "work" and proposal.employer is None):
        raise TransitionRefused(ON_WORK_TIME)
    if proposal.time_basis == "work" and proposal.employer not in {body.oid for body in lenders(act, mission)}:
        raise TransitionRefused(NO_WORKING_TIME)
    if proposal.time_basis == "work" and not proposal.consent:
        raise TransitionRefused(UNCONFIRMED)
    if proposal.time_basis == "work" and not _may_count(act, proposal):
        raise TransitionRefused(_("Ce programme n’est plus ouvert : choisissez sous lequel compte votre temps."))
    if joins(act, mission):
        join(act, cast(Network, network_of(mission)))
    former = application_of(act, mission)
    return _first(act, mission, proposal) if former is None else _again(act, former, proposal)


def _may_count(act: Act, proposal: Proposal) -> bool:
    employer = act.site.node(proposal.employer)
    offered = programmes(act, employer) if isinstance(employer, Organisation) else []
    return proposal.programme is None or proposal.programme in [programme.oid for programme in offered]


def join(act: Act, network: Network) -> None:
    """Make the person a member of a network."""
    person = cast(Person, act.person)
    act.site.membership.grant(person.id, Grant(Role.MEMBER, network.oid, act.today))
    person.record(act.who, "joined", when=act.now, network=network.oid)


def _first(act: Act, mission: Mission, proposal: Proposal) -> Application:
    person = cast(Person, act.person)
    made = Application(person.title, person.id, proposal.motivation, proposal.employer, act.now)
    _say(act, made, proposal)
    application = tree.add(mission, made, person.id, by=person.id)
    extra_fields.keep(act, application, proposal.extra)
    begin(act, application)
    return application


def _again(act: Act, application: Application, proposal: Proposal) -> Application:
    application.employer = proposal.employer
    _say(act, application, proposal)
    extra_fields.keep(act, application, proposal.extra)
    fire(act, application, AGAIN)
    return application


def _say(act: Act, application: Application, proposal: Proposal) -> None:
    employer = act.site.node(proposal.employer)
    entity = employer.entity_oid if isinstance(employer, Organisation) else None
    affiliation = None if entity is None else cast(Person, act.person).affiliation(entity, act.today)
    application.status = "" if affiliation is None else affiliation.status
    application.motivation, application.availability = proposal.motivation, proposal.availability
    application.time_basis = proposal.time_basis
    application.programme = proposal.programme if proposal.time_basis == "work" else None
    application.consented = act.now if proposal.time_basis == "work" else None
