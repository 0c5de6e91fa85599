"""Access proved on random trees: DESIGN §3, said once more and naively, gives the same answers as `access.permits`.

Nothing of ``workflows/`` is used below to know what is right: the TOML files are read as they are, grants are searched
one by one, relations are walked.
"""

import tomllib
from datetime import timedelta
from functools import cache
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mobee_pyr.content import tree
from mobee_pyr.content.access import Permission
from mobee_pyr.content.answer import Answer, Step
from mobee_pyr.content.node import lineage, subtree
from mobee_pyr.workflows import absence, access
from tests import builders as b
from tests import random_tree

WORKFLOWS = Path(__file__).resolve().parents[3] / "workflows"
GOVERNED = {"network", "organisation", "programme", "mission", "need", "application", "pledge", "joining", "volunteer", "publication"}
PUBLISHED = {"page", "news", "section", "document", "picture", "link"}
ANSWERS = {"application", "pledge", "joining", "volunteer"}
CONFIDENTIAL = {"volunteer"}


@cache
def text(name):
    return tomllib.loads((WORKFLOWS / f"{name}.toml").read_text(encoding="utf-8"))


class Naive:
    """One person (or nobody) on one day, and what DESIGN §3 lets them do."""

    def __init__(self, site, who, day):
        self.site = site
        blocked = who is not None and site.people[who].blocked
        self.who = None if blocked else who
        self.held = [] if self.who is None else self.given(self.who, day)
        self.instead = []
        for absent in random_tree.PEOPLE if self.who is not None else ():
            away = site.membership.absence(absent)
            if away is not None and away.deputy == self.who and away.since <= day <= away.until:
                self.answer_for(absent, away.places, day)

    def given(self, who, day, by_name=False):
        """What somebody holds; ``by_name``: without their groups, whose other people answer while one is away."""
        return [
            (str(grant.role), node)
            for grant in (*self.site.membership.by_person.get(who, ()), *(() if by_name else self.of_groups(who)))
            if (grant.since is None or day >= grant.since) and (grant.until is None or day <= grant.until)
            if (node := next((found for found in subtree(self.site) if found.oid == grant.oid), None)) is not None
        ]

    def of_groups(self, who):
        """What the groups that name somebody were given, and the groups that take these in: one step outwards, never two."""
        groups = self.site.membership.groups
        if groups is None:
            return []
        known = dict(groups.known.items())
        naming = {number for number, group in known.items() if who in group.people}
        around = {number for number, group in known.items() if naming.intersection(group.groups)}
        return [grant for number in sorted(naming | around) for grant in groups.grants(number)]

    def answer_for(self, absent, places, day):
        """A deputy answers where they stand themselves: with the roles that answer others, and where a step names the absent."""
        own = {node.oid for _role, node in self.given(self.who, day, by_name=True)}
        for oid, through, network in places:
            if through in own:
                lent = [(role, node) for role, node in self.given(absent, day, by_name=True) if node.oid == oid]
                self.held += [(role, node) for role, node in lent if role in ("referent", "manager", "hr", "qualifier")]
                self.held += [("deputy", node) for node in self.site.inside("network") if node.oid == network]
                self.instead.append((absent, network))

    def may(self, permission, node):
        if any(step is self.site["bin"] for step in lineage(node)):
            return False
        if permission == "view" and self.keeps_sight(node):
            return True
        return all(self.comes_in(step) for step in lineage(node) if self.guarded(step)) and (
            self.by_state(permission, node) or self.by_grant(permission, node) or (permission == "view" and self.asked_by_a_step(node))
        )

    def keeps_sight(self, node):
        """The applicant keeps sight of their answer and of what they answered, whatever gate it lies behind."""
        if self.who is None:
            return False
        own = (
            [node]
            if node.type_name in ANSWERS
            else list(node.inside("application", "pledge"))
            if node.type_name in ("mission", "need")
            else []
        )
        answered_once = node.oid in b.a_person(self.site, self.who).answered  # the answer may be in the bin meanwhile
        return answered_once or any(answer.applicant == self.who for answer in own)

    def guarded(self, node):
        return (
            node.private
            or node.members_only
            or (node.type_name == "network" and (node.dedicated or "everyone" not in self.state_holders("view", node)))
        )

    def comes_in(self, gate):
        """Whoever holds any role on it or beneath it, and whoever manages something above; the site's administration always."""
        if gate.members_only and not gate.private:  # whoever takes part in the network
            network = self.nearest(gate, "network")
            if any(any(step is network for step in lineage(place)) for _role, place in self.held if not self.binned(place)):
                return True
        for role, place in self.held:
            if any(step is gate for step in lineage(place)) and not any(step is self.site["bin"] for step in lineage(place)):
                return True
            above = place is not gate and any(step is place for step in lineage(gate))
            if above and role in ("admin", "manager", "referent"):
                return True
        if gate.type_name == "network" and not gate.dedicated and not gate.private and self.by_state("view", gate):
            return True
        return ("admin", self.site) in self.held

    def by_state(self, permission, node):
        if self.life(node) not in GOVERNED:
            return any(self.is_(role, node) for role in text("standing").get(node.type_name, {}).get(permission, ()))
        return any(self.is_(role, node) for role in self.state_holders(permission, node))

    def state_holders(self, permission, node):
        network = self.nearest(node, "network")
        own = None if network is None else network.overrides.get(f"workflow.{self.life(node)}")
        workflow = text(self.life(node)) if own is None else tomllib.loads(own)
        state = workflow["states"].get(self.state(node, network))
        if state is None:
            return ("network.manager", "site.admin") if permission == "view" else ()
        return state.get(permission, ())

    def state(self, node, network):
        """What is written on it; of what a switch has not reached yet, what the switch says."""
        written = vars(node).get("state", "")
        moving = None if network is None else network.moving.get(self.life(node))
        return written if moving is None else moving.left.get(node.oid, written)

    def by_grant(self, permission, node):
        if node.type_name in CONFIDENTIAL:
            return False  # whoever reads or writes everything in a network reads no profile
        wanted = {"view": ("reader", "editor"), "edit": ("editor",)}.get(permission, ())
        return any(role in wanted and any(step is place for step in lineage(node)) for role, place in self.held)

    def asked_by_a_step(self, node):
        """By name at once; by a role, or in place of a person who is shut out, from the step's turn on."""
        if node.type_name not in ANSWERS | {"mission", "need"} or self.who is None:
            return False
        network = self.nearest(node, "network")
        named = [step.person for step in node.track if step.person is not None and not self.site.people[step.person].blocked]
        by_name = any(person == self.who or (person, network.oid) in self.instead for person in named)
        begun = [step for step in node.track if step.asked is not None and step.person is None]
        begun += [step for step in node.track if step.person is not None and self.site.people[step.person].blocked]
        return by_name or any(self.is_(step.role, node) for step in begun)

    def is_(self, role, node):
        if role == "everyone":
            return True
        if self.who is None:
            return False
        if role == "authenticated":
            return True
        if role == "self":
            return node.__name__ == self.who
        if role == "owner":
            return node.author == self.who
        if role == "applicant":
            return node.applicant == self.who
        relation, held = role.split(".")
        place = {
            "site": self.site,
            "network": self.nearest(node, "network"),
            "organisation": self.nearest(node, "organisation"),
            "beneficiary": self.nearest(node, "organisation"),
            "employer": next((found for found in subtree(self.site) if found.oid == getattr(node, "employer", None)), None),
        }[relation]
        return place is not None and (held, place) in self.held

    def life(self, node):
        """All kinds of publications live one life."""
        return "publication" if node.type_name in PUBLISHED else node.type_name

    def binned(self, node):
        return any(step is self.site["bin"] for step in lineage(node))

    def nearest(self, node, type_name):
        return next((step for step in lineage(node) if step.type_name == type_name), None)


