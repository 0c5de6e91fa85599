"""Host names under which networks answer besides their path (M10)."""

import re

from persistent.mapping import PersistentMapping

from mobee_pyr.content.names import RESERVED
from mobee_pyr.content.network import Network
from mobee_pyr.content.site import Site
from mobee_pyr.content.tree import is_deleted

NAME = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])")

OF_THE_SITE = RESERVED | {"entities", "blueprints", "bin"}
"""What the first part of an address is, on every host, when it leads to a page of the site; all else leads into the host's network."""


class HostTaken(ValueError):
    """Another network answers there, or the site itself."""


def read(text: str) -> str | None:
    """A host name as it is compared; ``None`` for what is none.

    >>> read(" Culture.Example.ORG ")
    'culture.example.org'
    """
    name = text.strip().lower().rstrip(".")
    return name if NAME.fullmatch(name) else None


def network_at(site: Site, host: str) -> Network | None:
    """The network that answers at a host."""
    found = None if site.hosts is None else site.node(site.hosts.get(host))
    return found if isinstance(found, Network) and not is_deleted(found) else None


def give(site: Site, network: Network, host: str, own: str = "") -> None:
    """Let a network answer at a host (empty: at none). ``own``: the site's. Raises `HostTaken`."""
    if host and (host == own or network_at(site, host) not in (None, network)):
        raise HostTaken(host)
    hosts = {name: oid for name, oid in (site.hosts or {}).items() if oid != network.oid}
    site.hosts = PersistentMapping(hosts | ({host: network.oid} if host else {}))
    network.host = host


def shortened(network: Network, path: str) -> str:
    """A path within a network, as it is written on the network's own host; a network's own pages keep the whole."""
    whole = f"/{network.__name__}"
    if path == whole:
        return "/"
    inside = path.removeprefix(whole)
    first = inside[1:].partition("/")[0]
    return path if first in OF_THE_SITE or first == network.__name__ else inside
