"""Evidence for a criterion: who gives it, who reads it, when it ends (M69–M71, K07)."""

import pickle
from datetime import timedelta

import pytest

from mobee_pyr.content.attachment import Read
from mobee_pyr.content.qualification import Given
from mobee_pyr.workflows import evidence, moving
from tests import builders as b

PDF = Read("statuts.pdf", "application/pdf", b"%PDF-1.4 %%EOF")
CRITERIA = {
    "organisation": [
        {"id": "identity", "text": "Identité", "evidence": "document"},
        {"id": "number", "text": "Numéro", "evidence": "siren"},
        {"id": "account", "text": "Compte", "evidence": "iban"},
        {"id": "seen", "text": "Vue"},
    ],
    "request": [{"id": "estimate", "text": "Devis", "evidence": "document"}],
}


@pytest.fixture
def culture():
    network = b.a_network(b.a_site(), manager="maud", qualifier="quentin", member="noe")
    network.overrides["criteria"] = CRITERIA
    return network


@pytest.fixture
def stones(culture):
    return b.an_organisation(culture, state="proposed", by="rose", referent="rene", member="remi")


def give(node, criterion="identity", by="rose", days=0, **said):
    chosen = evidence.criterion_of(node, criterion)
    evidence.give(b.an_act(b.site_of(node), by, b.NOW + timedelta(days=days)), node, chosen, **(said or {"file": PDF}))
    return node.evidence[criterion]


def givers(node, *people):
    return [who for who in people if evidence.may_give(b.the_reader(b.site_of(node), who), node)]


def readers(node, given, *people):
    return [who for who in people if evidence.may_read(b.the_reader(b.site_of(node), who), node, given)]


PEOPLE = ("rose", "rene", "remi", "quentin", "maud", "noe", "ada", "stranger", None)


def test_only_criteria_that_want_evidence_ask_for_it(stones):
    assert [criterion.id for criterion in evidence.wanted(stones)] == ["identity", "number", "account"]
    assert evidence.criterion_of(stones, "seen") is evidence.criterion_of(stones, "nothing") is None


def test_who_completes_gives_and_the_network_s_team_never_does(culture, stones):
    """M69: the author and the référent; who judges does not give evidence to themselves."""
    b.a_role("admin", b.site_of(culture), "ada")
    assert givers(stones, *PEOPLE) == ["rose", "rene"]
    b.fire(stones, "ask_for_more", "quentin", "Les statuts.")
    assert givers(stones, *PEOPLE) == ["rose", "rene"]
    b.fire(stones, "refuse", "quentin", "Non.")
    assert givers(stones, *PEOPLE) == []


def test_a_member_of_an_accepted_network_may_still_be_asked_for_evidence(culture):
    """A tick that is no longer valid is given again while the organisation is active."""
    assert givers(b.an_organisation(culture, by="rose", referent="rene"), *PEOPLE) == ["rose", "rene"]


def test_a_request_s_author_gives_until_it_is_decided(culture):
    active = b.an_organisation(culture, referent="rene")
    mission = b.a_mission(active, state="draft", by="rose")
    b.a_role("member", active, "rose")
    assert givers(mission, *PEOPLE) == ["rose", "rene"]
    b.fire(mission, "submit", "rose")
    assert givers(mission, *PEOPLE) == ["rose"]
    b.fire(b.qualified(mission), "publish", "quentin")
    assert givers(mission, *PEOPLE) == []


def test_who_qualifies_reads_and_the_giver_and_nobody_else(culture, stones):
    """M69, K07: not the other référents, not the members, not the administration of the site."""
    b.a_role("admin", b.site_of(culture), "ada")
    assert readers(stones, give(stones), *PEOPLE) == ["rose", "quentin", "maud"]
    b.an_organisation(culture, "autre", referent="basile")
    b.a_network(b.site_of(culture), "sports", qualifier="sam")
    assert readers(stones, stones.evidence["identity"], "basile", "sam") == []


def test_a_dedicated_network_s_outsider_reads_nothing_even_what_they_gave(culture, stones):
    given = give(stones, by="zoe")
    culture.dedicated = True
    assert readers(stones, given, "zoe", "stranger", None) == []


def test_the_journal_names_the_criterion_and_never_what_was_given(stones):
    give(stones)
    give(stones, "account", value="FR1420041010050500013M02606")
    evidence.note_reading(b.an_act(b.site_of(stones), "quentin"), stones, "identity")
    said = repr(list(stones.deeds()))
    assert evidence.GIVEN in said and evidence.READ in said
    assert "statuts" not in said and "FR14" not in said and stones.evidence["identity"].digest not in said


def run(node, days):
    return evidence.run(b.an_act(b.site_of(node), None, b.NOW + timedelta(days=days)))


def documents(node):
    return [each for each, given in node.evidence.items() if given.document is not None]


