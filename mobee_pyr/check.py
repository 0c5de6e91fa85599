"""Walks a tree and tells what is inconsistent: for ``mobee check``, and for tests that have done something terrible to it."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from mobee_pyr import check_checklists, check_fields, check_groups, check_hosts, check_places
from mobee_pyr.content import names, wishes
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.application import TAKEN
from mobee_pyr.content.legal_entity import LegalEntity
from mobee_pyr.content.membership import Membership
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.node import Node, path
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.person import Person, by_id, same_mail
from mobee_pyr.content.plan import minute_of
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.site import Site
from mobee_pyr.content.todo import Owner
from mobee_pyr.content.tree import is_deleted
from mobee_pyr.content.types import TYPES
from mobee_pyr.content.volunteer import SAID, Volunteer
from mobee_pyr.content.waiting import owner_of, token_of
from mobee_pyr.workflows import effects, evidence, library, listening, plans, profiles, todo

AT_ONCE = 500
"""Nodes between two reports of progress, after which the database's cache may shrink."""


def faults(site: Site, progress: Callable[[int], Any] = lambda done: None) -> Iterator[str]:
    """One line a fault, beginning with the place: ``/culture/pierres-vivantes: …``."""
    yield from _tree(site, progress)
    yield from _people_index(site)
    yield from _membership(site)
    yield from check_groups.faults(site)
    yield from check_hosts.faults(site)
    yield from _shared_indexes(site)
    yield from _kept_in_mind(site)
    yield from _listening(site)


def _tree(site: Site, progress: Callable[[int], Any]) -> Iterator[str]:
    """Every node that can be reached from the site, and every entry of the map that leads to none of them."""
    reached: set[int] = set()
    steps: list[tuple[Node, Node | None, str]] = [(site, None, "")]
    while steps:
        node, parent, name = steps.pop()
        if node.oid in reached:
            yield f"{path(node)}: stands in two places, or another node has its number {node.oid}"
            continue
        reached.add(node.oid)
        yield from _place(site, node, parent, name)
        yield from _about(site, node)
        steps.extend((child, node, key) for key, child in (node.children or {}).items())
        if len(reached) % AT_ONCE == 0:
            progress(AT_ONCE)
            if site._p_jar is not None:
                site._p_jar.cacheGC()
    progress(len(reached) % AT_ONCE)
    for oid in site.nodes:
        if oid not in reached:
            yield f"/: number {oid} leads to a node that has no place in the tree"


def _place(site: Site, node: Node, parent: Node | None, name: str) -> Iterator[str]:
    """Parent, name and number agree with where the node was found."""
    here = path(node)
    if node.__parent__ is not parent:
        yield f"{here}: its parent is {node.__parent__!r}, but it stands in {parent!r}"
    if node.__name__ != name:
        yield f"{here}: its name is {node.__name__!r}, but it stands under {name!r}"
    if site.nodes.get(node.oid) is not node:
        yield f"{here}: its number {node.oid} leads to {site.nodes.get(node.oid)!r}"
    if parent is None:
        return
    in_bin = parent.type_name == "folder" and parent.__name__ == "bin"
    if node.type_name not in TYPES:
        yield f"{here}: {node.type_name!r} is no content type"
    elif parent.type_name not in TYPES[node.type_name].parents and not in_bin:
        yield f"{here}: a {node.type_name} cannot stand in a {parent.type_name}"
    if not in_bin and node.type_name != "folder" and (fault := _name_fault(name)):
        yield f"{here}: {fault}"


def _name_fault(name: str) -> str:
    try:
        names.refuse(name)
    except names.NameRefused as refused:
        return f"its name: {refused}"
    return ""


def _about(site: Site, node: Node) -> Iterator[str]:
    """What a node says of others, of its state, of what waits for it."""
    here = path(node)
    for attribute in type(node).references:
        oid = getattr(node, attribute, None)
        if oid is not None and site.node(oid) is None:
            yield f"{here}: {attribute} leads to {oid}, where there is no node"
    for oid in node.mentions:
        target = site.node(oid)
        if target is not None and node.oid not in (target.referrers or ()):
            yield f"{here}: names {path(target)}, which does not know it"
    for attribute in ("author", "applicant", "manager"):
        who = getattr(node, attribute, None)
        if isinstance(who, str) and by_id(site, who) is None:
            yield f"{here}: {attribute} is {who!r}, and there is no such person"
    if node.closes != (node.oid in site.private_nodes):
        yield f"{here}: is {'private' if node.closes else 'not private'}, but the list of private nodes says otherwise"
    if library.is_governed(node):
        yield from _state(node)
    if isinstance(node, Network):
        for content, found in library.frozen(node).items():
            yield from (f"{here}: its own workflow of {content} is frozen: {fault}" for fault in found)
        if bool(node.moving) != (node.oid in site.moving):
            yield f"{here}: {'moves its items' if node.moving else 'moves nothing'}, but the list of networks that do says otherwise"
    yield from check_places.faults(site, node)
    yield from _waiting(site, node)
    yield from _planned(site, node)
    yield from _counts(node)
    yield from _papers(node)
    yield from check_checklists.faults(site, node)
    yield from check_fields.faults(site, node)
    if isinstance(node, Answer):
        yield from _answer(site, node)


