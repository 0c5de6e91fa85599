"""Which workflow is true for a node: the packaged file, the blueprint's difference, the network's own; a faulty one freezes."""

import pytest

from mobee_pyr.content.access import Permission
from mobee_pyr.content.site import site_of
from mobee_pyr.workflows import access, engine, library
from mobee_pyr.workflows.engine import TransitionRefused
from tests import builders as b

SHORT = """
title = "Mission courte"
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
FAULTY = SHORT.replace("final = true\n", "")


@pytest.fixture
def site():
    return b.a_site()


@pytest.fixture
def culture(site):
    return b.a_network(site, manager="maud")


def titles(*networks):
    return [library.applied(network, "mission").workflow.title for network in networks]


def test_nothing_stored_means_the_packaged_file(site, culture):
    assert titles(culture, None) == ["Mission", "Mission"]
    assert library.applied(culture, "mission").workflow is library.packaged("mission")


def test_a_blueprints_difference_is_true_for_all_that_follow_it(site, culture):
    sports = b.a_network(site, "sports")
    alone = b.a_network(site, "seul")
    alone.blueprint_oid = None
    site.blueprints["thematique"].parts["workflow.mission"] = SHORT
    assert titles(culture, sports, alone) == ["Mission courte", "Mission courte", "Mission"]


def test_a_networks_own_goes_before_its_blueprints(site, culture):
    sports = b.a_network(site, "sports")
    site.blueprints["thematique"].parts["workflow.mission"] = SHORT
    culture.overrides["workflow.mission"] = SHORT.replace("Mission courte", "Mission de culture")
    assert titles(culture, sports) == ["Mission de culture", "Mission courte"]


def test_a_changed_workflow_changes_every_node_and_writes_none(culture):
    """Correcting the file corrects the whole tree."""
    stones = b.an_organisation(culture, referent="rose")
    mission = b.a_mission(stones)
    before = len(mission.journal)
    culture.overrides["workflow.mission"] = SHORT.replace('view = ["everyone"]', 'view = ["organisation.referent"]')
    assert not access.permits(b.the_reader(site_of(culture)), Permission.VIEW, mission)
    assert access.permits(b.the_reader(site_of(culture), "rose"), Permission.VIEW, mission)
    assert len(mission.journal) == before


FAULTS = {
    "unsound": (FAULTY, "mission.toml (stored): states: none is final: nothing ever ends"),
    "unreadable": ("title = ", "mission.toml (stored): Invalid value (at end of document)"),
    "another type": (SHORT.replace('"mission"', '"need"'), "mission.toml (stored): content: 'need' is another type"),
    "a guard that is gone": (SHORT + 'guards = ["moon_full"]',
                             "mission.toml (stored): transitions.close.guards: 'moon_full': no such guard"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line"), FAULTS.values(), ids=list(FAULTS))
def test_a_faulty_version_freezes_its_own_network_and_no_other(site, culture, text, line):
    sports = b.a_network(site, "sports")
    here, there = (b.a_mission(b.an_organisation(network, referent="rose")) for network in (culture, sports))
    culture.overrides["workflow.mission"] = text
    assert line in library.frozen(culture)["mission"]
    assert library.frozen(sports) == {}
    with pytest.raises(TransitionRefused) as refused:
        b.fire(here, "pause", "rose")
    assert refused.value.message == "Le circuit de ce réseau est en cours de réparation ; réessayez plus tard."
    assert engine.possible(b.the_reader(site, "rose"), here) == []
    assert b.fire(there, "pause", "rose").target == "paused"


def test_an_unknown_state_is_for_managers_alone(site, culture):
    stones = b.an_organisation(culture, referent="rose")
    mission = b.a_mission(stones, by="olga")
    b.a_role("admin", site, "ada")
    mission.state = "of-old"
    may = {who: access.permits(b.the_reader(site, who), Permission.VIEW, mission) for who in ("ada", "maud", "rose", "olga", None)}
    assert may == {"ada": True, "maud": True, "rose": False, "olga": False, None: False}
    assert not access.permits(b.the_reader(site, "maud"), Permission.EDIT, mission)
    assert engine.possible(b.the_reader(site, "maud"), mission) == []


def test_only_governed_types_have_a_workflow(site):
    with pytest.raises(KeyError):
        library.workflow_of(site)


def test_types_without_a_workflow_stand_as_their_file_says(site):
    b.a_role("admin", site, "ada")
    lea = b.a_person(site, "lea")

    def may(who, permission, node):
        return access.permits(b.the_reader(site, who), permission, node)

    assert [may(who, Permission.VIEW, site) for who in (None, "lea", "ada")] == [True, True, True]
    assert [may(who, Permission.ACCOUNT, site) for who in (None, "lea", "ada")] == [False, True, True]
    assert [may(who, Permission.ADMINISTER, site) for who in (None, "lea", "ada")] == [False, False, True]
    assert [may(who, Permission.VIEW, lea) for who in (None, "lea", "ada", "omar")] == [False, True, True, False]
    assert [may(who, Permission.EDIT, lea) for who in (None, "lea", "ada", "omar")] == [False, True, False, False]
    for folder in (site.people, site.entities, site.blueprints):
        assert [may(who, Permission.VIEW, folder) for who in (None, "lea", "ada")] == [False, False, True]
