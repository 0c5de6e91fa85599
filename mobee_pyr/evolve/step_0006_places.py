"""Requests whose commune is known stand on the map."""

from mobee_pyr.content.place import located
from mobee_pyr.content.request import Request
from mobee_pyr.content.site import Site


def evolve(site: Site) -> None:
    """Give coordinates to the places that have none; what somebody gave stays."""
    for node in list(site.nodes.values()):
        if isinstance(node, Request) and node.place.latitude is None and (node.place.city or node.place.postcode):
            place = located(node.place.city, node.place.postcode, node.place.address)
            if place.latitude is not None:
                node.place = place
