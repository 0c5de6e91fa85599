"""The profiles of the demonstration, told by the deeds of those who wrote and verified them."""

from collections.abc import Mapping
from typing import Any

from mobee_pyr.content import tree
from mobee_pyr.content.access import Role
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import by_id
from mobee_pyr.content.volunteer import SAID, Volunteer
from mobee_pyr.demo.story import Story, read
from mobee_pyr.workflows import engine, qualifying
from mobee_pyr.workflows.guards import criteria_of

DECIDED = {"verified": "verify", "to_complete": "ask_for_more"}


def tell(story: Story) -> None:
    """Each profile, up to the state in which it stands."""
    for told in read("volunteers")["volunteer"]:
        _profile(story, told, story.site[told["network"]])


def _profile(story: Story, told: Mapping[str, Any], network: Node) -> None:
    person = by_id(story.site, told["person"])
    assert person is not None
    act = story.act(person.id)
    profile = tree.add(network, Volunteer(person.title, person.id, created=act.now), told["name"], by=person.id)
    for name in SAID:
        setattr(profile, name, told.get(name, ""))
    engine.begin(act, profile)
    if told["state"] == "draft":
        return
    engine.fire(story.act(person.id), profile, "submit")
    if told["state"] in DECIDED:
        criteria = criteria_of(profile)
        seen = {each.id for each in criteria if told["state"] == "verified" or each == criteria[0]}
        qualifier = story.act(story.holder(Role.QUALIFIER, network))
        qualifying.answer(qualifier, profile, seen, told.get("reason", ""), DECIDED[told["state"]])
