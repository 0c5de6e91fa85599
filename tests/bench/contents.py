"""The table of what stands in one organisation, thousands of missions, as its référent pages, sorts and narrows it; beside the floor."""

from itertools import cycle, product
from pathlib import Path
from statistics import median

from mobee_pyr.commands.data_folder import DataFolder
from mobee_pyr.content import tree
from mobee_pyr.content.access import Role
from mobee_pyr.content.membership import Grant
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import by_mail
from mobee_pyr.content.site import Site
from mobee_pyr.passwords import DEMONSTRATION
from mobee_pyr.workflows import engine
from mobee_pyr.workflows.act import Act
from tests.bench import served
from tests.bench.client import Client, rate
from tests.bench.reading import FLOOR_PAGE, ROUNDS, SECONDS

BODY, WHO = "maison-pleine", "keeper@example.org"
SORTS = ("title", "kind", "state", "change", "author")
WORDS = ("relire", "peindre", "porter", "chanter", "compter", "planter", "coudre", "filmer")


def measure(folder: Path, size: int, floor_port: int) -> dict[str, float]:
    """The ratio of pages that were never asked for before: the first ones, the last ones and those in the middle, in every order."""
    data = folder / f"contents-{size}"
    served.grow(data, 0)
    served.add_person(data, WHO)
    with DataFolder(data).changing() as run:
        run(lambda site: _fill(site, size))
    with served.mobee(data) as (port, _seconds, _process):
        client, bare = Client(port), Client(floor_port)
        client.sign_in(WHO, DEMONSTRATION)
        asked, floor = cycle(_addresses(size)), cycle(FLOOR_PAGE.format(number) for number in range(1000))
        first = client.page(f"/culture/{BODY}/contents")
        assert first.count(b'id="row-') == 25, "the table is not full"
        ratios = []
        for _round in range(ROUNDS):
            bare_rate = rate(lambda: bare.page(next(floor)), SECONDS)
            ratios.append(rate(lambda: client.page(next(asked)), SECONDS) / bare_rate)
    return {"contents": median(ratios)}


def _addresses(size: int) -> list[str]:
    """More pages than are asked for, each once."""
    last = size // 25
    numbers = [*range(1, 9), *range(last // 2, last // 2 + 8), *range(last - 7, last + 1)]
    plain = [f"?page={number}&sort={sort}{down}" for number, sort, down in product(numbers, SORTS, ("", "&down=1"))]
    narrowed = [f"?words={word}&stage=mission.{state}&page={page}" for word, state, page in product(WORDS, ("draft", "published"), range(1, 6))]
    return [f"/culture/{BODY}/contents{query}" for pair in zip(plain, cycle(narrowed), strict=False) for query in pair]


def _fill(site: Site, count: int) -> None:
    act, network, person = Act(site), site["culture"], by_mail(site, WHO)
    entity: int = next(iter(site.entities.inside())).oid
    body = tree.add(network, Organisation("Maison pleine", entity, frozenset(("asks",))), BODY)
    engine.begin(act, body)
    engine.enter(act, body, "active", "bench")
    assert person is not None
    site.membership.grant(person.id, Grant(Role.REFERENT, body.oid))
    for number in range(count):
        mission = tree.add(body, Mission(f"{WORDS[number % len(WORDS)].title()} numéro {number}", person.id), f"mission-{number}")
        engine.begin(act, mission)
        if number % 3:
            engine.enter(act, mission, "published", "bench")
