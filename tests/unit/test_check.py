"""`check.faults` finds what is inconsistent: each rule is broken on purpose here, and its line is seen."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from mobee_pyr import check
from mobee_pyr.content import tree
from mobee_pyr.content.answer import Step
from mobee_pyr.content.field import Field, Kept, table
from mobee_pyr.content.legal_entity import identify
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.person import Affiliation, by_id
from mobee_pyr.content.plan import Plan
from mobee_pyr.content.profile import Held, Profile
from mobee_pyr.content.qualification import Claim, Given, Opinion, Tick
from mobee_pyr.content.switch import Switch
from mobee_pyr.workflows import listening, profiles, recruiting, searching
from tests.builders import (
    NOW,
    a_joining,
    a_mission,
    a_need,
    a_network,
    a_pledge,
    a_programme,
    a_site,
    an_act,
    an_application,
    an_employee,
    an_organisation,
)

NOWHERE = 4_000_000_000_000_000_000
MISSION = "/culture/pierres-vivantes/plan-de-la-nef"


@pytest.fixture
def site():
    """One of everything, in order."""
    site = a_site()
    network = a_network(site, manager="maud", qualifier="quentin")
    organisation = an_organisation(network, referent="rose", by="rose")
    company = an_organisation(network, "atelier", body="company", procedure="manager_then_referent", referent="basile")
    an_employee(company, "lea", manager="max")
    a_programme(organisation)
    mission = a_mission(organisation, by="rose", places=2)
    an_application(mission, by="lea", employer=company)
    an_application(mission, by="noe", state="accepted")
    a_pledge(a_need(organisation, quantity=Decimal(10)), by="basile", employer=company, quantity=4, state="accepted")
    a_joining(company, by="ines")
    identify(site, organisation.entity, "443061841", "W691234567")
    tree.set_private(a_mission(organisation, "mission-fermee"), True)
    return site


def at(site, path):
    return tree.find(site, path)


def a_group(site, name="Dons", *people):
    """Its number."""
    groups = site.membership.own_groups()
    number = groups.make(at(site, "/culture").oid, name)
    groups.change(number, name, people, ())
    return number


def test_faults_of_groups_are_told(site):
    """M46: sound at first, and through what it is given; then each list is broken in turn."""
    number, inner = a_group(site, "Dons", "noe"), a_group(site, "Tous", "lea")
    groups, mission = site.membership.groups, at(site, MISSION)
    groups.change(number, "Dons", ("noe",), (inner,))
    groups.grant(number, Grant("reader", mission.oid))
    site.membership.grant("lea", Grant("reader", mission.oid))
    assert list(check.faults(site)) == []
    other = a_network(site, "sports")
    groups.known[inner] = groups.known[inner]._replace(people=("personne",), network=other.oid)
    groups.given[number] = (*groups.given[number], Grant("reader", other.oid), Grant("reader", NOWHERE))
    site.membership.shared[mission.oid].add("max")
    told = "\n".join(check.faults(site))
    for words in (
        "'Tous' names 'personne', and there is no such person",
        "takes in 'Tous', which takes in others or is of another network",
        f"is reader on {other.oid}, which is no node of its network",
        f"is reader on {NOWHERE}, which is no node of its network",
        "their list of_person differ about 'lea'",
        "their list of_network differ about",
        "their list on differ about",
        "was given to and the grants differ about 'max'",
    ):
        assert words in told


def test_a_sound_tree_has_no_fault(site):
    done = []
    assert list(check.faults(site, done.append)) == []
    assert sum(done) == len(site.nodes)


def test_deleted_and_restored_nodes_are_no_fault(site):
    organisation = at(site, "/culture/pierres-vivantes")
    tree.delete(organisation)
    assert list(check.faults(site)) == []
    tree.restore(organisation)
    assert list(check.faults(site)) == []


def host_of_none(site):
    at(site, "/culture").host = "culture.example.org"


def orphan(site):
    del at(site, "/culture/pierres-vivantes").children["plan-de-la-nef"]


def in_two_places(site):
    at(site, "/culture/atelier").children["plan-de-la-nef"] = at(site, MISSION)


def not_in_the_map(site):
    del site.nodes[at(site, MISSION).oid]


def other_parent(site):
    at(site, MISSION).__parent__ = at(site, "/culture/atelier")


def other_name(site):
    at(site, MISSION).__name__ = "autre"


def reserved_name(site):
    children = at(site, "/culture/pierres-vivantes").children
    mission = children["search"] = children.pop("plan-de-la-nef")
    mission.__name__ = "search"


def wrong_place(site):
    need = at(site, "/culture/pierres-vivantes/cent-affiches")
    del at(site, "/culture/pierres-vivantes").children["cent-affiches"]
    at(site, "/culture").children["cent-affiches"] = need
    need.__parent__ = at(site, "/culture")


def dangling_reference(site):
    at(site, "/culture/pierres-vivantes").entity_oid = NOWHERE


def unknown_author(site):
    at(site, MISSION).author = "nobody"


def unknown_applicant(site):
    at(site, f"{MISSION}/noe").applicant = "nobody"


def unknown_manager_of_joining(site):
    at(site, "/culture/atelier/ines").manager = "nobody"


def unknown_approver(site):
    at(site, f"{MISSION}/lea").track = (Step("employer.manager", "nobody"),)


def private_not_listed(site):
    site.private_nodes.remove(at(site, "/culture/pierres-vivantes/mission-fermee").oid)


def listed_not_private(site):
    site.private_nodes.insert(at(site, MISSION).oid)


def private_of_nothing(site):
    site.private_nodes.insert(NOWHERE)


def unknown_state(site):
    at(site, MISSION).state = "vanished"


def frozen_workflow(site):
    at(site, "/culture").overrides["workflow.mission"] = "title ="


def waits_for_nobody(site):
    at(site, f"{MISSION}/lea").waiting = ()


def not_in_the_list(site):
    by_id(site, "max").settle("self", at(site, f"{MISSION}/lea").oid)


def listed_for_nothing(site):
    at(site, "/culture").expect("manager", at(site, MISSION).oid)


def papers_forgotten(site):
    at(site, "/culture/pierres-vivantes").evidence = {"account": Given("rose", NOW, "FR14")}


def papers_of_nothing(site):
    at(site, "/culture").hold_papers(at(site, MISSION).oid, True)


def wrong_places(site):
    at(site, MISSION).places_taken = 2


def wrong_pledged(site):
    at(site, "/culture/pierres-vivantes/cent-affiches").pledged = Decimal(5)


def applicant_forgotten(site):
    by_id(site, "noe").answered.clear()


def answer_forgotten(site):
    by_id(site, "noe").answers.clear()


def answer_of_another(site):
    by_id(site, "maud").answers.add(at(site, f"{MISSION}/noe").oid)


def mail_unknown(site):
    del site.mails["noe@example.org"]


def mail_of_another(site):
    site.mails["other@example.org"] = "noe"


def affiliation_to_nothing(site):
    by_id(site, "lea").affiliations = (Affiliation(NOWHERE, "employee"),)


def affiliation_under_nobody(site):
    lea = by_id(site, "lea")
    lea.affiliations = (lea.affiliations[0]._replace(manager="nobody"),)


def grant_on_nothing(site):
    site.membership.grant("noe", Grant("member", NOWHERE))


def grant_to_nobody(site):
    site.membership.grant("nobody", Grant("member", at(site, "/culture").oid))


def grant_without_mirror(site):
    site.membership.by_node[at(site, "/culture").oid].remove("maud")


def mirror_without_grant(site):
    site.membership.by_node[at(site, "/culture").oid].add("noe")


def identifier_of_nothing(site):
    site.identifiers["siren:552100554"] = NOWHERE


def identifier_of_another(site):
    site.identifiers["siren:552100554"] = at(site, "/culture/pierres-vivantes").entity_oid


def identifier_missing(site):
    del site.identifiers["rna:W691234567"]


def set_but_not_listed(site):
    at(site, MISSION).planned = Plan("pause", NOW + timedelta(days=1), "rose", "published")


def last_day_not_listed(site):
    at(site, MISSION).noted_end = NOW.date()


def listed_but_not_set(site):
    at(site, "/culture/pierres-vivantes").intend(NOW, at(site, MISSION).oid)


@pytest.mark.parametrize(
    ("break_it", "line"),
    [
        (orphan, "/: number {oid} leads to a node that has no place in the tree"),
        (in_two_places, "stands in two places"),
        (not_in_the_map, f"{MISSION}: its number {{oid}} leads to None"),
        (other_parent, "its parent is <Organisation 'atelier'>, but it stands in <Organisation 'pierres-vivantes'>"),
        (other_name, "its name is 'autre', but it stands under 'plan-de-la-nef'"),
        (reserved_name, "its name: 'search' is the name of a page"),
        (wrong_place, "/culture/cent-affiches: a need cannot stand in a network"),
        (dangling_reference, f"/culture/pierres-vivantes: entity_oid leads to {NOWHERE}, where there is no node"),
        (unknown_author, f"{MISSION}: author is 'nobody', and there is no such person"),
        (unknown_applicant, f"{MISSION}/noe: applicant is 'nobody', and there is no such person"),
        (unknown_manager_of_joining, "/culture/atelier/ines: manager is 'nobody', and there is no such person"),
        (unknown_approver, f"{MISSION}/lea: a step of its track names 'nobody', and there is no such person"),
        (private_not_listed, "mission-fermee: is private, but the list of private nodes says otherwise"),
        (listed_not_private, f"{MISSION}: is not private, but the list of private nodes says otherwise"),
        (private_of_nothing, f"/: the list of private nodes holds {NOWHERE}, where there is no node"),
        (unknown_state, f"{MISSION}: its workflow knows no state 'vanished'"),
        (frozen_workflow, "/culture: its own workflow of mission is frozen: "),
        (waits_for_nobody, f"{MISSION}/lea: waits for nobody, should wait for person:max"),
        (not_in_the_list, f"{MISSION}/lea: is missing in the list of things to do of person:max"),
        (listed_for_nothing, "/culture: its list of things to do (manager) holds <Mission 'plan-de-la-nef'>, which does not wait for it"),
        (papers_forgotten, "/culture/pierres-vivantes: the list of nodes that hold evidence of /culture says otherwise"),
        (papers_of_nothing, f"{MISSION}: the list of nodes that hold evidence of /culture says otherwise"),
        (set_but_not_listed, f"{MISSION}: 'pause' is set for 2025-03-04 09:00:00+00:00, but no list knows it"),
        (listed_but_not_set, "/culture/pierres-vivantes: its list of what is set for a later day holds <Mission 'plan-de-la-nef'>"),
        (last_day_not_listed, f"{MISSION}: its last day is noted as 2025-03-03, but its organisation does not know it"),
        (wrong_places, f"{MISSION}: places_taken is 2, 1 applications are accepted"),
        (wrong_pledged, "cent-affiches: pledged is 5, its accepted pledges make 4"),
        (applicant_forgotten, f"{MISSION}/noe: its request is missing among those that noe answered"),
        (answer_forgotten, f"{MISSION}/noe: is missing among the answers of noe"),
        (answer_of_another, "/people/maud: its list of answers holds <Application 'noe'>, which is not theirs"),
        (mail_unknown, "/people/noe: its address noe@example.org leads to None"),
        (mail_of_another, "/: the address other@example.org leads to 'noe'"),
        (affiliation_to_nothing, f"/people/lea: an affiliation leads to {NOWHERE}, where there is no legal entity"),
        (affiliation_under_nobody, "/people/lea: an affiliation names 'nobody', and there is no such person"),
        (grant_on_nothing, f"/: noe is member on {NOWHERE}, where there is no node"),
        (grant_to_nobody, "/: 'nobody' has grants, and there is no such person"),
        (grant_without_mirror, "/: maud is manager on {network}, whose list of people does not know it"),
        (mirror_without_grant, "/: the list of people of {network} holds 'noe', who has no role there"),
        (identifier_of_nothing, f"/: the identifier siren:552100554 leads to {NOWHERE}, where there is no node"),
        (identifier_of_another, "is found as siren:552100554, but has another number"),
        (host_of_none, "/culture: says that it answers at culture.example.org, and another one does, or none"),
        (identifier_missing, "is not found by its rna W691234567"),
    ],
)
def test_a_broken_tree_is_told(site, break_it, line):
    expected = line.format(oid=at(site, MISSION).oid, network=at(site, "/culture").oid)
    break_it(site)
    found = list(check.faults(site))
    assert [fault for fault in found if expected in fault], "\n".join(found) or "no fault found"


def test_whoever_is_kept_in_mind_knows_it(site):
    """P05, P09: the lists of people who agreed and the way back from them say the same, or it is told."""
    mission, organisation = at(site, MISSION), at(site, "/culture/pierres-vivantes")
    profiles.change(an_act(site, "lea"), "shown", found=True)
    recruiting.note(an_act(site, "rose"), mission, site.people["lea"], "kept", "")
    recruiting.keep_in_pool(an_act(site, "rose"), organisation, site.people["lea"], "Samedis")
    assert list(check.faults(site)) == []
    site.people["lea"].kept_at.remove(organisation.oid)
    mission.shortlist["nobody"] = mission.shortlist["lea"]
    site.people["noe"].profile = site.people["noe"].profile._replace(found=True)
    site.findable.add("maud")
    assert sorted(check.faults(site)) == [
        "/: 'maud' is listed as findable and did not agree",
        "/: 'noe' agreed to be found and is not listed",
        "/culture/pierres-vivantes/plan-de-la-nef: keeps 'nobody' in mind, and there is no such person",
        "/culture/pierres-vivantes: keeps lea in mind, who does not know it",
    ]


def test_whoever_listens_is_found_by_what_they_say_now(site):
    """M54, M06: the index of those who wish to be told of missions, and the list of saved searches, agree with the people."""
    for who in ("lea", "noe"):
        listening.choose(an_act(site, who), "daily", 0)
        searching.save(an_act(site, who), "Vélos", "words=velo", "now", ())
    profiles.change(an_act(site, "lea"), "skills", skills=(Held("bicycles"),))
    assert list(check.faults(site)) == []
    site.people["lea"].profile = Profile()
    site.people["noe"].wishes = {}
    site.people["noe"].searches = None
    assert sorted(check.faults(site)) == [
        "/people/lea: is not found by what they say now",
        "/people/noe: is found for missions and did not ask to be told",
        "/people/noe: saved searches, and the list of those who did, do not agree",
    ]


def test_checklists_that_cannot_be_read_are_told_with_what_applies_instead(site):
    """M69: nothing is frozen in silence."""
    network = at(site, "/culture")
    network.overrides["criteria"] = {
        "organisation": [{"id": "x", "text": "Oui", "evidence": "sirn"}, {"id": "x", "text": " ", "months": 200, "by": ["boss"]}],
        "planet": [],
        "request": 3,
    }
    network.blueprint.parts["criteria"] = ["?"]
    why = "/culture: its criteria.organisation cannot be read, those of its model apply: "
    assert sorted(check.faults(site)) == [
        "/blueprints/thematique: its criteria cannot be read, the packaged ones apply: must be a table for each subject",
        "/culture: has criteria for 'planet', and there is no such subject",
        f"{why}1.evidence: no such evidence: 'sirn' (did you mean 'siren'?)",
        f"{why}2.by: no such role: 'boss'",
        f"{why}2.id: is taken: x",
        f"{why}2.months: must be a whole number of months, at most 120",
        f"{why}2.text: a text is missing",
        "/culture: its criteria.request cannot be read, those of its model apply: must be a list of criteria",
    ]


def test_who_takes_care_of_it_and_who_agrees_exist(site):
    stones = at(site, "/culture/pierres-vivantes")
    stones.claim = Claim("nobody", NOW)
    stones.opinion = Opinion("gone", NOW, "accept", "", ("gone", "rose"))
    assert list(check.faults(site)) == [
        "/culture/pierres-vivantes: 'nobody' takes care of it, and there is no such person",
        "/culture/pierres-vivantes: 'gone' gave the first opinion on it, and there is no such person",
    ]


def test_a_network_that_moves_its_items_is_known_to_the_site(site):
    """Or nobody would ever go on."""
    at(site, "/culture").moving = {"mission": Switch("mission", None, None, {}, None, NOW)}
    assert list(check.faults(site)) == ["/culture: moves its items, but the list of networks that do says otherwise"]


def test_ticks_and_evidence_agree_with_what_is_asked(site):
    """M69: a tick of what is asked for no more is memory; evidence for it is told."""
    stones = at(site, "/culture/pierres-vivantes")
    stones.ticks = {"gone": Tick("rose", NOW), "identity": Tick("nobody", NOW), "interest": "yes"}
    stones.evidence = {
        "gone": Given("rose", NOW, "1", lasts=True),
        "identity": Given("rose", NOW, "1", lasts=True),
        "over": Given("rose", NOW, ended=NOW),
    }
    stones.lapsed = ("receipts",)
    assert list(check.faults(site)) == [
        "/culture/pierres-vivantes: 'identity' was ticked by 'nobody', and there is no such person",
        "/culture/pierres-vivantes: its tick of 'interest' is 'yes'",
        "/culture/pierres-vivantes: holds evidence for 'gone', which nobody asks for",
        "/culture/pierres-vivantes: 'receipts' is to be looked at again, and was never ticked",
    ]


def test_answers_that_can_no_longer_be_read_are_told(site):
    """M13: of another kind, an option that went, a field that went; a withdrawn field and one of another network keep theirs."""
    colours = {"red": "Rouge", "blue": "Bleu"}
    asked = [
        Field("age", "Âge", "number"),
        Field("day", "Jour", "day"),
        Field("hat", "Chapeau", "one", options=colours),
        Field("hats", "Chapeaux", "several", options=colours),
        Field("licence", "Permis", "yes-no"),
        Field("gone-by", "Ancien"),
    ]
    difference = {"changed": {each.id: table(each) for each in asked}, "hidden": {"gone-by": True}}
    at(site, "/culture").overrides["fields"] = {"request": difference}
    a_network(site, "sports").overrides["fields"] = {"request": {"changed": {"shirt": table(Field("shirt", "Maillot"))}}}
    mission = at(site, MISSION)
    mission.extra = {"age": Decimal(3), "hat": "red", "hats": ("blue", "red"), "licence": "no", "gone-by": "oui", "shirt": "M"}
    mission.sensitive = {"day": Kept(date(2025, 3, 1), date(2025, 9, 1))}
    assert list(check.faults(site)) == []
    mission.extra = {"age": "3", "hat": "green", "hats": ("red", "pink"), "licence": True, "lost": "x"}
    mission.sensitive = {"day": Kept("hier", date(2025, 9, 1))}
    assert sorted(check.faults(site)) == [
        f"{MISSION}: answers 'lost', a field that no longer exists",
        f"{MISSION}: its answer to 'age' is '3', which is no answer to a field of the kind 'number'",
        f"{MISSION}: its answer to 'day' is 'hier', which is no answer to a field of the kind 'day'",
        f"{MISSION}: its answer to 'hat' is 'green', which is no longer offered",
        f"{MISSION}: its answer to 'hats' is 'pink', which is no longer offered",
        f"{MISSION}: its answer to 'licence' is True, which is no answer to a field of the kind 'yes-no'",
    ]


def test_a_field_that_cannot_be_asked_and_terms_of_no_list_are_told(site):
    """M13, M08: nothing is left out in silence; a hidden term is no fault."""
    network, mission = at(site, "/culture"), at(site, MISSION)
    network.overrides["fields"] = {"volunteer": {"changed": {"size": {"label": "Taille", "kind": "shoe"}}}}
    network.overrides["vocabularies"] = {"domains": {"changed": {"crafts": {"label": "Métiers"}}, "hidden": {"crafts": True}}}
    mission.domain = "crafts"
    assert list(check.faults(site)) == ["/culture: its field 'size' of volunteer cannot be read, and is not asked"]
    network.overrides.clear()
    mission.format = "regatta"
    assert sorted(check.faults(site)) == [
        f"{MISSION}: its domain is 'crafts', which is not in the list of its network",
        f"{MISSION}: its format is 'regatta', which is not in the list of its network",
    ]
