"""Random sites and random deeds, for properties that must hold whatever people do.

    @given(st.data())
    def test_something(data):
        with a_stored_site() as site:
            grow(site, data.draw)
            deed(site, data.draw)

Small on purpose: two or three networks, a few organisations, every content type in every state that its workflow knows
(and one that it does not), gates, dated grants, named steps, people who keep sight, a bin, workflows of a network's own.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from mobee_pyr.content import tree
from mobee_pyr.content.answer import Answer, Step
from mobee_pyr.content.blueprint import WORKFLOW
from mobee_pyr.content.groups import Nested
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.need import Need
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node, subtree
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.place import Place
from mobee_pyr.content.publication import Publication
from mobee_pyr.content.site import Site, site_of
from mobee_pyr.content.types import TYPES
from mobee_pyr.workflows import library, stragglers, switching
from tests.builders import (
    TODAY,
    a_joining,
    a_mission,
    a_need,
    a_network,
    a_person,
    a_pledge,
    a_programme,
    a_publication,
    a_volunteer,
    an_act,
    an_application,
    an_organisation,
)

Draw = Callable[[Any], Any]

PEOPLE = ("ana", "bob", "cid", "dina")
ROLES = ("admin", "manager", "qualifier", "member", "referent", "hr", "reader", "editor")
UNKNOWN = "a-state-of-old"
TOLD: tuple[dict[str, Any], ...] = (
    {},
    {"mode": "online", "moments": ("evenings", "own-pace"), "skills": ("comptabilité",), "goals": ("4",), "format": "regular"},
    {"place": Place("Grenoble", "38000", "", 45.179, 5.715), "audiences": ("beginners",), "moments": ("weekends",), "time_basis": "work"},
    {"mode": "both", "place": Place("Voiron", "38500", "", 45.364, 5.592), "starts": TODAY, "ends": TODAY + timedelta(30), "goals": ("4",)},
    {"place": Place("Brest", "29200", "", 48.39, -4.486), "ends": TODAY - timedelta(30), "description": "Réparer des bicyclettes"},
)
"""What a mission may say for itself, beside its title."""
DAYS = st.sampled_from((None, *(TODAY + timedelta(days) for days in (-2, -1, 0, 1, 2))))
INNER = '["network.manager", "network.qualifier", "owner", "organisation.referent"]'
SELDOM = st.sampled_from((False, False, False, True))


def grow(site: Site, draw: Draw) -> None:
    """Fill an empty site."""
    for name in PEOPLE:
        a_person(site, name, blocked=name == "dina" and draw(SELDOM))
    for number in range(draw(st.integers(1, 3))):
        network = a_network(site, f"reseau-{number}", dedicated=draw(st.booleans()))
        for position in range(draw(st.integers(0, 2))):
            _organisation(network, f"maison-{position}", draw)
        if draw(st.booleans()):
            a_volunteer(network, draw(st.sampled_from(PEOPLE)))
        if draw(st.booleans()):
            _library(network, draw)
    for node in standing(site):
        if draw(SELDOM):
            tree.set_private(node, True)
        _enter_any_state(node, draw)
    for _grant in range(draw(st.integers(0, 6))):
        grant(site, draw)
    for _group in range(draw(st.integers(0, 2))):
        gather(site, draw)


def standing(site: Site) -> list[Node]:
    """Networks and all beneath them, in an order that does not depend on their random oids."""
    return [node for network in site.inside("network") for node in subtree(network)]


def everything(site: Site) -> list[Node]:
    """The same, and what lies in the bin."""
    return standing(site) + [node for gone in site.bin.inside() for node in subtree(gone)]


def readers(site: Site) -> list[Person | None]:
    """Everybody, and a visitor."""
    return [None, *(a_person(site, name) for name in PEOPLE)]


def grant(site: Site, draw: Draw) -> None:
    """Give somebody a role somewhere, for a time or for good."""
    node = draw(st.sampled_from([site, *standing(site)]))
    held = Grant(draw(st.sampled_from(ROLES)), node.oid, draw(DAYS), draw(DAYS))
    site.membership.grant(draw(st.sampled_from(PEOPLE)), held)


def revoke(site: Site, draw: Draw) -> None:
    """Take one role away from somebody."""
    name = draw(st.sampled_from(PEOPLE))
    for held in site.membership.own(name)[:1]:
        site.membership.revoke(name, held.role, held.oid)


def gather(site: Site, draw: Draw) -> None:
    """Make a group of a network, or change one: its people, a group that it takes in, what it is given."""
    for network in _some(site, draw, "network"):
        groups = site.membership.own_groups()
        known = [number for number, _group in groups.of(network.oid)]
        number = draw(st.sampled_from(range(3)))
        chosen = known[number] if number < len(known) else groups.make(network.oid, f"groupe-{len(known)}")
        others = [each for each in known if each != chosen and draw(st.booleans())]
        try:
            groups.change(chosen, "autre nom", draw(st.lists(st.sampled_from(PEOPLE), max_size=2)), others)
        except Nested:
            pass
        node = draw(st.sampled_from(list(subtree(network))))
        groups.grant(chosen, Grant(draw(st.sampled_from(ROLES)), node.oid, draw(DAYS), draw(DAYS)))


def scatter(site: Site, draw: Draw) -> None:
    """Dissolve a group, or take back something that it was given."""
    for network in _some(site, draw, "network"):
        for number, _group in site.membership.own_groups().of(network.oid)[:1]:
            held = site.membership.own_groups().grants(number)
            if held and draw(st.booleans()):
                site.membership.own_groups().revoke(number, held[0].role, held[0].oid)
            else:
                site.membership.own_groups().dissolve(number)


def set_gate(site: Site, draw: Draw) -> None:
    """Close or open a gate."""
    node = draw(st.sampled_from(standing(site) or [site]))
    if isinstance(node, Network) and draw(st.booleans()):
        node.dedicated = not node.dedicated
        node.record(None, "edited")
    elif isinstance(node, Publication) and draw(st.booleans()):
        tree.set_members_only(node, not node.members_only)
    elif node is not site:
        tree.set_private(node, not node.private)


def enter_state(site: Site, draw: Draw) -> None:
    """Bring a node into any state."""
    for node in _some(site, draw):
        _enter_any_state(node, draw)


def edit(site: Site, draw: Draw) -> None:
    """Give a node another title, and now and then another URL."""
    for node in _some(site, draw):
        node.title = draw(st.sampled_from(("Plan de la nef", "Cent affiches", "Été musical")))
        node.record(None, "edited")
        name = f"autre-{draw(st.integers(0, 3))}"
        if not isinstance(node, Answer) and node.__parent__ is not None and node.__parent__.get(name) is None:
            tree.rename(node, name)


def retell(site: Site, draw: Draw) -> None:
    """Let a mission say other things of itself."""
    for node in _some(site, draw, "mission"):
        for name, value in draw(st.sampled_from(TOLD)).items():
            setattr(node, name, value)
        node.record(None, "edited")


def move(site: Site, draw: Draw) -> None:
    """Move or copy a node to where it may stand."""
    for node in _some(site, draw):
        places = [place for place in [site, *standing(site)] if _may_stand(node, place)]
        if places:
            there = (tree.move if draw(st.booleans()) else tree.copy)(node, draw(st.sampled_from(places)))
            _keep_sight(there or node)


def _keep_sight(top: Node) -> None:
    """Nobody moves an answer from one request to another but this test: its author then keeps sight of the new one, too."""
    for node in subtree(top):
        person = by_id(site_of(node), node.applicant) if isinstance(node, Answer) else None
        if person is not None and isinstance(node.__parent__, Mission | Need):
            person.answers.add(node.oid)
            person.answered.add(node.__parent__.oid)


def delete(site: Site, draw: Draw) -> None:
    """Put a node into the bin."""
    for node in _some(site, draw):
        tree.delete(node)


def take_back(site: Site, draw: Draw) -> None:
    """Restore something from the bin, or remove it for good."""
    for node in list(site.bin.inside())[:1]:
        parent = site.node(next(deed for deed in node.deeds() if deed.what == "deleted").details["parent"])
        if draw(SELDOM) or parent is None or tree.is_deleted(parent):
            tree.purge(node)
        else:
            tree.restore(node)


def answer(site: Site, draw: Draw) -> None:
    """Apply or pledge: the author keeps sight of the request for good."""
    for request in _some(site, draw, "mission", "need"):
        _answers(request, draw)


def override(site: Site, draw: Draw) -> None:
    """Give a network its own workflow of missions, in which strangers see less or more; or take it back."""
    for network in _some(site, draw, "network"):
        assert isinstance(network, Network)
        if network.overrides:
            network.overrides.clear()
        else:
            text = library.packaged_text("mission")
            who = draw(st.sampled_from(('["network.manager", "owner", "organisation.referent"]', '["authenticated"]')))
            network.overrides[f"{WORKFLOW}mission"] = text.replace('view = ["everyone"]', f"view = {who}")
        network.record(None, "edited")


def switch(site: Site, draw: Draw) -> None:
    """Begin to move a network's missions to another version of their workflow, in which strangers see less; or go on with it."""
    act = an_act(site)
    if site.moving:
        stragglers.run(act, draw(st.integers(0, 2)))
        return
    for network in _some(site, draw, "network"):
        assert isinstance(network, Network)
        text = library.packaged_text("mission").replace('view = ["everyone"]', f"view = {INNER}")
        made = switching.plan(network, "mission", text)
        chosen = {state: draw(st.sampled_from(found)) for state in made.counts if (found := switching.targets(made, state))}
        made = switching.plan(network, "mission", text, chosen)
        if not made.open:
            switching.switch(act, network, made, at_once=0)


