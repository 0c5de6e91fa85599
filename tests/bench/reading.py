"""Pages as visitors and volunteers ask for them, each beside the floor: turn by turn, many short turns, the median of their ratios."""

import re
from collections.abc import Callable, Iterator
from itertools import combinations, count, cycle, product
from statistics import median

from mobee_pyr.content.vocabulary import DOMAINS
from mobee_pyr.passwords import DEMONSTRATION
from tests.bench.client import Client, rate

ROUNDS = 9
SECONDS = 0.4
"""The length of one turn."""

FLOOR_PAGE = "/network/organisation/mission-{}"
PER_PAGE = 20
MISSIONS = 200
LISTS = 20
QUESTIONS = 20

WORDS = ("benevoles", "gestes", "materiel", "experience", "habitants", "quartier", "eleves", "public", "journees", "metier", "horaires")
"""Words of the made-up missions, without their accents, as people type them."""

Work = Callable[[], object]


def figures(port: int, floor_port: int) -> dict[str, float]:
    """The ratios; those named ``…_rendered`` are of pages that were never asked for before, so that nothing is kept of them."""
    return beside_the_floor(_works(port), floor_port)


def beside_the_floor(works: dict[str, Work], floor_port: int) -> dict[str, float]:
    """The median ratio of each."""
    bare = Client(floor_port)
    floor = asking(bare, (FLOOR_PAGE.format(number) for number in range(1000)))
    ratios: dict[str, list[float]] = {name: [] for name in works}
    floors: list[float] = []
    for _round in range(ROUNDS):
        for name, work in works.items():
            floors.append(rate(floor, SECONDS))
            ratios[name].append(rate(work, SECONDS) / floors[-1])
    first = next(iter(works))
    print(f"also: floor {median(floors):.0f} requests/s, {first} {median(ratios[first]) * median(floors):.0f}", flush=True)
    return {name: median(found) for name, found in ratios.items()}


def _works(port: int) -> dict[str, Work]:
    visitor, known = Client(port), Client(port)
    known.sign_in("jeanne@example.org", DEMONSTRATION)
    pages = missions(visitor, MISSIONS // PER_PAGE)
    lists = [f"/bourse?page={number + 1}" for number in range(LISTS)]
    questions = list(_questions())
    assert b'class="tile' in visitor.page(questions[0]), f"{questions[0]} finds nothing"
    return {
        "page": asking(visitor, pages),
        "page_signed_in": asking(known, pages),
        "listing": asking(visitor, lists),
        "search": asking(visitor, questions[:QUESTIONS]),
        "page_rendered": asking_anew(visitor, pages),
        "page_signed_in_rendered": asking_anew(known, pages),
        "listing_rendered": asking_anew(visitor, _lists()),
        "search_rendered": asking_anew(visitor, questions),
    }


def missions(visitor: Client, pages: int, among: str = "") -> list[str]:
    """The addresses of the latest missions, from so many pages of the list; ``among``: a query that narrows it."""
    found: list[str] = []
    for number in range(pages):
        body = visitor.page(f"/bourse?{among}&page={number + 1}").decode()
        found += re.findall(r'href="(/[a-z0-9-]+/collectif-[a-z0-9-]+/[a-z0-9-]+)"', body)
    assert len(found) > PER_PAGE * pages * 0.9, f"{len(found)} missions on {pages} pages"
    return list(dict.fromkeys(found))


def _lists() -> Iterator[str]:
    """More lists than the server remembers answers."""
    for page, network, room, sort in product(range(1, 16), ("culture", "environnement", "sports"), ("", "left"), ("", "date")):
        for state in ("", "all"):
            for mode in ("", "on_site", "online"):
                yield f"/bourse?page={page}&network={network}&room={room}&sort={sort}&state={state}&mode={mode}"


def _questions() -> Iterator[str]:
    """Two words and two facets, all different."""
    for (first, second), domain, mode in product(combinations(WORDS, 2), DOMAINS, ("on_site", "online")):
        yield f"/bourse?words={first}+{second}&domain={domain}&mode={mode}"


def asking(client: Client, paths: Iterator[str] | list[str]) -> Work:
    """Ask for one after the other, over and over; all were asked for once."""
    known = list(paths)
    for path in known:
        client.page(path)
    turn = cycle(known)
    return lambda: client.page(next(turn))


def asking_anew(client: Client, paths: Iterator[str] | list[str]) -> Work:
    """Likewise, but each time at an address that was never asked for."""
    turn, number = cycle(list(paths)), count()

    def work() -> object:
        path = next(turn)
        return client.page(f"{path}{'&' if '?' in path else '?'}n={next(number)}")

    return work
