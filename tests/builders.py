"""Trees for tests, said in as few words as matter: ``an_application(mission, by="lea", state="declined")``.

Everything works on a site in memory and on one stored in a database (`a_stored_site`). People are given by their id and
are made when nobody has that id yet; a role is given by its name: ``an_organisation(network, referent="rose")``.
States are entered as an import enters them (a deed in the journal), and what follows from a state is in place with it:
places taken, quantity promised, membership confirmed.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import transaction
import ZODB

from mobee_pyr.content import mentions, tree
from mobee_pyr.content.access import Role
from mobee_pyr.content.application import Application
from mobee_pyr.content.attachment import Attachment
from mobee_pyr.content.blueprint import Blueprint
from mobee_pyr.content.document import Version
from mobee_pyr.content.joining import Joining
from mobee_pyr.content.legal_entity import LegalEntity
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node, lineage
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Affiliation, Person, by_id, change_mail
from mobee_pyr.content.pledge import Pledge
from mobee_pyr.content.programme import Programme
from mobee_pyr.content.site import Site, site_of
from mobee_pyr.content.types import TYPES
from mobee_pyr.content.volunteer import Volunteer
from mobee_pyr.workflows import access, effects, engine, validity
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.guards import criteria_of
from mobee_pyr.workflows.model import Transition
from mobee_pyr.workflows.procedures import choice

NOW = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
"""The moment at which everything here happens, unless a test says otherwise: a Monday morning, long past."""
TODAY = NOW.date()

People = str | Iterable[str] | None


def a_site(title: str = "mobee") -> Site:
    """A site with its folders and the shipped blueprint, in memory."""
    site = tree.new_site(title, NOW)
    tree.add(site.blueprints, Blueprint("Réseau thématique mutualisé", "thematic_shared"), "thematique")
    return site


@contextmanager
def a_stored_site(title: str = "mobee") -> Iterator[Site]:
    """The same, stored in a database of its own, where ``site._p_jar`` and conflicts are real."""
    manager = transaction.TransactionManager()
    db = ZODB.DB(None)
    connection = db.open(manager)
    try:
        connection.root()["mobee"] = site = a_site(title)
        manager.commit()
        yield site
    finally:
        manager.abort()
        connection.close()
        db.close()


def commit(site: Site) -> None:
    """Write the pending changes of a stored site."""
    site._p_jar.transaction_manager.commit()


# People and roles ---------------------------------------------------------------------------------------------------------


def a_person(site: Site, name: str, **facts: Any) -> Person:
    """Whoever has that id; made with an address in example.org when nobody has. ``facts`` are attributes."""
    person = by_id(site, name)
    if person is None:
        person = tree.add(site.people, Person(_title(name), f"{name}@example.org", created=NOW), name)
        change_mail(site, person, person.mail)
    return _with(person, facts)


def a_role(role: str, node: Node, *people: str, since: date | None = None, until: date | None = None) -> None:
    """Give people a role on a node."""
    site = site_of(node)
    for name in people:
        a_person(site, name)
        site.membership.grant(name, Grant(Role(role), node.oid, since, until))


def an_employee(
    organisation: Organisation, name: str, manager: str | None = None, status: str = "employee", since: date | None = None
) -> Person:
    """A member of an organisation, affiliated to its legal body, with a line manager if one is named."""
    person = a_person(site_of(organisation), name)
    a_role("member", organisation, name, since=since)
    assert organisation.entity_oid is not None
    held = Affiliation(organisation.entity_oid, status, since, None, manager, None, TODAY)
    if manager is not None:
        a_person(site_of(organisation), manager)
    person.affiliations = (*(a for a in person.affiliations if a.entity != held.entity), held)
    return person


def the_reader(site: Site, who: str | None = None, day: date = TODAY) -> Reader:
    """What a person (``None``: a visitor) is on a day."""
    return access.reader(site, None if who is None else a_person(site, who), day)


def an_act(site: Site, by: str | None = None, at: datetime = NOW, listeners: tuple[Any, ...] = ()) -> Act:
    """A deed of a person (``None``: of the system)."""
    return Act(site, None if by is None else a_person(site, by), at, listeners)


def fire(node: Node, transition: str, by: str | None = None, reason: str = "", at: datetime = NOW) -> Transition:
    """Fire a transition as somebody (``None``: as the system)."""
    return engine.fire(an_act(site_of(node), by, at), node, transition, reason)


# Places of the tree -------------------------------------------------------------------------------------------------------


def a_network(site: Site, name: str = "culture", dedicated: bool = False, state: str = "open", **roles: People) -> Network:
    """A network that follows the shipped blueprint: ``a_network(site, manager="maud", qualifier=["quentin"])``."""
    blueprint = site.blueprints.get("thematique")
    node = tree.add(site, Network(_title(name), dedicated, blueprint.oid if blueprint else None, created=NOW), name)
    return _begun(node, state, roles)


def a_legal_entity(site: Site, title: str, body: str = "association") -> LegalEntity:
    """A legal body."""
    return tree.add(site.entities, LegalEntity(title, body, created=NOW))


def an_organisation(
    network: Network,
    name: str = "pierres-vivantes",
    state: str = "active",
    procedure: str = "referent",
    by: str | None = None,
    entity: LegalEntity | None = None,
    body: str = "association",
    capacities: Iterable[str] = ("asks", "gives", "brings"),
    **roles: People,
) -> Organisation:
    """An organisation with a legal body (a new one, unless given): ``an_organisation(network, referent="rose")``."""
    site = site_of(network)
    legal = entity or a_legal_entity(site, _title(name), body)
    node = Organisation(_title(name), legal.oid, frozenset(capacities), _person(site, by), NOW)
    tree.add(network, node, name, by)
    if procedure != "referent":
        choice.choose(node, procedure)
    return _begun(node, state, roles)


def a_programme(organisation: Organisation, name: str = "restauration", state: str = "open", by: str | None = None) -> Programme:
    """A programme, written by somebody."""
    node = Programme(_title(name), _person(site_of(organisation), by), NOW)
    return _begun(tree.add(organisation, node, name, by), state, {})


def a_mission(
    organisation: Organisation, name: str = "plan-de-la-nef", state: str = "published", by: str | None = None, **facts: Any
) -> Mission:
    """A mission, written by somebody; ``facts`` are attributes: ``places=3``."""
    node = Mission(_title(name), _person(site_of(organisation), by), NOW)
    return _begun(_with(tree.add(organisation, node, name, by), facts), state, {})


def a_need(
    organisation: Organisation,
    name: str = "cent-affiches",
    state: str = "published",
    by: str | None = None,
    means: str = "goods",
    **facts: Any,
) -> Need:
    """A need, written by somebody; ``facts`` are attributes: ``quantity=Decimal(100)``."""
    node = Need(_title(name), means, _person(site_of(organisation), by), NOW)
    return _begun(_with(tree.add(organisation, node, name, by), facts), state, {})


# Answers ------------------------------------------------------------------------------------------------------------------


def an_application(
    mission: Mission, by: str = "lea", state: str = "submitted", employer: Organisation | None = None, **facts: Any
) -> Application:
    """An application; with an employer, its procedure is laid as a track."""
    a_person(site_of(mission), by)
    node = Application(f"Candidature de {_title(by)}", by, "Je sais faire.", employer.oid if employer else None, NOW)
    application = _begun(_with(tree.add(mission, node, by, by), facts), state, {}, by)
    if state in ("accepted", "completed"):
        mission.places_taken += 1
    return application


def a_pledge(
    need: Need, by: str = "paul", employer: Organisation | None = None, quantity: int = 1, state: str = "offered", **facts: Any
) -> Pledge:
    """A pledge in the name of an organisation (a new one whose référent promises, unless given)."""
    site = site_of(need)
    a_person(site, by)
    giver = employer or an_organisation(_network(need), f"maison-{by}", body="company", referent=by)
    node = Pledge(f"{quantity} {need.unit}".strip(), by, giver.oid, Decimal(quantity), created=NOW)
    pledge = _begun(_with(tree.add(need, node, by=by), facts), state, {}, by)
    if state in effects.PROMISED:
        need.pledged += pledge.quantity
    return pledge


def a_joining(
    organisation: Organisation, by: str = "lea", state: str = "requested", status: str = "employee", manager: str | None = None
) -> Joining:
    """A request to join an organisation; confirmed, the person is a member of it."""
    a_person(site_of(organisation), by)
    node = Joining(f"Rattachement de {_title(by)}", by, organisation.oid, status, NOW)
    node.manager = manager
    joining = _begun(tree.add(organisation, node, by, by), state, {}, by)
    if state == "confirmed":
        an_employee(organisation, by, manager, status)
    return joining


def a_volunteer(network: Network, by: str = "lea", state: str = "submitted", **facts: Any) -> Volunteer:
    """The profile that somebody, a member of the network, lets it verify; verified, it counts from now on (``valid_until=…``)."""
    person = a_person(site_of(network), by)
    a_role("member", network, by)
    node = tree.add(network, Volunteer(person.title, by, created=NOW), f"{network.__name__}-{by}-{len(person.answers)}", by)
    until = facts.pop("valid_until", None)
    volunteer = _begun(_with(node, {"know_how": "Je sais faire."} | facts), state, {}, by)
    if state == "verified":
        volunteer.verified_on = NOW
        validity.keep_until(volunteer, until)
    return volunteer


def a_publication(place: Node, title: str = "Le guide", kind: str = "page", state: str = "published", **facts: Any) -> Any:
    """Plain content of a network or of a section (``by=…``, ``members_only=True``)."""
    by, members_only = facts.pop("by", None), facts.pop("members_only", False)
    node = tree.add(place, TYPES[kind].cls(title, _person(site_of(place), by), created=NOW), by=by)
    tree.set_members_only(node, members_only)
    _begun(node, state, {}, by)
    mentions.note(site_of(place), _with(node, facts))
    return node


def some_files(*contents: str) -> tuple[Version, ...]:
    """The versions of a document, the oldest first."""
    files = (Attachment("bilan.pdf", "application/pdf", content.encode(), "", NOW) for content in contents)
    return tuple(Version(number, file) for number, file in enumerate(files, 1))


def qualified(node: Any, by: str | None = None) -> Any:
    """Tick every criterion of an organisation, a request or a profile, and give it back."""
    criteria = criteria_of(node)
    node.tick(criteria, {criterion.id for criterion in criteria}, by, NOW)
    return node


def _begun(node: Any, state: str, roles: dict[str, People], by: str | None = None) -> Any:
    """Put a new node into its workflow, then into ``state``, and hand out the roles on it."""
    for role, people in roles.items():
        a_role(role, node, *((people,) if isinstance(people, str) else people or ()))
    act = an_act(site_of(node), by)
    engine.begin(act, node)
    if node.state != state:
        engine.enter(an_act(site_of(node)), node, state, "bâti pour un test")
        if state in ("published", "started", "ended", "covered", "closed") and hasattr(node, "published"):
            node.published = NOW
    return node


def _with(node: Any, facts: dict[str, Any]) -> Any:
    for name, value in facts.items():
        if not hasattr(node, name):
            raise AttributeError(f"{node!r} has no {name}")
        setattr(node, name, value)
    return node


def _person(site: Site, who: str | None) -> str | None:
    return None if who is None else a_person(site, who).id


def _network(node: Node) -> Network:
    return next(step for step in lineage(node) if isinstance(step, Network))


def _title(name: str) -> str:
    return name.replace("-", " ").capitalize()
