"""Publishing one mission in front of many who wish to be told: a crowd to put into a tree, and what happens until the letters are sent.

``crowd`` makes the people, ``publish`` the mission; ``mobee_pyr.alerts.herald.published`` does what a server does behind requests.
"""

from collections.abc import Callable
from random import Random
from typing import Any

from mobee_pyr.content import skills, tree
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Person
from mobee_pyr.content.place import located
from mobee_pyr.content.profile import Held, Profile
from mobee_pyr.content.site import Site
from mobee_pyr.content.vocabulary import DOMAINS, MOMENTS
from mobee_pyr.workflows import engine, listening
from mobee_pyr.workflows.act import Act

TOWNS = ("Paris", "Lyon", "Marseille", "Lille", "Nantes", "Grenoble", "Toulouse", "Rennes", "Dijon", "Strasbourg")


def crowd(site: Site, first: int, count: int) -> None:
    """So many people, each with three skills, two causes and a town, all of whom wish to be told at once."""
    random, known, act = Random(first), sorted(skills.framework()), Act(site)
    homes = [located(town) for town in TOWNS]
    for number in range(first, first + count):
        person = Person(f"Bénévole {number}", f"benevole-{number}@example.org")
        tree.add(site.people, person, f"benevole-{number}")
        held = tuple(Held(name, random.randint(1, 4)) for name in random.sample(known, 3))
        causes, times = tuple(random.sample(sorted(DOMAINS), 2)), tuple(random.sample(sorted(MOMENTS), 2))
        person.profile = Profile(skills=held, causes=causes, moments=times, home=random.choice(homes), distance=50)
        listening.choose(Act(site, person, act.now), "now", 0)


def publish(site: Site, organisation: Organisation, name: str) -> int:
    """A mission on the spot in Lyon that asks for two skills; its oid."""
    mission = Mission(name, organisation.author)
    first, second = list(skills.framework().values())[:2]
    mission.skills, mission.domain, mission.place = (first.name("fr"), second.name("fr")), "culture", located("Lyon", "69001")
    mission.mode, mission.places = "on_site", 3
    tree.add(organisation, mission, by=organisation.author)
    act = Act(site)
    engine.begin(act, mission)
    engine.enter(act, mission, "published", "bench")
    mission.published = act.now
    listening.publish(act, mission)
    return mission.oid


def in_steps(write: Callable[[Callable[[Site], Any]], Any], count: int, step: int = 1000) -> None:
    """The crowd, in transactions of some thousand people."""
    for first in range(0, count, step):
        write(lambda site, first=first: crowd(site, first, min(step, count - first)))