SMALL = [Phase.explicit, Phase.reuse, Phase.generate]
"""Without shrinking: a fault names who, what and where, and narrowing a tree down takes minutes."""
FEW = settings(
    phases=SMALL, max_examples=45, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], derandomize=True
)


def grown(data):
    """A random site in memory after a few random deeds, then crowded: more roles and gates, named line managers, something deleted."""
    site = b.a_site()
    random_tree.grow(site, data.draw)
    for _deed in range(data.draw(st.integers(0, 4))):
        random_tree.deed(site, data.draw)
    chance = Random(data.draw(st.integers(0, 2**32 - 1)))
    for node in random_tree.standing(site):
        if isinstance(node, Answer) and chance.random() < 0.5:
            role = chance.choice(("employer.manager", "employer.hr", "network.member"))
            node.track = (Step(role, chance.choice((None, *random_tree.PEOPLE)), asked=chance.choice((None, b.NOW))),)
        if chance.random() < 0.15:
            tree.set_private(node, True)
        if chance.random() < 0.4:
            b.a_role(chance.choice(random_tree.ROLES), node, chance.choice(random_tree.PEOPLE))
    for absent in random_tree.PEOPLE:
        deputy = chance.choice(random_tree.PEOPLE)
        if chance.random() < 0.5 and deputy != absent:
            absence.go(b.an_act(site), site.people[absent], site.people[deputy], b.TODAY, b.TODAY + timedelta(chance.choice((0, 9))))
    if random_tree.standing(site) and chance.random() < 0.5:
        tree.delete(chance.choice(random_tree.standing(site)))
    return site


