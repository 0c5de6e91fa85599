"""What ``mobee check`` says of host names: a network that says it answers at one is found there."""

from collections.abc import Iterator

from mobee_pyr.content.hosts import network_at
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import path
from mobee_pyr.content.site import Site


def faults(site: Site) -> Iterator[str]:
    """One line a fault; one that came back from the bin after its name was given away is told too."""
    for network in site.inside("network"):
        if isinstance(network, Network) and network.host and network_at(site, network.host) is not network:
            yield f"{path(network)}: says that it answers at {network.host}, and another one does, or none"
