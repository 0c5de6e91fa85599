"""What follows by itself from a deed: places, others passed over, needs covered, pauses, memberships (M43, M49, M55, M56)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from mobee_pyr.content.access import Permission
from mobee_pyr.workflows import access
from tests import builders as b


@pytest.fixture
def site():
    return b.a_site()


@pytest.fixture
def stones(site):
    return b.an_organisation(b.a_network(site, manager="maud", qualifier="quentin"), referent="rose")


def states(request):
    return {answer.applicant: answer.state for answer in request.inside("application", "pledge")}


def last(node):
    deed = next(node.deeds())
    return deed.what, deed.who


# Missions -----------------------------------------------------------------------------------------------------------------


def test_places_are_counted(stones):
    mission = b.a_mission(stones, places=2)
    lea, ines = (b.an_application(mission, name) for name in ("lea", "ines"))
    b.fire(lea, "accept", "rose")
    assert mission.places_left == 1
    b.fire(ines, "accept", "rose")
    assert mission.places_left == 0
    b.fire(lea, "withdraw", "lea")
    assert mission.places_left == 1
    b.fire(lea, "apply_again", "lea")
    assert mission.places_left == 1


def test_the_first_publication_is_dated(stones):
    mission = b.qualified(b.a_mission(stones, state="submitted"))
    b.fire(mission, "publish", "quentin")
    b.fire(mission, "pause", "rose")
    b.fire(mission, "resume", "rose", at=b.NOW + timedelta(days=9))
    assert mission.published == b.NOW


def test_starting_passes_over_those_who_still_waited(stones):
    mission = b.a_mission(stones, places=1)
    for name, state in (("lea", "accepted"), ("ines", "submitted"), ("omar", "waiting_list"), ("zoe", "withdrawn"), ("tom", "declined")):
        b.an_application(mission, name, state)
    b.fire(mission, "start", "rose")
    assert states(mission) == {"lea": "accepted", "ines": "not_selected", "omar": "not_selected", "zoe": "withdrawn", "tom": "declined"}
    assert last(mission["ines"]) == ("pass_over", None)


def test_closing_completes_those_who_took_part(stones):
    mission = b.a_mission(stones, state="ended", places=2)
    b.an_application(mission, "lea", "accepted", hours=7.0)
    b.an_application(mission, "zoe", "withdrawn")
    b.fire(mission, "close", "rose")
    assert states(mission) == {"lea": "completed", "zoe": "withdrawn"}
    assert mission.places_taken == 1, "who took part keeps the place"


@pytest.mark.parametrize("state", ["published", "started", "paused"])
def test_cancelling_tells_everybody(stones, state):
    mission = b.a_mission(stones, state=state, places=2)
    b.an_application(mission, "lea", "accepted")
    b.an_application(mission, "ines")
    b.fire(mission, "cancel", "rose", "Le chantier est fermé.")
    assert states(mission) == {"lea": "not_selected", "ines": "not_selected"}
    assert mission.places_taken == 0
    assert last(mission["lea"]) == ("call_off", None)


def test_who_applied_keeps_sight_of_the_mission_for_good(site, stones):
    mission = b.a_mission(stones)
    b.an_application(mission, "lea")
    mission.state = "paused"
    assert access.permits(b.the_reader(site, "lea"), Permission.VIEW, mission)
    assert not access.permits(b.the_reader(site, "ines"), Permission.VIEW, mission)
    assert [site.node(oid) for oid in b.a_person(site, "lea").answers] == [mission["lea"]]


# Needs --------------------------------------------------------------------------------------------------------------------


def test_accepted_pledges_cover_a_need_and_pass_the_others_over(stones):
    """M56: cash, goods, logistics and technology are pledged by a référent; the beneficiary accepts."""
    need = b.a_need(stones, quantity=Decimal(100))
    paul, ada, tom = (b.a_pledge(need, name, quantity=quantity) for name, quantity in (("paul", 40), ("ada", 60), ("tom", 5)))
    b.fire(paul, "accept", "rose")
    assert (need.state, need.missing) == ("published", 60)
    b.fire(ada, "accept", "rose")
    assert (need.state, need.missing, tom.state) == ("covered", 0, "declined")
    assert last(need) == ("cover", None)


def test_a_promise_withdrawn_reopens_the_need(stones):
    need = b.a_need(stones, quantity=Decimal(100))
    pledge = b.a_pledge(need, "paul", quantity=100)
    b.fire(pledge, "accept", "rose")
    b.fire(pledge, "withdraw", "paul", "Panne de presse.")
    assert (need.state, need.missing) == ("published", 100)
    assert last(need) == ("reopen", None)


def test_what_is_delivered_stays_promised(stones):
    need = b.a_need(stones, quantity=Decimal(100))
    pledge = b.a_pledge(need, "paul", quantity=100)
    for name, by in (("accept", "rose"), ("deliver", "paul"), ("dispute", "rose"), ("deliver", "paul"), ("confirm", "rose")):
        b.fire(pledge, name, by, "Il en manquait dix.")
        assert (need.state, need.missing) == ("covered", 0)


def test_a_need_that_was_declared_covered_stays_so(stones):
    """The référent found the rest elsewhere: a delivery does not reopen what she closed."""
    need = b.a_need(stones, quantity=Decimal(100))
    pledge = b.a_pledge(need, "paul", quantity=40, state="accepted")
    b.fire(need, "cover", "rose")
    b.fire(pledge, "deliver", "paul")
    assert need.state == "covered"


def test_a_need_that_was_reopened_stays_so(stones):
    """The référent wants more than she asked for: a delivery does not cover what she reopened."""
    need = b.a_need(stones, quantity=Decimal(100))
    pledge = b.a_pledge(need, "paul", quantity=100)
    b.fire(pledge, "accept", "rose")
    b.fire(need, "reopen", "rose")
    b.fire(pledge, "deliver", "paul")
    assert need.state == "published"


def test_closing_a_need_passes_over_what_was_offered(stones):
    need = b.a_need(stones, quantity=Decimal(100))
    b.a_pledge(need, "paul", quantity=10)
    b.a_pledge(need, "ada", quantity=10, state="accepted")
    b.fire(need, "close", "rose")
    assert states(need) == {"paul": "declined", "ada": "accepted"}


# Organisations ------------------------------------------------------------------------------------------------------------


def test_a_suspension_pauses_what_is_open_and_reinstating_resumes_it(stones):
    """M69: an organisation that is not qualified any more asks for nothing."""
    mission, need = b.a_mission(stones), b.a_need(stones)
    by_hand, draft = b.a_mission(stones, "autre"), b.a_mission(stones, "brouillon", "draft")
    b.fire(by_hand, "pause", "rose")
    b.fire(stones, "suspend", "maud", "Statuts périmés.")
    assert [node.state for node in (mission, need, by_hand, draft)] == ["paused", "paused", "paused", "draft"]
    assert last(mission) == ("pause", None)
    b.fire(stones, "reinstate", "maud")
    assert [node.state for node in (mission, need, by_hand, draft)] == ["published", "published", "paused", "draft"]


def test_leaving_the_network_pauses_what_is_open(stones):
    mission = b.a_mission(stones)
    b.fire(stones, "leave", "rose")
    assert mission.state == "paused"


def test_a_networks_own_workflow_may_lack_what_follows(stones):
    """An effect goes as far as the network's own workflow lets it; the deed itself is not refused."""
    culture, mission = stones.__parent__, b.a_mission(stones)
    culture.overrides["workflow.mission"] = """
title = "Mission"
content = "mission"
initial = "published"
[states.published]
label = "Ouverte"
view = ["everyone"]
[states.closed]
label = "Close"
final = true
view = ["everyone"]
[transitions.close]
label = "Clore"
from = ["published"]
to = "closed"
by = ["organisation.referent"]
"""
    b.fire(stones, "suspend", "maud", "Statuts périmés.")
    assert (stones.state, mission.state) == ("suspended", "published")


