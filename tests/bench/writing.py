"""Applications: each a form sent, a commit that waits for the disk, and letters to whom it concerns."""

from pathlib import Path
from statistics import median

from mobee_pyr.commands.data_folder import DataFolder
from mobee_pyr.content.application import Application
from mobee_pyr.passwords import DEMONSTRATION
from tests.bench.client import Client
from tests.bench.reading import missions
from tests.bench.turns import rate

VOLUNTEERS = tuple(f"volunteer-{number}@example.org" for number in range(4))
ROUNDS = 8
EACH_TIME = 100
"""Applications in one turn, be it of one client or of four together."""

PAGES = 30
"""Of the list, from which each takes missions; each applies once to each."""

OPEN_TO_ALL = "time_basis=own"
"""Missions on one's own time: nobody here has an employer."""

MOTIVATION = "J’aime ce quartier et je sais me servir d’un marteau : comptez sur moi."


class Volunteer:
    """Applies to one mission after the other."""

    def __init__(self, port: int, mail: str, wanted: list[str]) -> None:
        self.client = Client(port)
        self.client.sign_in(mail, DEMONSTRATION)
        self.wanted = iter(wanted)
        self.token = self.client.token(f"{wanted[0]}/apply")
        self.made = 0

    def apply(self, times: int) -> None:
        """So many applications, each acknowledged."""
        for _time in range(times):
            mission = next(self.wanted)
            status = self.client.post(f"{mission}/apply", csrf_token=self.token, motivation=MOTIVATION, availability="", send="send")
            assert status == 303, f"{mission}: {status}"
            self.made += 1


def figures(port: int) -> tuple[dict[str, float], int]:
    """Applications a second by one client and by four, in turns; and how many were acknowledged."""
    wanted = missions(Client(port), PAGES, OPEN_TO_ALL)
    people = [Volunteer(port, mail, wanted[number * 150 :] + wanted[: number * 150]) for number, mail in enumerate(VOLUNTEERS)]
    alone, together = [], []
    for number in range(ROUNDS):
        alone.append(_rate([people[number % len(people)]]))
        together.append(_rate(people))
    ratio = median(four / one for one, four in zip(alone, together, strict=True))
    found = {"apply_1": median(alone), "apply_4": median(together), "apply_4_to_1": ratio}
    return found, sum(person.made for person in people)


def applications(data: Path) -> int:
    """How many there are in the tree of a site that is not served."""
    with DataFolder(data).reading() as site:
        return sum(isinstance(node, Application) for node in site.nodes.values())


def _rate(people: list[Volunteer]) -> float:
    return rate(people, [person.apply for person in people], EACH_TIME)
