"""What of a network's plain content a reader finds listed: exactly what they may open; and who may be named as a contact."""

from datetime import date
from typing import cast

from mobee_pyr.content import names, tree
from mobee_pyr.content.access import Role
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.content.publication import KINDS, Publication, publications
from mobee_pyr.content.site import site_of
from mobee_pyr.workflows import access
from mobee_pyr.workflows.access import Reader

CONTACTS = (Role.MANAGER, Role.QUALIFIER, Role.EDITOR)
"""Those who may be shown as people to contact: the network's own team."""


def listed(who: Reader, within: Node) -> list[Publication]:
    """The publications right inside a network or a section: news by its day, the latest first, the rest by title."""
    found = [cast(Publication, node) for node in access.visible(who, within.inside(*KINDS))]
    found.sort(key=lambda node: names.slug(node.title))
    return sorted(found, key=_latest_news_first)


def everything(who: Reader, within: Node) -> list[Publication]:
    """The same with all beneath, by title."""
    return sorted(
        (cast(Publication, node) for node in access.visible(who, publications(within))), key=lambda node: (names.slug(node.title), node.oid)
    )


def latest_news(who: Reader, network: Network, most: int) -> list[Publication]:
    """The latest that this reader may open, wherever in the network it stands, and that is published."""
    found = (node for node in publications(network) if node.type_name == "news" and node.state == "published")
    return sorted((cast(Publication, node) for node in access.visible(who, found)), key=_latest_news_first)[:most]


def menu(who: Reader, network: Network) -> list[Publication]:
    """What the menu leads this reader to, in its order; what was binned, or stands elsewhere by now, is left out."""
    site = site_of(network)
    found = (site.node(oid) for oid in network.menu)
    standing = (node for node in found if isinstance(node, Publication) and not tree.is_deleted(node))
    return [cast(Publication, node) for node in access.visible(who, standing)]


def contacts(network: Network, day: date) -> list[Person]:
    """The team of a network, by name: those whom its home page may name."""
    site = site_of(network)
    ids = {who for role in CONTACTS for who in site.membership.holders(role, network.oid, day)}
    people = (by_id(site, who) for who in ids)
    return sorted((person for person in people if person is not None and not person.blocked), key=lambda person: names.slug(person.title))


def _latest_news_first(node: Publication) -> tuple[int, float]:
    if node.type_name != "news":
        return (1, 0.0)
    return (0, -(node.published or node.created).timestamp())
