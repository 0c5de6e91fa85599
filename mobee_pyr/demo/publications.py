"""What the networks of the demonstration publish, written and published by their teams."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from mobee_pyr.content import attachment, mentions, sizes, tree
from mobee_pyr.content.attachment import Attachment
from mobee_pyr.content.document import Document
from mobee_pyr.content.home import Block
from mobee_pyr.content.link import Link
from mobee_pyr.content.network import Network
from mobee_pyr.content.picture import Picture, Size
from mobee_pyr.content.publication import Publication, Translation
from mobee_pyr.content.types import TYPES
from mobee_pyr.demo import drawn
from mobee_pyr.demo.story import Story, read
from mobee_pyr.workflows import engine

_KEY = re.compile(r"mobee:([a-z][a-z-]*)")


def tell(story: Story) -> None:
    """First all of them, so that each can name any other; then their texts, menus and home pages."""
    told, made = read("publications"), dict[str, Publication]()
    for each in told["publication"]:
        made[each["key"]] = _begin(story, each, made)
    for each in told["publication"]:
        _write(story, made[each["key"]], each, made)
    for name, keys in told["menu"].items():
        network = _network(story, name)
        network.menu = tuple(made[key].oid for key in keys)
    for name, blocks in told["home"].items():
        network = _network(story, name)
        network.blocks = tuple(_block(network, number, block, made) for number, block in enumerate(blocks))
    for name in {*told["menu"], *told["home"]}:
        mentions.note(story.site, _network(story, name))


def _begin(story: Story, told: Mapping[str, Any], made: Mapping[str, Publication]) -> Publication:
    place = made[told["within"]] if "within" in told else story.site[told["network"]]
    act = story.act(told["by"])
    node = tree.add(place, TYPES[told["kind"]].cls(told["title"], told["by"], act.now), by=told["by"])
    assert isinstance(node, Publication)
    engine.begin(act, node)
    return node


def _write(story: Story, node: Publication, told: Mapping[str, Any], made: Mapping[str, Publication]) -> None:
    act = story.act(told["by"])
    node.summary, node.description = told.get("summary", ""), _named(told.get("description", ""), made)
    tree.set_members_only(node, told.get("members", False), told["by"])
    if isinstance(node, Document):
        for number, note in enumerate(told["notes"], 1):
            file = attachment.read(told["file"], drawn.paper([*told["says"], note]))
            node.take(Attachment(*file, told["by"], act.now - timedelta(days=90 * (len(told["notes"]) - number))), note)
    if isinstance(node, Picture):
        shown = sizes.read("image.png", getattr(drawn, told["drawn"])())
        node.take(tuple(Size(*size) for size in shown.sizes), told["by"], act.now)
        node.alt, node.credit = told["alt"], told["credit"]
    if isinstance(node, Link):
        node.address = told["address"]
    if "english" in told:
        said = told["english"]
        english = Translation(said["title"], said["summary"], _named(said["description"], made), node.edition, told["by"], act.now)
        node.translations = {"en": english}
    mentions.note(story.site, node)
    if told.get("state", "published") == "published":
        engine.fire(story.act(told["by"]), node, "publish")


def _block(network: Network, number: int, told: Mapping[str, Any], made: Mapping[str, Publication]) -> Block:
    said = dict(told)
    if "picture" in said:
        said["picture"] = made[said["picture"]].oid
    if "partners" in said:
        said["partners"] = tuple(network[name].oid for name in said["partners"])
    if "people" in said:
        said["people"] = tuple(said["people"])
    return Block(f"block-{number}", **said)


def _network(story: Story, name: str) -> Network:
    network = story.site[name]
    assert isinstance(network, Network)
    return network


def _named(text: str, made: Mapping[str, Publication]) -> str:
    return _KEY.sub(lambda found: f"{mentions.SCHEME}{made[found[1]].oid}", text.strip())
