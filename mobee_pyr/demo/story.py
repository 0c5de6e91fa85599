"""Tells the demonstration by the platform's own means: every state is reached by the deeds of somebody who may do them."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from mobee_pyr.content import blueprint, field, tree
from mobee_pyr.content.access import Role
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.application import Application
from mobee_pyr.content.legal_entity import LegalEntity, identify
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Affiliation, Person, by_id, change_mail
from mobee_pyr.content.place import Place, located
from mobee_pyr.content.pledge import Pledge
from mobee_pyr.content.programme import Programme
from mobee_pyr.content.qualification import Criterion
from mobee_pyr.content.request import Request
from mobee_pyr.content.site import Site
from mobee_pyr.content.vocabulary import WITHOUT_EMPLOYER
from mobee_pyr.demo import ADDRESS
from mobee_pyr.passwords import DEMONSTRATION, Passwords
from mobee_pyr.workflows import (
    checklists,
    engine,
    extra_fields,
    field_lists,
    grouping,
    models,
    opening,
    qualifying,
    rechecking,
    sharing,
)
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.guards import criteria_of
from mobee_pyr.workflows.procedures import choice
from mobee_pyr.workflows.validation import decide_step

BEFORE_ANSWERS: Mapping[str, tuple[str, ...]] = {
    "draft": (),
    "submitted": ("submit",),
    "to_complete": ("submit", "ask_for_more"),
    "refused": ("submit", "refuse"),
}
AFTER_ANSWERS: Mapping[str, tuple[str, ...]] = {
    "published": (),
    "paused": ("pause",),
    "started": ("start",),
    "ended": ("start", "end"),
    "closed": ("start", "end", "close"),
    "cancelled": ("cancel",),
    "covered": (),
}
QUALIFYING = ("publish", "ask_for_more", "refuse", "accept")
OLDER = timedelta(days=400)
"""How long before its requests the networks of the demonstration were opened."""
THANKS = "Grâce à vous, c’est fait, et bien fait. Merci !"


@cache
def read(name: str) -> Mapping[str, Any]:
    """One of the texts beside this file."""
    return tomllib.loads((files("mobee_pyr.demo") / f"{name}.toml").read_text(encoding="utf-8"))


class Story:
    """Fills an empty site; deeds happen in the month before ``today``, what is older (`OLDER`) more than a year before."""

    def __init__(self, site: Site, today: date) -> None:
        self.site = site
        self.today = today
        self.now = datetime.combine(today, time(8), UTC) - timedelta(days=35)

    def tell(self) -> None:
        """Everything, in the order in which it would have happened."""
        self.site.demonstration = True
        self.now -= OLDER
        self.people()
        for name, told in read("networks").items():
            if name != "organisation":
                self.network(name, told)
        self.grants()
        self.checklist()
        self.improvements()
        self.now += OLDER
        for told in read("networks")["organisation"]:
            self.organisation(told)
        self.grants()
        self.affiliations()
        for told in read("requests")["programme"]:
            self.programme(told)
        for told in [*read("requests")["mission"], *read("requests")["need"]]:
            self.request(told)
        self.fields()
        self.committee()
        rechecking.run(Act(self.site, None, datetime.combine(self.today, time(6), UTC)))

    def act(self, person_id: str | None = None) -> Act:
        """A deed of somebody, some twenty minutes after the last one."""
        self.now += timedelta(minutes=19)
        return Act(self.site, by_id(self.site, person_id), self.now)

    def people(self) -> None:
        hashed = Passwords().hash(DEMONSTRATION)
        for name, told in read("people").items():
            person = Person(told["name"], f"{name}@{ADDRESS}", told.get("language", "fr"), self.now)
            tree.add(self.site.people, person, name)
            change_mail(self.site, person, person.mail)
            person.place, person.password = told.get("place", ""), hashed
            person.profile = person.profile._replace(home=located(person.place))

    def network(self, name: str, told: Mapping[str, Any]) -> None:
        model = opening.blueprint_of(self.site, "thematic_shared")
        network = Network(told["title"], told.get("dedicated", False), model.oid, "ada", self.now)
        network.accent, network.summary, network.description = told["accent"], told["summary"], told["description"].strip()
        tree.add(self.site, network, name, by="ada")
        engine.begin(self.act("ada"), network)
        engine.fire(self.act("ada") if self.grant("ada", Role.ADMIN, self.site) else self.act(), network, "open")

    def checklist(self) -> None:
        """What one network asks besides its model, so that its pages show the difference."""
        network = self.site["culture"]
        assert isinstance(network, Network)
        told = read("networks")["culture"]["criterion"]
        added = Criterion(checklists.fresh_id(network, "request", told["text"]), told["text"], told["help"], mandatory=False)
        checklists.keep(self.act("claire"), network, "request", [*blueprint.criteria(network, "request"), added], "added", added)

    def fields(self) -> None:
        """What that network asks of its own, and what was answered there."""
        network = self.site["culture"]
        assert isinstance(network, Network)
        told = read("networks")["culture"]
        for subject, asked in told["fields"].items():
            for name, line in asked.items():
                made = field.read(name, line, subject)
                assert made is not None, name
                field_lists.keep(self.act("claire"), network, subject, made)
        for node in field_lists.nodes(network, "request"):
            said = {f"{field.PREFIX}{name}": value for name, value in told["answers"].get(node.__name__, {}).items()}
            extra_fields.keep(self.act(node.author), node, said)

    def improvements(self) -> None:
        """What networks propose to the model that all follow: one is taken up, and offered to the others; one waits."""
        for name, part, value, why in (
            ("environnement", "qualification", {"soon_days": 21}, "Un chantier se prépare longtemps d’avance : mieux vaut le voir venir."),
            ("culture", "criteria.request", None, "Chacun sait avant de venir si le lieu lui est accessible."),
        ):
            network = self.site[name]
            assert isinstance(network, Network)
            if value is not None:
                network.overrides[part] = value
            proposal = models.propose(self.act("claire"), network, part, why)
            if value is not None and network.blueprint is not None:
                models.accept(self.act("ada"), network.blueprint, proposal)

    def committee(self) -> None:
        """A group of one network, and a request that it may read in every state."""
        network, told = self.site["culture"], read("networks")["culture"]["group"]
        assert isinstance(network, Network)
        number = grouping.make(self.act("claire"), network, told["name"])
        for name in told["people"]:
            grouping.add(self.act("claire"), network, number, by_id(self.site, name))
        read_by_them = tree.find(self.site, told["reads"])
        assert read_by_them is not None
        sharing.give_to_group(self.act("claire"), read_by_them, number, Grant(Role.READER, read_by_them.oid))

    def grant(self, person_id: str, role: str, node: Node) -> bool:
        self.site.membership.grant(person_id, Grant(role, node.oid, self.today - timedelta(days=700)))
        return True

    def grants(self) -> None:
        """The roles of everybody on what exists by now."""
        for name, told in read("people").items():
            for role, place in told["roles"]:
                node = tree.find(self.site, place)
                if node is not None:
                    self.grant(name, role, node)

    def organisation(self, told: Mapping[str, Any]) -> None:
        """One that came ``earlier`` (days) was looked at then."""
        now, self.now = self.now, self.now - timedelta(days=told.get("earlier", 0))
        self.enrol(told)
        self.now = max(now, self.now)

    def enrol(self, told: Mapping[str, Any]) -> None:
        network = self.site[told["network"]]
        entity = tree.add(self.site.entities, LegalEntity(told["title"], told["body"], created=self.now))
        entity.place = Place(*told["place"])
        identify(self.site, entity, told.get("siren", ""), told.get("rna", ""))
        organisation = Organisation(told["title"], entity.oid, frozenset(told["capacities"]), told.get("proposed_by"), self.now)
        for name in ("summary", "description", "website"):
            if name in told:
                setattr(organisation, name, told[name])
        if "procedure" in told:
            choice.choose(organisation, told["procedure"])
        tree.add(network, organisation, by=told.get("proposed_by"))
        for name in [told["referent"]] if "referent" in told else []:
            self.grant(name, Role.REFERENT, organisation)
        if "proposed_by" in told:
            self.grant(told["proposed_by"], Role.REFERENT, organisation)
        engine.begin(self.act(told.get("proposed_by")), organisation)
        wished = told.get("state", "active")
        if wished != "proposed":
            self.qualify(organisation, "accept" if wished == "active" else "ask_for_more", also=frozenset(told.get("also", ())))
        if "partner" in told.get("also", ()):
            qualifying.answer(self.act(self.holder(Role.MANAGER, network)), organisation, {*organisation.ticks, "partner"}, "")

    def affiliations(self) -> None:
        for name, told in read("people").items():
            person, held = by_id(self.site, name), told.get("affiliation")
            if person is not None and held is not None:
                organisation = tree.find(self.site, held["organisation"])
                assert isinstance(organisation, Organisation) and organisation.entity_oid is not None
                referent = self.holder(Role.REFERENT, organisation)
                begun = self.today - timedelta(days=700)
                kept = Affiliation(organisation.entity_oid, held["status"], begun, None, held.get("manager"), referent, begun)
                person.affiliations = (*person.affiliations, kept)

    def programme(self, told: Mapping[str, Any]) -> None:
        organisation = self.find(told["organisation"])
        referent = self.holder(Role.REFERENT, organisation)
        programme = Programme(told["title"], referent, self.now)
        programme.summary, programme.description = told["summary"], told["description"]
        tree.add(organisation, programme, by=referent)
        engine.begin(self.act(referent), programme)
        engine.fire(self.act(referent), programme, "show")

    def request(self, told: Mapping[str, Any]) -> None:
        organisation = self.find(told["organisation"])
        referent = self.holder(Role.REFERENT, organisation)
        request = self.write(told, organisation, referent)
        engine.begin(self.act(referent), request)
        state = told["state"]
        for name in BEFORE_ANSWERS.get(state, ("submit", "publish")):
            self.step(request, name, told.get("reason", ""))
        for answer in told.get("answers", []):
            self.application(request, answer, told) if isinstance(request, Mission) else self.pledge(request, answer)
        for name in AFTER_ANSWERS.get(state, ()) if isinstance(request, Mission) or state != "closed" else ("close",):
            self.step(request, name, told.get("reason", ""))

    def write(self, told: Mapping[str, Any], organisation: Organisation, referent: str) -> Request:
        request: Request
        if "means" in told:
            need = request = Need(told["title"], told["means"], referent, self.now)
            need.quantity, need.unit = Decimal(told["quantity"]), told["unit"]
        else:
            mission = request = Mission(told["title"], referent, self.now)
            mission.skills = tuple(told.get("skills", ()))
            for field in ("mode", "schedule", "days", "time_basis", "places", "format"):
                if field in told:
                    setattr(mission, field, told[field])
            mission.moments, mission.audiences = tuple(told.get("moments", ())), tuple(told.get("audiences", ()))
        for field in ("summary", "domain", "objective"):
            if field in told:
                setattr(request, field, told[field])
        request.goals = tuple(told.get("goals", ()))
        request.description = told["description"].strip()
        city, postcode, *where = told.get("place", ["", ""])
        request.place = Place(city, postcode, "", *where)
        request.starts = self.day(told.get("starts"))
        request.ends = self.day(told.get("ends"))
        programme = organisation.get(told.get("programme", ""))
        request.programme = None if programme is None else programme.oid
        return tree.add(organisation, request, by=referent)

    def step(self, request: Request, name: str, reason: str) -> None:
        if name in QUALIFYING:
            self.qualify(request, name, reason)
            return
        if name == "close" and isinstance(request, Mission):
            request.thanks = THANKS
            for answer in request.inside("application"):
                if isinstance(answer, Application) and answer.state == "accepted":
                    answer.hours, answer.thanks = (request.days or 1) * 7, THANKS
        engine.fire(self.act(self.holder(Role.REFERENT, self.organisation_of(request))), request, name, reason)

    def qualify(self, node: Organisation | Request, name: str, reason: str = "", also: frozenset[str] = frozenset()) -> None:
        """Tick what the answer needs; ``also``: what only some organisations are shown to be."""
        network = network_of(node)
        assert network is not None
        qualifier = self.holder(Role.QUALIFIER, network)
        criteria, yes = criteria_of(node), name in ("publish", "accept")
        ticked = {c.id for c in criteria if c == criteria[0] or (yes and (c.mandatory or not c.label or c.id in also))}
        word = "" if yes else reason or "Précisez qui sera votre référent ou votre référente."
        qualifying.answer(self.act(qualifier), node, ticked, word, name)

    def application(self, mission: Request, told: list[str], about: Mapping[str, Any]) -> None:
        name, state, words = told
        person = by_id(self.site, name)
        assert person is not None
        employer, status = self.employer(person, mission)
        application = Application(person.title, name, words, employer, self.now)
        application.status, application.time_basis = status, "work" if employer else "own"
        tree.add(mission, application, name, by=name)
        engine.begin(self.act(name), application)
        if state == "submitted" and employer is not None:
            return
        self.approve(application, 1 if state == "step-1" else len(application.track))
        referent = self.holder(Role.REFERENT, self.organisation_of(mission))
        fired = {"accepted": "accept", "completed": "accept", "waiting_list": "wait", "declined": "decline"}.get(state)
        if fired is not None:
            engine.fire(self.act(referent), application, fired, about.get("reason_declined", ""))
        elif state == "withdrawn":
            engine.fire(self.act(name), application, "withdraw")

    def approve(self, answer: Answer, steps: int) -> None:
        for step in answer.track[:steps]:
            employer = self.site.node(answer.employer)
            assert employer is not None
            decide_step(self.act(step.person or self.holder(Role(step.role.partition(".")[2]), employer)), answer, True)

    def pledge(self, need: Request, told: list[Any]) -> None:
        name, place, quantity, state, words = told
        person, organisation = by_id(self.site, name), self.find(place)
        assert person is not None
        pledge = Pledge(organisation.title, name, organisation.oid, Decimal(quantity), words, self.now)
        tree.add(need, pledge, by=name)
        engine.begin(self.act(name), pledge)
        beneficiary = self.holder(Role.REFERENT, self.organisation_of(need))
        steps = [("accept", beneficiary), ("deliver", name), ("confirm", beneficiary)]
        for transition, who in steps[: ["offered", "accepted", "delivered", "confirmed"].index(state)]:
            engine.fire(self.act(who), pledge, transition)

    def employer(self, person: Person, mission: Request) -> tuple[int | None, str]:
        """The organisation of this network that employs a person, and what they are to it."""
        network = network_of(mission)
        assert network is not None
        for organisation in network.inside("organisation"):
            if isinstance(organisation, Organisation) and organisation.entity_oid is not None:
                held = person.affiliation(organisation.entity_oid, self.today)
                if held is not None and held.status not in WITHOUT_EMPLOYER:
                    return organisation.oid, held.status
        return None, ""

    def holder(self, role: str, node: Node) -> str:
        """The first person who holds a role on a node."""
        return self.site.membership.holders(role, node.oid, self.today)[0]

    def find(self, place: str) -> Organisation:
        found = tree.find(self.site, place)
        assert isinstance(found, Organisation), place
        return found

    def organisation_of(self, request: Request) -> Organisation:
        assert isinstance(request.__parent__, Organisation)
        return request.__parent__

    def day(self, distance: int | None) -> date | None:
        return None if distance is None else self.today + timedelta(days=distance)
