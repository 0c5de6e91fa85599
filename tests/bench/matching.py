"""« Pour vous », made anew for one profile after the other: what the server takes for the page, in milliseconds."""

import time
from statistics import median

from mobee_pyr.passwords import DEMONSTRATION
from tests.bench.client import Client

ROUNDS = 40
WISHES = ("culture", "environment", "sports", "health", "education", "solidarity")


def milliseconds(port: int) -> float:
    """The median: each time the profile has changed, so that nothing that was found before helps."""
    client = Client(port)
    client.sign_in("jeanne@example.org", DEMONSTRATION)
    token, taken = client.token("/profile-wishes"), []
    for number in range(ROUNDS):
        wish = WISHES[number % len(WISHES)]
        fields = {"csrf_token": token, "__start__": "causes:sequence", "checkbox": wish, "__end__": "causes:sequence", "save": "save"}
        status = client.post("/profile-wishes", **fields)
        assert status == 303, f"/profile-wishes: {status}"
        begun = time.perf_counter()
        page = client.page("/for-you")
        taken.append((time.perf_counter() - begun) * 1000)
        assert b'class="fit"' in page, "nothing fits"
    return median(taken)