def _state(node: Node) -> Iterator[str]:
    if library.state_of(node) is None:
        yield f"{path(node)}: its workflow knows no state {node.state!r}"


def _waiting(site: Site, node: Node) -> Iterator[str]:
    """The node and the lists of things to do say the same: who is waited for."""
    if is_deleted(node):
        return  # what lies in the bin keeps its marks, for the day it is restored
    expected = todo.waited_for(node)
    if tuple(sorted(node.waiting)) != expected:
        told, right = ([token for token in tokens if not token.startswith("deputy:")] for tokens in (node.waiting, expected))
        yield f"{path(node)}: waits for {_several(told)}, should wait for {_several(right)}"
    for waited in expected:
        owner, role = owner_of(site, waited)
        if owner is not None and node.oid not in owner.expected(role):
            yield f"{path(node)}: is missing in the list of things to do of {waited}"
    if isinstance(node, Owner) and node.todo is not None:
        for role in node.todo:
            for oid in node.expected(role):
                waiting = site.node(oid)
                waited = token_of(node, role)
                if waiting is None or waited not in waiting.waiting:
                    yield f"{path(node)}: its list of things to do ({role}) holds {waiting or oid!r}, which does not wait for it"


def _papers(node: Node) -> Iterator[str]:
    """What will have to be deleted stands on its network's list, or nobody would ever do it."""
    network = network_of(node)
    if isinstance(node, Qualified) and network is not None and evidence.holds_papers(node) != (node.oid in (network.papers or ())):
        yield f"{path(node)}: the list of nodes that hold evidence of {path(network)} says otherwise"


def _planned(site: Site, node: Node) -> Iterator[str]:
    """What is set for a later day stands in the list of its place, and the list holds nothing else."""
    owner, plan = plans.owner_of(node), node.planned
    if isinstance(node, Mission) and node.noted_end is not None and not is_deleted(node):
        body = organisation_of(node)
        if body is None or (node.noted_end.toordinal(), node.oid) not in (body.endings or ()):
            yield f"{path(node)}: its last day is noted as {node.noted_end}, but its organisation does not know it"
    if plan is not None and not is_deleted(node) and (owner is None or (minute_of(plan.when), node.oid) not in (owner.plans or ())):
        yield f"{path(node)}: {plan.name!r} is set for {plan.when}, but no list knows it"
    for minute, oid in (node.plans or ()) if isinstance(node, Owner) else ():
        meant = site.node(oid)
        if meant is None or meant.planned is None or minute_of(meant.planned.when) != minute or plans.owner_of(meant) is not node:
            yield f"{path(node)}: its list of what is set for a later day holds {meant or oid!r}, for which nothing is set"


def _counts(node: Node) -> Iterator[str]:
    """Plain numbers that sum up what stands beneath."""
    if isinstance(node, Mission):
        taken = sum(answer.state in TAKEN for answer in node.inside("application"))
        if node.places_taken != taken:
            yield f"{path(node)}: places_taken is {node.places_taken}, {taken} applications are accepted"
    if isinstance(node, Need):
        promised = sum((pledge.quantity for pledge in node.inside("pledge") if pledge.state in effects.PROMISED), Decimal(0))  # type: ignore[attr-defined]
        if node.pledged != promised:
            yield f"{path(node)}: pledged is {node.pledged}, its accepted pledges make {promised}"


def _answer(site: Site, answer: Answer) -> Iterator[str]:
    """Who answered keeps sight of the answer and of the request; the steps name people."""
    here, request, person = path(answer), answer.__parent__, by_id(site, answer.applicant)
    if isinstance(request, Mission | Need) and person is not None and request.oid not in person.answered:
        yield f"{here}: its request is missing among those that {answer.applicant} answered"
    if person is not None and answer.oid not in person.answers:
        yield f"{here}: is missing among the answers of {answer.applicant}"
    if isinstance(answer, Volunteer):
        yield from _validity(answer)
    for step in answer.track:
        for who in (step.person, step.who):
            if who is not None and by_id(site, who) is None:
                yield f"{here}: a step of its track names {who!r}, and there is no such person"


def _validity(volunteer: Volunteer) -> Iterator[str]:
    """The last day of what was verified stands in the list of its network, and what was erased says nothing."""
    network, day = network_of(volunteer), volunteer.valid_until
    if day is not None and network is not None and volunteer.oid not in network.overdue(day + timedelta(days=1)):
        yield f"{path(volunteer)}: is valid until {day}, which the list of its network does not know"
    if volunteer.state == "withdrawn" and (volunteer.evidence or any(getattr(volunteer, name) for name in SAID)):
        yield f"{path(volunteer)}: was withdrawn, and still says something"


