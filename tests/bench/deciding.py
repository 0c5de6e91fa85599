"""Answers from À traiter: one tap each, with so many things open on that person's list; a commit that waits for the disk, and a letter."""

from pathlib import Path
from statistics import median

from mobee_pyr.commands.data_folder import DataFolder
from mobee_pyr.content import tree
from mobee_pyr.content.access import Role
from mobee_pyr.content.application import Application
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Person, by_mail, change_mail
from mobee_pyr.content.site import Site
from mobee_pyr.passwords import DEMONSTRATION
from mobee_pyr.workflows import engine, yes
from mobee_pyr.workflows.act import Act
from tests.bench import served
from tests.bench.client import Client
from tests.bench.turns import rate

DECIDERS = tuple(f"decider-{number}@example.org" for number in range(4))
PEOPLE = 100
"""Who applied to each mission."""

ROUNDS = 6
EACH_TIME = 100
"""Answers in one turn, be it of one person or of four together."""

BODY = "maison-occupee"


class Decider:
    """Says yes to one thing after the other."""

    def __init__(self, port: int, mail: str, open_: list[str]) -> None:
        self.client = Client(port)
        self.client.sign_in(mail, DEMONSTRATION)
        self.token = self.client.token("/to-do")
        self.open = open_
        self.made = 0

    def decide(self, times: int) -> None:
        """So many answers, each acknowledged."""
        for _time in range(times):
            status = self.client.post("/to-do", csrf_token=self.token, one=self.open.pop())
            assert status == 303, status
            self.made += 1


def measure(folder: Path, size: int) -> dict[str, float]:
    """Answers a second by one person and by four, in turns, with about ``size`` things open all the time."""
    data = folder / f"deciding-{size}"
    served.grow(data, 0)
    for mail in DECIDERS:
        served.add_person(data, mail)
    with DataFolder(data).changing() as run:
        open_ = run(lambda site: _fill(site, size + 2 * ROUNDS * EACH_TIME))
    with served.mobee(data) as (port, _seconds, _process):
        people = [Decider(port, mail, open_[number :: len(DECIDERS)]) for number, mail in enumerate(DECIDERS)]
        alone, together = [], []
        for number in range(ROUNDS):
            alone.append(_rate([people[number % len(people)]]))
            together.append(_rate(people))
    made, kept = sum(person.made for person in people), _accepted(data)
    assert kept == made, f"{made} answers were acknowledged, {kept} are in the tree"
    served.check(data)
    print(f"also: answers@{size} {made} acknowledged, {kept} in the tree afterwards", flush=True)
    return {"decide_1": median(alone), "decide_4": median(together)}


def _fill(site: Site, count: int) -> list[str]:
    """Applications that all wait for the same référents; what each one's button would send."""
    act, network = Act(site), site["culture"]
    body = tree.add(network, Organisation("Maison occupée", _entity(site), frozenset(("asks",))), BODY)
    engine.begin(act, body)
    engine.enter(act, body, "active", "bench")
    for mail in DECIDERS:
        person = by_mail(site, mail)
        assert person is not None
        site.membership.grant(person.id, Grant(Role.REFERENT, body.oid))
    people = [_person(site, number) for number in range(PEOPLE)]
    missions = [_mission(act, body, number) for number in range(-(-count // PEOPLE))]
    made = [_apply(act, mission, person) for mission in missions for person in people][:count]
    return [f"{node.oid}.{yes.mark(node)}" for node in made]


def _entity(site: Site) -> int:
    entity: int = next(iter(site.entities.inside())).oid
    return entity


def _person(site: Site, number: int) -> Person:
    person = tree.add(site.people, Person(f"Personne {number}", f"person-{number}@example.org"), f"person-{number}")
    change_mail(site, person, person.mail)
    return person


def _mission(act: Act, body: Organisation, number: int) -> Mission:
    mission = tree.add(body, Mission(f"Mission {number}"), f"mission-{number}")
    mission.places = None
    engine.begin(act, mission)
    engine.enter(act, mission, "published", "bench")
    return mission


def _apply(act: Act, mission: Mission, person: Person) -> Application:
    node = tree.add(mission, Application(person.title, person.id, "Comptez sur moi."), person.id)
    engine.begin(act, node)
    return node


def _accepted(data: Path) -> int:
    with DataFolder(data).reading() as site:
        missions = site["culture"][BODY].inside("mission")
        return sum(node.state == "accepted" for mission in missions for node in mission.inside("application"))


def _rate(people: list[Decider]) -> float:
    return rate(people, [person.decide for person in people], EACH_TIME)