DEEDS = (grant, revoke, gather, scatter, set_gate, enter_state, edit, retell, move, delete, take_back, answer, override, switch)


def deed(site: Site, draw: Draw) -> str:
    """Do something, and tell what."""
    done = draw(st.sampled_from(DEEDS))
    done(site, draw)
    return done.__name__


def _organisation(network: Network, name: str, draw: Draw) -> None:
    organisation = an_organisation(network, name, by=draw(st.sampled_from((None, *PEOPLE))))
    if draw(st.booleans()):
        a_programme(organisation)
    for number in range(draw(st.integers(0, 2))):
        told = draw(st.sampled_from(TOLD))
        _answers(a_mission(organisation, f"mission-{number}", by=draw(st.sampled_from((None, *PEOPLE))), **told), draw)
    if draw(st.booleans()):
        _answers(a_need(organisation), draw)
    if draw(st.booleans()):
        a_joining(organisation, draw(st.sampled_from(PEOPLE)))


def _library(network: Network, draw: Draw) -> None:
    """A section in a section, each with a page; what is for members is so at random."""
    outer = a_publication(network, "Documents", "section", members_only=draw(SELDOM))
    inner = a_publication(outer, "Archives", "section", members_only=draw(SELDOM))
    for place, kind in ((network, "news"), (outer, "document"), (inner, "page")):
        a_publication(place, "Le guide", kind, members_only=draw(SELDOM))