def test_a_document_ends_so_many_days_after_the_decision_and_leaves_its_digest(culture, stones):
    """M69: thirty days unless the network says otherwise; never before anything is decided."""
    given = give(stones)
    give(stones, "number", value="732829320")
    give(stones, "account", value="FR1420041010050500013M02606")
    assert run(stones, 400) == 0
    b.fire(b.qualified(stones), "accept", "quentin", at=b.NOW + timedelta(days=400))
    assert evidence.last_day(stones, given) == (b.NOW + timedelta(days=430)).date()
    assert run(stones, 429) == 0 and documents(stones) == ["identity"]
    assert run(stones, 430) == 2 and run(stones, 430) == 0 and run(stones, 431) == 0
    ended = stones.evidence["identity"]
    assert (ended.document, ended.value, ended.digest) == (None, "", given.digest)
    assert (ended.who, ended.when, ended.ended) == ("rose", b.NOW, b.NOW + timedelta(days=430))
    assert stones.evidence["account"].value == "" and stones.evidence["number"].value == "732829320"
    assert [deed.what for deed in stones.deeds()].count(evidence.ENDED) == 1
    assert list(culture.papers) == []


@pytest.mark.parametrize("days", [0, 7, 365])
def test_the_network_says_for_how_long(culture, stones, days):
    culture.evidence_days = days
    give(stones)
    b.fire(stones, "refuse", "quentin", "Non.")
    assert (run(stones, days - 1), run(stones, days)) == (0, 1)


@pytest.mark.parametrize(("transition", "by"), [("refuse", "quentin"), ("withdraw", "rose")])
def test_every_end_of_a_dossier_counts(stones, transition, by):
    give(stones)
    b.fire(stones, transition, by, "Parce que.")
    assert run(stones, 30) == 1


def test_what_follows_a_decision_does_not_begin_the_days_anew(culture, stones):
    give(stones)
    b.fire(b.qualified(stones), "accept", "quentin")
    b.fire(stones, "suspend", "maud", "Un doute.", at=b.NOW + timedelta(days=20))
    b.fire(stones, "reinstate", "maud", at=b.NOW + timedelta(days=29))
    assert run(stones, 30) == 1


def test_what_is_given_after_the_decision_has_its_own_days(stones):
    b.fire(b.qualified(stones), "accept", "quentin")
    give(stones, days=100)
    assert (run(stones, 129), run(stones, 130)) == (0, 1)


@pytest.mark.parametrize("end", ["publish", "refuse", "cancel"])
def test_a_request_s_documents_end_too(culture, end):
    mission = b.a_mission(b.an_organisation(culture, referent="rose"), state="draft", by="rose")
    give(mission, "estimate")
    if end != "cancel":
        b.fire(mission, "submit", "rose")
    b.fire(b.qualified(mission), end, "rose" if end == "cancel" else "quentin", "Parce que.")
    assert (run(mission, 29), run(mission, 30)) == (0, 1)


def test_taken_up_again_a_request_keeps_its_documents(culture):
    mission = b.a_mission(b.an_organisation(culture, referent="rose"), state="draft", by="rose")
    give(mission, "estimate")
    b.fire(mission, "submit", "rose")
    b.fire(mission, "ask_for_more", "quentin", "Le devis.")
    b.fire(mission, "take_back", "rose")
    assert run(mission, 400) == 0 and documents(mission) == ["estimate"]


def test_replaced_or_withdrawn_it_is_gone_at_once(culture, stones):
    first = give(stones).document
    give(stones, file=Read("autre.pdf", "application/pdf", b"%PDF-1.4 x %%EOF"))
    assert stones.evidence["identity"].document is not first
    evidence.withdraw(b.an_act(b.site_of(stones), "rose"), stones, evidence.criterion_of(stones, "identity"))
    assert dict(stones.evidence) == {} and list(culture.papers) == []
    assert next(stones.deeds()).what == evidence.WITHDRAWN


def test_the_bin_keeps_no_evidence_and_a_copy_has_none(culture, stones):
    give(stones)
    act = b.an_act(b.site_of(stones), "rose")
    assert dict(moving.copy(act, stones, culture).evidence) == {}
    moving.delete(act, stones)
    assert documents(stones) == [] and list(culture.papers) == []
    moving.restore(act, stones)
    assert stones.evidence["identity"].ended == b.NOW


def test_a_node_that_moves_to_another_network_is_listed_there(culture, stones):
    give(stones)
    other = b.a_network(b.site_of(culture), "sports", manager="maud")
    moving.move(b.an_act(b.site_of(stones), "maud"), stones, other)
    assert (list(culture.papers), list(other.papers)) == ([], [stones.oid])


def test_a_criterion_that_no_longer_exists_keeps_nobody_s_papers_alive(culture, stones):
    give(stones, "account", value="FR1420041010050500013M02606")
    give(stones, "number", value="732829320")
    culture.overrides["criteria"] = {"organisation": []}
    b.fire(stones, "refuse", "quentin", "Non.")
    assert run(stones, 30) == 1 and stones.evidence["account"].value == ""
    assert stones.evidence["number"].value == "732829320"


def test_given_as_it_was_stored_before_reads_as_it_is_now(stones):
    former = tuple.__new__(Given, ("rose", b.NOW, "732829320", None))
    read = pickle.loads(pickle.dumps(former))
    assert (read.value, read.digest, read.ended) == ("732829320", "", None)
