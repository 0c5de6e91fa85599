"""Every site keeps one index of identifiers: a SIREN, an RNA, a publisher's id → the node that has it.

Trees written before it existed have none (or an empty one): it is made from what the nodes themselves say.
"""

from BTrees.OOBTree import OOBTree

from mobee_pyr.content.legal_entity import LegalEntity
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.network import network_of
from mobee_pyr.content.site import Site
from mobee_pyr.importing.keys import mission_key


def evolve(site: Site) -> None:
    """Make the index if it is missing, and enter every node that is not in it; what is there stays."""
    if getattr(site, "identifiers", None) is None:
        site.identifiers = OOBTree()
    for node in site.nodes.values():
        for key in _keys(node):
            site.identifiers.setdefault(key, node.oid)


def _keys(node: object) -> list[str]:
    if isinstance(node, LegalEntity):
        return [f"siren:{node.siren}"] * bool(node.siren) + [f"rna:{node.rna}"] * bool(node.rna)
    if isinstance(node, Mission) and node.provenance is not None:
        network = network_of(node)
        return [] if network is None else [mission_key(network.oid, node.provenance.publisher, node.provenance.id)]
    return []
