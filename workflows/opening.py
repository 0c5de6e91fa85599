"""A network opens: everything that was said about it, in one deed (M10, M12, M13)."""

from collections.abc import Mapping
from typing import NamedTuple

from mobee_pyr.content import capacities, hosts, tree
from mobee_pyr.content.blueprint import Blueprint, packaged, shipped
from mobee_pyr.content.capacities import Chosen
from mobee_pyr.content.logo import Logo
from mobee_pyr.content.network import Network
from mobee_pyr.content.shade import Shade
from mobee_pyr.content.site import Site
from mobee_pyr.workflows import engine
from mobee_pyr.workflows.act import Act


class Wanted(NamedTuple):
    """``source`` names the blueprint's packaged file, ``name`` is the first part of the address."""

    title: str
    name: str
    source: str
    dedicated: bool
    summary: str = ""
    accent: str = "honey"
    shade: Shade | None = None
    logo: Logo | None = None
    languages: tuple[str, ...] = ()
    capacities: Chosen | None = None
    host: str = ""


def sources(site: Site) -> Mapping[str, str]:
    """The models to begin from: source → title; those of the site first said as the site calls them."""
    here = {node.source: node.title for node in site.blueprints.inside("blueprint") if isinstance(node, Blueprint)}
    return {source: here.get(source, packaged(source)["title"]) for source in sorted(shipped(), key=_order)}


def _order(source: str) -> tuple[bool, str]:
    """The plainest one first."""
    return source != "thematic_shared", source


def blueprint_of(site: Site, source: str) -> Blueprint:
    """The site's blueprint of that packaged file; one that came with a newer program is added when it is first used."""
    for node in site.blueprints.inside("blueprint"):
        if isinstance(node, Blueprint) and node.source == source:
            return node
    return tree.add(site.blueprints, Blueprint(packaged(source)["title"], source), source.replace("_", "-"))


def open_network(act: Act, wanted: Wanted) -> Network:
    """Make the network and open it. Raises `names.NameTaken`, `names.NameRefused`, `hosts.HostTaken`."""
    blueprint = blueprint_of(act.site, wanted.source)
    network = Network(wanted.title.strip(), wanted.dedicated, blueprint.oid, act.who, act.now)
    network.blueprint_version = blueprint.newest
    network.summary, network.accent, network.shade = wanted.summary.strip(), wanted.accent, wanted.shade
    network.logo, network.languages = wanted.logo, wanted.languages
    tree.add(act.site, network, wanted.name, by=act.who)
    if wanted.host:
        hosts.give(act.site, network, wanted.host)
    if wanted.capacities is not None:
        capacities.keep(network, wanted.capacities)
    engine.begin(act, network)
    engine.fire(act, network, "open")
    return network
