"""A crowd of made-up missions, to see how the site fares when it is large. The same every time."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random

from mobee_pyr.content import tree
from mobee_pyr.content.legal_entity import LegalEntity
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import now
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Person, change_mail
from mobee_pyr.content.place import Place
from mobee_pyr.content.site import Site
from mobee_pyr.content.vocabulary import AUDIENCES, DOMAINS, GOALS, MODES, MOMENTS, TIME_BASES
from mobee_pyr.demo import ADDRESS
from mobee_pyr.demo.story import read
from mobee_pyr.workflows import engine
from mobee_pyr.workflows.act import Act

BATCH = 240
PER_ORGANISATION = 20


def add_missions(run: Callable[[Callable[[Site], None]], None], missions: int, progress: Callable[[int], None]) -> None:
    """Spread ``missions`` over the shared networks, in batches."""
    random = Random(2008)
    for first in range(0, missions, BATCH):
        size = min(BATCH, missions - first)
        run(lambda site, first=first, size=size: _batch(site, random, first, size))
        progress(size)


def _batch(site: Site, random: Random, first: int, size: int) -> None:
    networks = [node for node in site.inside("network") if isinstance(node, Network) and not node.dedicated and node.state == "open"]
    for start in range(first, first + size, PER_ORGANISATION):
        number = start // PER_ORGANISATION
        organisation = _organisation(site, networks[number % len(networks)], random, number)
        for _each in range(min(PER_ORGANISATION, first + size - start)):
            _mission(site, organisation, random)


def _organisation(site: Site, network: Network, random: Random, number: int) -> Organisation:
    title = f"Collectif {random.choice(read('crowd')['things']).split(' ', 1)[1]} {number}"
    person = tree.add(site.people, Person(f"Camille {number}", ""))
    change_mail(site, person, f"{person.id}@{ADDRESS}")
    entity = tree.add(site.entities, LegalEntity(title, "association"))
    organisation = tree.add(network, Organisation(title, entity.oid, frozenset(("asks", "brings")), person.id), by=person.id)
    organisation.summary = random.choice(read("crowd")["sentences"])
    site.membership.grant(person.id, Grant("referent", organisation.oid))
    engine.begin(Act(site), organisation)
    engine.enter(Act(site), organisation, "active", "demonstration")
    return organisation


def _mission(site: Site, organisation: Organisation, random: Random) -> None:
    city, postcode, latitude, longitude = random.choice(read("crowd")["places"])
    mission = Mission(f"{random.choice(read('crowd')['deeds'])} {random.choice(read('crowd')['things'])} à {city}", organisation.author)
    mission.summary = random.choice(read("crowd")["sentences"])
    mission.description = "\n\n".join(random.sample(read("crowd")["sentences"], 4))
    mission.domain = random.choice(tuple(DOMAINS))
    mission.mode = random.choice(tuple(MODES))
    mission.skills = tuple(random.sample(read("crowd")["skills"], 2))
    mission.place = Place(city, postcode, "", latitude, longitude)
    mission.starts = now().date() + timedelta(days=random.randrange(5, 200))
    mission.ends = random.choice((None, mission.starts + timedelta(days=random.randrange(0, 60))))
    mission.days = random.choice((0.5, 1, 2, 5, 20))
    mission.format = random.choice(("", "", "", "regular", "event", "team-day", "mentoring"))
    mission.moments = findable(random, MOMENTS, 2)
    mission.audiences = findable(random, AUDIENCES, 3)
    mission.goals = findable(random, GOALS, 2)
    mission.time_basis = random.choice(tuple(TIME_BASES))
    mission.places = random.choice((1, 2, 5, 20))
    tree.add(organisation, mission, by=organisation.author)
    engine.begin(Act(site), mission)
    engine.enter(Act(site), mission, "published", "demonstration")
    mission.published = now() - timedelta(hours=random.randrange(1, 2000))


def findable(random: Random, values: Mapping[str, str], most: int) -> tuple[str, ...]:
    """Some keys of a list, in its order."""
    chosen = random.sample(tuple(values), random.randrange(most + 1))
    return tuple(value for value in values if value in chosen)