def _people_index(site: Site) -> Iterator[str]:
    """Addresses and people lead to each other; affiliations and answers lead to something."""
    for person in site.people.inside("person"):
        assert isinstance(person, Person)
        if site.mails.get(same_mail(person.mail)) != person.id:
            yield f"{path(person)}: its address {person.mail} leads to {site.mails.get(same_mail(person.mail))!r}"
        for affiliation in person.affiliations:
            if not isinstance(site.node(affiliation.entity), LegalEntity):
                yield f"{path(person)}: an affiliation leads to {affiliation.entity}, where there is no legal entity"
            for who in (affiliation.manager, affiliation.confirmed_by):
                if who is not None and by_id(site, who) is None:
                    yield f"{path(person)}: an affiliation names {who!r}, and there is no such person"
        for oid in person.answers:
            answer = site.node(oid)
            if not isinstance(answer, Answer) or answer.applicant != person.id:
                yield f"{path(person)}: its list of answers holds {answer or oid!r}, which is not theirs"
    for mail, who in site.mails.items():
        holder = by_id(site, who)
        if holder is None or same_mail(holder.mail) != mail:
            yield f"/: the address {mail} leads to {who!r}, who has another one or does not exist"


def _membership(site: Site) -> Iterator[str]:
    """Grants lead to people and nodes, and the two halves of the membership index say the same."""
    membership: Membership = site.membership
    for who, grants in membership.by_person.items():
        if by_id(site, who) is None:
            yield f"/: {who!r} has grants, and there is no such person"
        for grant in grants:
            if site.node(grant.oid) is None:
                yield f"/: {who} is {grant.role} on {grant.oid}, where there is no node"
            if who not in membership.by_node.get(grant.oid, ()):
                yield f"/: {who} is {grant.role} on {grant.oid}, whose list of people does not know it"
    for oid, people in membership.by_node.items():
        for who in people:
            if not any(grant.oid == oid for grant in membership.own(who)):
                yield f"/: the list of people of {oid} holds {who!r}, who has no role there"


def _shared_indexes(site: Site) -> Iterator[str]:
    """Identifiers and private marks lead to what they say."""
    for key, oid in site.identifiers.items():
        node = site.node(oid)
        if node is None:
            yield f"/: the identifier {key} leads to {oid}, where there is no node"
        elif key.startswith(("siren:", "rna:")) and f"{key.partition(':')[0]}:{getattr(node, key.partition(':')[0], '')}" != key:
            yield f"{path(node)}: is found as {key}, but has another number"
    for entity in site.entities.inside("legal_entity"):
        for kind in ("siren", "rna"):
            number = getattr(entity, kind)
            if number and site.identifiers.get(f"{kind}:{number}") != entity.oid:
                yield f"{path(entity)}: is not found by its {kind} {number}"
    for oid in site.private_nodes:
        if site.node(oid) is None:
            yield f"/: the list of private nodes holds {oid}, where there is no node"


def _kept_in_mind(site: Site) -> Iterator[str]:
    """Who agreed to be found is listed, and nobody else; shortlists and pools lead to people, who know where they stand."""
    agreed = {person.id for person in site.people.inside("person") if isinstance(person, Person) and profiles.agrees(person)}
    for who in agreed.symmetric_difference(site.findable or ()):
        yield f"/: {who!r} {'agreed to be found and is not listed' if who in agreed else 'is listed as findable and did not agree'}"
    for node in list(site.nodes.values()):
        for who in _thought_of(node):
            person = by_id(site, who)
            if person is None:
                yield f"{path(node)}: keeps {who!r} in mind, and there is no such person"
            elif person.kept_at is None or node.oid not in person.kept_at:
                yield f"{path(node)}: keeps {who} in mind, who does not know it"


def _listening(site: Site) -> Iterator[str]:
    """Who wishes to be told of missions is found by what they say now, and nobody else; who saved a search is looked for."""
    for person in site.people.inside("person"):
        if isinstance(person, Person):
            asks = wishes.of(person, "matched") != "never"
            expected = tuple(sorted(set(listening.terms(person.profile)))) if asks else None
            if expected != (None if site.alerts is None else site.alerts.listening.get(person.oid)):
                why = "is not found by what they say now" if asks else "is found for missions and did not ask to be told"
                yield f"{path(person)}: {why}"
            if bool(person.searches) != (site.alerts is not None and person.oid in site.alerts.searching):
                yield f"{path(person)}: saved searches, and the list of those who did, do not agree"


def _thought_of(node: Node) -> set[str]:
    """The ids of the people on a mission's shortlist, or in an organisation's pools."""
    if isinstance(node, Mission):
        return set(node.shortlist or ())
    return {who for pool in node.pools.values() for who, _since in pool.people} if isinstance(node, Organisation) else set()


def _several(tokens: tuple[str, ...]) -> str:
    return ", ".join(tokens) or "nobody"