# Joining ------------------------------------------------------------------------------------------------------------------


def test_confirmed_one_is_a_member_and_affiliated(site, stones):
    """M49: belonging goes through the référent."""
    joining = b.a_joining(stones, "lea", manager="nora")
    joining.since = b.TODAY - timedelta(days=400)
    b.fire(joining, "confirm", "rose")
    (grant,) = site.membership.grants("lea")
    (affiliation,) = b.a_person(site, "lea").affiliations
    assert (grant.role, grant.oid, grant.since) == ("member", stones.oid, joining.since)
    assert affiliation[:5] == (stones.entity_oid, "employee", joining.since, None, "nora")
    assert (affiliation.confirmed_by, affiliation.confirmed_on) == ("rose", b.TODAY)
    assert affiliation.holds(b.TODAY)


def test_ended_both_end(site, stones):
    joining = b.a_joining(stones, "lea")
    b.fire(joining, "confirm", "rose")
    later = b.NOW + timedelta(days=10)
    b.fire(joining, "end", "lea", at=later)
    assert site.membership.grants("lea") == ()
    assert [a.until for a in b.a_person(site, "lea").affiliations] == [later.date() - timedelta(days=1)]
    assert b.a_person(site, "lea").affiliation(stones.entity_oid, later.date()) is None, "nobody applies in its name that same day"


def test_a_request_taken_back_takes_nothing_that_was_held_before(site, stones):
    b.an_employee(stones, "lea")
    joining = b.a_joining(stones, "lea")
    b.fire(joining, "withdraw", "lea")
    assert joining.state == "ended"
    assert [grant.role for grant in site.membership.grants("lea")] == ["member"]
    assert b.a_person(site, "lea").affiliation(stones.entity_oid, b.TODAY) is not None


def test_refused_nothing_is_given(site, stones):
    b.fire(b.a_joining(stones, "lea"), "refuse", "rose", "Inconnue ici.")
    assert site.membership.grants("lea") == ()
    assert b.a_person(site, "lea").affiliations == ()


def test_coming_back_keeps_the_memory_of_the_first_time(site, stones):
    lea = b.a_person(site, "lea")
    b.an_employee(stones, "lea")
    past = lea.affiliations[0]._replace(until=b.TODAY - timedelta(days=100))
    lea.affiliations = (past,)
    b.fire(b.a_joining(stones, "lea", status="retired"), "confirm", "rose")
    assert [a.status for a in lea.affiliations] == ["employee", "retired"]
    assert lea.affiliations[0] == past
