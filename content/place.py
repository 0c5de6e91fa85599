"""Where something happens, and where something was found."""

from datetime import datetime
from typing import NamedTuple

from mobee_pyr.content import communes


class Place(NamedTuple):
    """A place in France or elsewhere; degrees are WGS 84, ``None`` when unknown."""

    city: str = ""
    postcode: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None


def located(city: str, postcode: str = "", address: str = "") -> Place:
    """A place as people write it, on the map where its commune is known: by its postcode and name, else by its name alone."""
    meant = communes.named(f"{postcode} {city}".strip()) or communes.named(city) if city or postcode else None
    return Place(city, postcode, address, *((None, None) if meant is None else (meant.latitude, meant.longitude)))


class Provenance(NamedTuple):
    """The publisher that a node was imported from, its id there, and when it was last read."""

    publisher: str
    id: str
    read: datetime
    url: str = ""
