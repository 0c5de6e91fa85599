"""Where something happens, and where something was found."""

from datetime import datetime
from typing import NamedTuple


class Place(NamedTuple):
    """A place in France or elsewhere; degrees are WGS 84, ``None`` when unknown."""

    city: str = ""
    postcode: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None


class Provenance(NamedTuple):
    """The publisher that a node was imported from, its id there, and when it was last read."""

    publisher: str
    id: str
    read: datetime
    url: str = ""
