"""Networks opened from blueprints, as whoever runs the site does: the last button, with the commit that waits for the disk (M13)."""

import time
from statistics import median

from mobee_pyr.content.blueprint import shipped
from mobee_pyr.content.names import slug
from mobee_pyr.passwords import DEMONSTRATION
from tests.bench.client import Client

ADMINISTRATOR = "ada@example.org"
TIMES = 3
"""Networks of each blueprint."""


def milliseconds(port: int) -> float:
    """From the last button to its answer, in the middle."""
    client = Client(port)
    client.sign_in(ADMINISTRATOR, DEMONSTRATION)
    token = client.token("/network-new?step=name")
    return median(_opened(client, token, source, number) for number in range(TIMES) for source in shipped())


def _opened(client: Client, token: str, source: str, number: int) -> float:
    title = f"{source.replace('_', ' ')} {number}"
    for step, said in (
        ("name", {"title": title}),
        ("model", {"__start__": "source:rename", "form-source": source, "__end__": "source:rename"}),
    ):
        status = client.post(f"/network-new?step={step}", csrf_token=token, **said)
        assert status == 303, f"{step}: {status}"
    before = time.perf_counter()
    status = client.post("/network-new?step=check", csrf_token=token, open="yes")
    assert status == 303, status
    spent = (time.perf_counter() - before) * 1000
    client.page(f"/{slug(title)}")
    return spent
