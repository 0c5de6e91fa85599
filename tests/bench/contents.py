"""The table of what stands in one organisation, thousands of missions, as its référent pages, sorts and narrows it; beside the floor."""

from itertools import cycle, product
from pathlib import Path

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
from tests.bench.client import Client
from tests.bench.reading import asking, asking_anew, beside_the_floor

BODY, WHO = "maison-pleine", "keeper@example.org"
SIZE = 20
ASKED = 100
"""Pages that are asked for over and over."""

SORTS = ("title", "kind", "state", "change", "author")
WORDS = ("relire", "peindre", "porter", "chanter", "compter", "planter", "coudre", "filmer")


def measure(folder: Path, size: int, floor_port: int) -> dict[str, float]:
    """The ratios: the first pages, the last ones and those in the middle, in every order; ``…_rendered``: never asked for before."""
    data = folder / f"contents-{size}"
    served.grow(data, 0)
    served.add_person(data, WHO)
    with DataFolder(data).changing() as run:
        run(lambda site: _fill(site, size))
    with served.mobee(data) as (port, _seconds, _process):
        client = Client(port)
        client.sign_in(WHO, DEMONSTRATION)
        assert client.page(f"/culture/{BODY}/contents").count(b'id="row-') == SIZE, "the table is not full"
        addresses = _addresses(size)
        works = {"contents": asking(client, addresses[:ASKED]), "contents_rendered": asking_anew(client, addresses)}
        return beside_the_floor(works, floor_port)


def _addresses(size: int) -> list[str]:
    """More pages than are asked for, each once."""
    last = size // SIZE
    numbers = [*range(1, 9), *range(last // 2, last // 2 + 8), *range(last - 7, last + 1)]
    plain = [f"?page={number}&sort={sort}{down}" for number, sort, down in product(numbers, SORTS, ("", "&down=1"))]
    narrowed = [
        f"?words={word}&stage=mission.{state}&page={page}" for word, state, page in product(WORDS, ("draft", "published"), range(1, 6))
    ]
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
