"""The places that a network calls by a name of its own: a site, a hall, a quarter, each in a commune (M08)."""

from typing import Any

from mobee_pyr.content import terms
from mobee_pyr.content.network import network_of
from mobee_pyr.content.place import Place, located
from mobee_pyr.content.request import Request

KIND = "places"
"""The vocabulary of them: a line holds besides its label what `WRITTEN` names."""

WRITTEN = ("city", "postcode", "address")


def place(network: Any, name: str) -> Place | None:
    """Where the place of that id is; ``None`` for one that the network does not know."""
    said = _written(network, name)
    return None if said is None else located(*said)


def of(node: Request) -> str:
    """The id of the named place where a request is. One that was since put somewhere else, or came from another network, has none."""
    if not node.named_place:
        return ""
    here = tuple(getattr(node.place, name) for name in WRITTEN)
    return node.named_place if _written(network_of(node), node.named_place) == here else ""


def _written(network: Any, name: str) -> tuple[str, ...] | None:
    line = terms.listing(network, KIND).lines.get(name) if name else None
    return None if line is None or not line.get("city") else tuple(str(line.get(part, "")) for part in WRITTEN)
