"""A lane: one content type in one network under one version of its workflow. Every document stands in a lane.

Lists ask for the lanes that are true now, so what was indexed under a workflow that has changed since stays hidden until
it is indexed again.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from hashlib import blake2b

from mobee_pyr.content.blueprint import WORKFLOW, part
from mobee_pyr.content.network import Network
from mobee_pyr.content.publication import KINDS as PUBLICATIONS
from mobee_pyr.content.site import Site
from mobee_pyr.workflows.library import WITH_WORKFLOW, packaged_text, text_of

KINDS = (*(kind for kind in WITH_WORKFLOW if kind != "publication"), *PUBLICATIONS)
"""The content types that have documents: all that stand in a network, and networks themselves."""

WITH_SKILLS = ("mission", "need")
"""The types in whose words skills are recognised."""


def lane(network: Network, kind: str) -> str:
    """``<network's oid>/mission/<version>``; a request's version is also that of the skills that its network adds."""
    workflow = "publication" if kind in PUBLICATIONS else kind
    text, skills = text_of(network, workflow, part(network, WORKFLOW + workflow)), part(network, "skills") if kind in WITH_SKILLS else None
    if skills:
        return f"{network.oid}/{kind}/{_version(f'{text} {sorted(skills.items())}')}"
    return f"{network.oid}/{kind}/{_packaged(workflow) if text is None else _version(text)}"


def lanes(networks: Iterable[Network], kinds: Iterable[str] = KINDS) -> list[str]:
    """The lanes that are true now for some networks and types."""
    wanted = tuple(kinds)
    return [lane(network, kind) for network in networks for kind in wanted]


def networks_of(site: Site) -> Iterator[Network]:
    """Every network that stands in the site (not those in the bin)."""
    for node in site.inside("network"):
        if isinstance(node, Network):
            yield node


@cache
def _packaged(kind: str) -> str:
    return _version(packaged_text(kind))


@lru_cache(maxsize=256)
def _version(text: str) -> str:
    return blake2b(text.encode(), digest_size=6).hexdigest()