def _answers(request: Node, draw: Draw) -> None:
    if not draw(st.booleans()):
        return
    name = draw(st.sampled_from(PEOPLE))
    employers = [None, *(o for o in standing_organisations(request))]
    employer = draw(st.sampled_from(employers))
    if isinstance(request, Mission) and request.get(name) is None:
        made = an_application(request, name, employer=employer)
        if draw(SELDOM):
            made.track = (Step("employer.manager", draw(st.sampled_from(PEOPLE))),)
    elif isinstance(request, Need) and employer is not None:
        a_pledge(request, name, employer)


def standing_organisations(node: Node) -> list[Organisation]:
    """The organisations of the node's site."""
    top = node
    while top.__parent__ is not None:
        top = top.__parent__
    return [found for network in top.inside("network") for found in network.inside("organisation") if isinstance(found, Organisation)]


def _some(site: Site, draw: Draw, *kinds: str) -> list[Node]:
    """One node, or none when there is none."""
    found = [node for node in standing(site) if not kinds or node.type_name in kinds]
    return [draw(st.sampled_from(found))] if found else []


def _enter_any_state(node: Node, draw: Draw) -> None:
    states = (*library.workflow_of(node).workflow.states, UNKNOWN)
    node.state = draw(st.sampled_from(states))
    node.record(None, "entered")


def _may_stand(node: Node, place: Node) -> bool:
    return place.type_name in TYPES[node.type_name].parents and all(step is not node for step in _up(place))


def _up(node: Node) -> list[Node]:
    found = [node]
    while found[-1].__parent__ is not None:
        found.append(found[-1].__parent__)
    return found