@FEW
@given(st.data())
def test_the_design_said_naively_gives_the_same_answers(data):
    """For all people and a visitor, all nodes, all permissions."""
    site = grown(data)
    for who in (None, *random_tree.PEOPLE):
        naive, reader = Naive(site, who, b.TODAY), b.the_reader(site, who, b.TODAY)
        for node in list(subtree(site)):
            for permission in Permission:
                expected = naive.may(permission.value, node)
                assert access.permits(reader, permission, node) is expected, f"{who} {permission} {node!r} in {node.state!r}"


@FEW
@given(st.data())
def test_a_dedicated_network_does_not_exist_for_outsiders(data):
    """Whoever holds nothing there (and answered nothing there) opens nothing there, and no list is asked about it (M47)."""
    site = grown(data)
    for who in (None, *random_tree.PEOPLE):
        reader = b.the_reader(site, who, b.TODAY)
        for network in site.inside("network"):
            inside = list(subtree(network))
            held = {grant.oid for grant in grants_of(site, who) if grant.holds(b.TODAY)}
            concerned = not held.isdisjoint(node.oid for node in (site, *inside))
            if not network.dedicated or concerned:
                continue
            own = b.a_person(site, who).answered if who else ()
            answered = any(getattr(node, "applicant", None) == who or node.oid in own for node in inside)
            assert network.oid not in access.closed_to(reader)[0]
            assert answered or access.visible(reader, inside) == []


@FEW
@given(st.data())
def test_what_lists_ask_the_index_for_agrees_with_the_gates(data):
    """`access.closed_to` (two sets of oids) says about every node what walking its gates says."""
    site = grown(data)
    for who in (None, *random_tree.PEOPLE):
        reader = b.the_reader(site, who, b.TODAY)
        opened, closed = access.closed_to(reader)
        for network in site.inside("network"):
            for node in subtree(network):
                listed = network.oid in opened and not any(step.oid in closed for step in lineage(node))
                assert listed is all(access.passes(reader, gate) for gate in access.gates(node))


@FEW
@given(st.data())
def test_an_answer_holds_until_the_day_it_says(data):
    """Until `Reader.until` nothing changes by itself: a page may be kept that long, and no longer."""
    site = grown(data)
    for who in random_tree.PEOPLE:
        today = b.the_reader(site, who, b.TODAY)
        if today.until is None:
            later = b.the_reader(site, who, b.TODAY.replace(year=b.TODAY.year + 50))
        else:
            assert today.until > b.TODAY
            later = b.the_reader(site, who, type(b.TODAY).fromordinal(today.until.toordinal() - 1))
        assert (later.tokens, later.inside) == (today.tokens, today.inside)


def grants_of(site, who):
    return () if who is None or site.people[who].blocked else site.membership.grants(who)
