"""A network with many items changes a workflow: the page says how far it is, whoever works meanwhile finds the new version (M13, M43)."""

import subprocess
import sys

import pytest
import transaction
from ZODB.POSException import ConflictError

from mobee_pyr import moves
from mobee_pyr.commands.data_folder import DataFolder
from mobee_pyr.content.tree import find
from mobee_pyr.database import ROOT, database, with_site
from mobee_pyr.workflows import library, stragglers, switching
from mobee_pyr.workflows.act import Act
from tests.builders import an_application
from tests.functional.shell import a_demonstration, told
from tests.soak.served import until

SWITCH = "/culture/workflow-switch?type=application"
MISSION = "/culture/pierres-vivantes/plan-de-la-nef"
MANY = stragglers.AT_ONCE + 1


@pytest.fixture
def many(site):
    """More applications than are moved at once, and a draft in which « submitted » is called « received »."""
    with site() as tree:
        for number in range(MANY):
            an_application(find(tree, MISSION), f"p{number:03}")
        culture = find(tree, "/culture")
        text = library.packaged_text("application").replace("submitted", "received").replace("Déposée", "Bien reçue")
        culture.drafts = {"application": text}
    return MANY


@pytest.fixture
def go_on(server):
    """``go_on()``: what the server does behind the requests' backs, one batch; how many items are left."""
    return lambda: with_site(database(server.registry), lambda site: moves.go_on(site, server.registry.post))


def written(site):
    with site() as tree:
        return [vars(node)["state"] for node in find(tree, MISSION).inside("application") if node.state]


def test_the_page_says_how_far_it_is_and_then_what_came_of_it(app, another_app, site, sign_in, many, go_on):
    maud = sign_in(app, "maud")
    dry_run = maud.get(SWITCH)
    dry_run.mustcontain(f"{MANY} attendent votre choix")
    page = dry_run.forms[0].submit("switch", value="yes").follow()
    page.mustcontain("Le nouveau parcours est en service", f"0 éléments sur {MANY}", "compte déjà pour tous", no="Annuler ce changement")
    assert page.html.find("noscript").find("meta")["http-equiv"] == "refresh"
    assert set(written(site)) == {"submitted"}
    rose = sign_in(another_app(), "rose")
    rose.get(f"{MISSION}/p300").mustcontain("Bien reçue")
    rose.post(f"{MISSION}/p300/transition", {"name": "accept", "confirmed": "yes", "csrf_token": rose.csrf}, status=303)
    assert go_on() == MANY - 1 - stragglers.BATCH
    maud.get(SWITCH, headers={"HX-Request": "true"}).mustcontain(f"{stragglers.BATCH + 1} éléments sur {MANY}")
    maud.post(SWITCH, {"undo": "0", "csrf_token": maud.csrf}, status=303).follow().mustcontain("encore en cours")
    while go_on():
        pass
    assert maud.get(SWITCH, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    maud.get(SWITCH).mustcontain(f"Éléments repris : {MANY} ; changés d’état : {MANY}", "Annuler ce changement")
    assert sorted(set(written(site))) == ["accepted", "received"]
    maud.post(SWITCH, {"undo": "0", "csrf_token": maud.csrf}, status=303).follow().mustcontain("L’annulation se termine")
    rose.get(f"{MISSION}/p000").mustcontain("Déposée")
    while go_on():
        pass
    maud.get(SWITCH).mustcontain(f"revenus à leur état : {MANY - 1}", "annulé")
    assert sorted(set(written(site))) == ["accepted", "submitted"]


def test_others_are_not_told(app, sign_in, many):
    """Who may not change a workflow sees no progress either."""
    for who in ("rose", "lea"):
        sign_in(app, who).get(SWITCH, status=403)


KILLED = """
import os, signal, sys
from pathlib import Path
from mobee_pyr.commands.data_folder import DataFolder
from mobee_pyr.workflows import stragglers
from mobee_pyr.workflows.act import Act

with DataFolder(Path(sys.argv[1])).changing() as work:
    work(lambda site: stragglers.run(Act(site)))
    def halfway(site):
        stragglers.run(Act(site))
        os.kill(os.getpid(), signal.SIGKILL)
    work(halfway)
"""


def test_what_a_killed_server_left_is_moved_once_by_the_next(tmp_path):
    """Killed with -9 in the middle of a batch: what it had committed stays, the rest comes, nothing twice."""
    data = a_demonstration(tmp_path)

    def begin(site):
        mission = next(node for node in find(site, "/culture/pierres-vivantes").inside("mission") if node.state == "published")
        for number in range(120):
            an_application(mission, f"p{number:03}")
        text = library.packaged_text("application").replace("submitted", "received")
        made = switching.plan(find(site, "/culture"), "application", text)
        made = switching.plan(find(site, "/culture"), "application", text, switching.proposed(made))
        return switching.switch(Act(site), find(site, "/culture"), made, at_once=100).expected

    with DataFolder(data).changing() as work:
        expected = work(begin)
    killed = subprocess.run([sys.executable, "-W", "ignore", "-c", KILLED, str(data)], timeout=60)
    assert killed.returncode == -9
    with DataFolder(data).reading() as site:
        assert find(site, "/culture").moving["application"].waiting == expected - stragglers.BATCH
    told("jobs", "run", data=data)
    with DataFolder(data).reading() as site:
        culture = find(site, "/culture")
        (done,) = culture.switches
        assert (culture.moving, site.moving, done.waiting) == ({}, (), 0) and done.finished is not None
        for oid in done.moved:
            assert [deed.details.get("switched") for deed in site.node(oid).deeds()].count(True) == 1
        assert {vars(node)["state"] for node in map(site.node, done.moved) if node.state} == {"received"}
    told("check", data=data)


def test_two_servers_move_each_item_once(app, server, site, many, sign_in):
    """Both take up the same batch at once: the second commit is refused, and done anew it finds what is left then."""
    sign_in(app, "maud").get(SWITCH).forms[0].submit("switch", value="yes")
    managers = [transaction.TransactionManager(explicit=True) for _server in range(2)]
    for manager in managers:
        manager.begin()
    trees = [database(server.registry).open(manager).root()[ROOT] for manager in managers]
    assert [moves.go_on(tree, server.registry.post) for tree in trees] == [MANY - stragglers.BATCH] * 2
    managers[0].commit()
    with pytest.raises(ConflictError):
        managers[1].commit()
    managers[1].abort()
    for tree in trees:
        tree._p_jar.close()
    mover = moves.Mover(database(server.registry), server.registry.post, poll=0.01)
    mover.start()
    until(lambda: not on_its_way(site), lambda: "the items are still moving")
    mover.stop()
    with site() as tree:
        (done,) = find(tree, "/culture").switches
        assert len(done.moved) == MANY
        for node in find(tree, MISSION).inside("application"):
            assert [deed.details.get("switched") for deed in node.deeds()].count(True) == 1


def on_its_way(site):
    with site() as tree:
        return tree.moving
