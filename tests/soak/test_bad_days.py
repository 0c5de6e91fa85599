"""Bad days (D4): the server is killed in the middle of a burst; two people decide at once; the last place is taken twice.

A short slice runs with the other tests; ``make soak MINUTES=30`` goes on killing for half an hour.
"""

import os
import random
import threading
import time
from contextlib import ExitStack, closing
from http.client import HTTPConnection

import pytest
import transaction
from ZODB.POSException import ConflictError

from mobee_pyr.commands.data_folder import DataFolder
from mobee_pyr.content import tree
from mobee_pyr.content.person import by_id
from mobee_pyr.database import ROOT
from mobee_pyr.passwords import Passwords
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.engine import TransitionRefused, fire
from tests.builders import a_mission, a_network, a_person, an_application, an_organisation
from tests.functional.shell import in_a_process, mobee, opened, refused, told
from tests.soak.served import Browser, Gone, at_once, free_port, served, until

pytestmark = pytest.mark.soak

MINUTES = float(os.environ.get("MOBEE_SOAK_MINUTES", "0"))
PASSWORD = "trois petits pois verts"
VOLUNTEERS, MISSIONS = 6, 30 + int(60 * MINUTES)
STONES = "/culture/pierres-vivantes"


@pytest.fixture
def data(tmp_path):
    """A site with one association, its two référents, missions, and volunteers; everybody has the same password."""
    data = tmp_path / "site"
    told("init", "--admin-mail", "ada@example.org", data=data, MOBEE_PASSWORD=PASSWORD)
    with opened(data) as run:
        run(_grow)
    return data


def _grow(site):
    network = a_network(site, manager="maud")
    stones = an_organisation(network, referent=["rose", "rania"])
    for number in range(MISSIONS):
        a_mission(stones, f"mission-{number}", places=None)
    contested = a_mission(stones, "une-place", places=1)
    an_application(contested, by="noe")
    an_application(contested, by="iris")
    for number in range(VOLUNTEERS):
        a_person(site, f"volunteer-{number}")
    kept = Passwords().hash(PASSWORD)
    for person in site.people.inside("person"):
        person.password = kept


def signed_in(port, name):
    browser = Browser(port)
    browser.sign_in(f"{name}@example.org", PASSWORD)
    return browser


class Volunteer(threading.Thread):
    """Applies to one mission after the other, and remembers what the server has acknowledged."""

    def __init__(self, port, name, seed, done=()):
        super().__init__(name=name)
        self.browser = signed_in(port, name)
        order = random.Random(seed).sample(range(MISSIONS), MISSIONS)
        self.missions = [mission for mission in (f"{STONES}/mission-{number}" for number in order) if f"{mission}/{name}" not in done]
        self.acknowledged, self.fault = [], ""

    def run(self):
        try:
            for mission in self.missions:
                self.apply(mission)
        except Gone:
            return

    def apply(self, mission):
        answer = self.browser.post(f"{mission}/apply", motivation="Je sais faire.", availability="", time_basis="own", send="send")
        if answer.status == 303:
            self.acknowledged.append(f"{mission}/{self.name}")
        elif "déjà candidaté" not in answer.text:
            self.fault = f"{answer.status}: {answer.text[:2000]}"


def a_burst(data, port, rounds, seed, done):
    """Serve, let all volunteers apply, and kill the server once ``rounds`` more applications are acknowledged; which these are."""
    with served(data, port) as server:
        volunteers = [Volunteer(port, f"volunteer-{number}", seed + number, done) for number in range(VOLUNTEERS)]
        for volunteer in volunteers:
            volunteer.start()
        acknowledged = lambda: [path for volunteer in volunteers for path in volunteer.acknowledged]  # noqa: E731
        idle = lambda: not any(volunteer.is_alive() for volunteer in volunteers)  # noqa: E731
        until(lambda: len(acknowledged()) >= rounds or idle(), lambda: f"{len(acknowledged())} acknowledged")
        server.kill()
        for volunteer in volunteers:
            volunteer.join()
            assert not volunteer.fault
        return acknowledged()


def prove(data, port, acknowledged):
    """After a new start: everything acknowledged is there, the index follows, and all is consistent."""
    with served(data, port) as server:
        browser = Browser(port)
        until(lambda: '"index_follows": true' in browser.get("/healthz").text, lambda: browser.get("/healthz").text)
        until(lambda: "behind: 0 " in mobee("index", "status", data=data).stdout, lambda: "the index is late")
        with DataFolder(data).reading() as site:
            lost = [path for path in acknowledged if tree.find(site, path) is None]
        assert not lost, f"{len(lost)} of {len(acknowledged)} acknowledged applications are lost: {lost}"
        assert "everything is consistent" in told("check", data=data)
        assert server.stop() == 0
    assert "everything is consistent" in told("check", data=data)


def test_a_killed_server_loses_nothing_that_it_acknowledged(data):
    port, acknowledged, began, seed = free_port(), [], time.monotonic(), 0
    while True:
        acknowledged += a_burst(data, port, random.Random(seed).randint(5, 40), seed, set(acknowledged))
        assert acknowledged
        prove(data, port, acknowledged)
        seed += 1
        if time.monotonic() - began > MINUTES * 60 or len(acknowledged) > (VOLUNTEERS - 1) * MISSIONS:
            break


def test_a_backup_made_in_a_burst_is_whole(data, tmp_path):
    port = free_port()
    with served(data, port):
        volunteers = [Volunteer(port, f"volunteer-{number}", number) for number in range(3)]
        for volunteer in volunteers:
            volunteer.start()
        told("backup", tmp_path / "copy.tar.gz", data=data)
        for volunteer in volunteers:
            volunteer.join()
            assert not volunteer.fault and len(volunteer.acknowledged) == MISSIONS
    told("restore", tmp_path / "copy.tar.gz", data=tmp_path / "new")
    assert "everything is consistent" in told("check", data=tmp_path / "new")


def test_commands_that_write_say_who_serves_the_site(data):
    port = free_port()
    with served(data, port) as server:
        assert f"is being served by process {server.process.pid}" in in_a_process("serve", data=data)[1]
        for words in (["user", "password", "rose@example.org"], ["evolve"], ["network", "add", "x", "--title", "X"]):
            said = refused(*words, data=data)
            assert f"is being served by process {server.process.pid} at http://localhost:{port}" in said and "kill" in said
        assert f"process {server.process.pid}" in refused("index", "rebuild", data=data)
        assert server.stop() == 0
    assert not (data / "server.pid").exists()
    assert "Stopped." in server.log.read_text()
    told("user", "password", "rose@example.org", data=data)


def test_a_port_in_use_is_told(data, tmp_path):
    port = free_port()
    with served(data, port):
        told("init", "--demo", data=tmp_path / "other")
        code, said = in_a_process("serve", "--port", port, data=tmp_path / "other")
        assert code == 1 and f"port {port}: another program listens there" in said


def test_two_referents_decide_at_once_over_http(data):
    """One wins; the other reads who decided, and when."""
    port = free_port()
    with served(data, port):
        names = {"rose": "Rose", "rania": "Rania"}
        browsers = {name: signed_in(port, name) for name in names}
        answers = dict(
            zip(
                names,
                at_once(*(lambda b=b: b.post(f"{STONES}/une-place/noe/transition", **ACCEPT) for b in browsers.values())),
                strict=True,
            )
        )
    assert sorted(answer.status for answer in answers.values()) == [303, 409]
    winner = next(name for name, answer in answers.items() if answer.status == 303)
    refusal = next(answer.text for answer in answers.values() if answer.status == 409)
    assert f"{names[winner]} a déjà répondu le " in refusal
    with DataFolder(data).reading() as site:
        deeds = [(deed.who, deed.what) for deed in tree.find(site, f"{STONES}/une-place/noe").deeds() if "target" in deed.details]
    assert deeds[0] == (winner, "accept") and [what for _who, what in deeds].count("accept") == 1
    assert "everything is consistent" in told("check", data=data)


ACCEPT = {"name": "accept", "reason": "Bienvenue !"}


def test_the_last_place_is_taken_once_over_http(data):
    """Two acceptances at once: one is accepted, the other is on the waiting list."""
    port = free_port()
    with served(data, port):
        rose, rania = signed_in(port, "rose"), signed_in(port, "rania")
        answers = at_once(
            lambda: rose.post(f"{STONES}/une-place/noe/transition", **ACCEPT),
            lambda: rania.post(f"{STONES}/une-place/iris/transition", **ACCEPT),
        )
    assert [answer.status for answer in answers] == [303, 303]
    with DataFolder(data).reading() as site:
        mission = tree.find(site, f"{STONES}/une-place")
        assert sorted(application.state for application in mission.inside()) == ["accepted", "waiting_list"]
        assert (mission.places_taken, mission.places_left) == (1, 0)
    assert "everything is consistent" in told("check", data=data)


# without the process's own turn-taking: two processes on one database server ----------------------------------------------


def two_at_once(data, deeds):
    """Both read the same snapshot, both write; the one refused by the database tries again, as `pyramid_retry` does."""
    with DataFolder(data).database() as db:
        managers = [transaction.TransactionManager(explicit=True) for _deed in deeds]
        connections = []
        for manager in managers:
            manager.begin()
            connections.append(db.open(transaction_manager=manager))
        outcomes = []
        for connection, deed in zip(connections, deeds, strict=True):
            deed(connection.root()[ROOT])
        for manager, connection, deed in zip(managers, connections, deeds, strict=True):
            try:
                manager.commit()
                outcomes.append("done")
            except ConflictError:
                manager.abort()
                manager.begin()
                outcomes.append(_again(deed, connection.root()[ROOT], manager))
        for connection in connections:
            connection.close()
        return outcomes


def _again(deed, site, manager):
    try:
        deed(site)
    except TransitionRefused as refused:
        manager.abort()
        return str(refused.message.interpolate())
    manager.commit()
    return "done again"


def accepting(who, applicant):
    return lambda site: fire(Act(site, by_id(site, who)), tree.find(site, f"{STONES}/une-place/{applicant}"), "accept")


def test_two_processes_decide_at_once(data):
    outcomes = two_at_once(data, [accepting("rose", "noe"), accepting("rania", "noe")])
    assert outcomes[0] == "done" and outcomes[1].startswith("Rose a déjà répondu le ")


def test_two_processes_take_the_last_place_at_once(data):
    assert two_at_once(data, [accepting("rose", "noe"), accepting("rania", "iris")]) == ["done", "done again"]
    with DataFolder(data).reading() as site:
        mission = tree.find(site, f"{STONES}/une-place")
        assert sorted(application.state for application in mission.inside()) == ["accepted", "waiting_list"]
        assert mission.places_taken == 1


def test_a_crowd_that_keeps_its_connections_keeps_nobody_out(data):
    """M65: two hundred and fifty browsers read a page each and stay connected; the next one is answered all the same."""
    port = free_port()
    with served(data, port), ExitStack() as crowd:
        for _browser in range(250):
            one = crowd.enter_context(closing(HTTPConnection("127.0.0.1", port, timeout=5)))
            one.request("GET", "/healthz")
            assert one.getresponse().read()
        assert Browser(port).get("/").status == 200
