"""The shortlists, invitations and pools of the demonstration, made by the deeds of those who look for volunteers."""

from collections.abc import Mapping
from typing import Any

from mobee_pyr.content import tree
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.person import by_id
from mobee_pyr.demo.story import Story, read
from mobee_pyr.workflows import recruiting


def tell(story: Story) -> None:
    """Who is thought of for a mission, then who is kept in mind."""
    for told in read("recruiting")["thought_of"]:
        _think_of(story, told)
    for told in read("recruiting")["pool"]:
        for name in told["people"]:
            person = by_id(story.site, name)
            assert person is not None
            recruiting.keep_in_pool(story.act(told["by"]), story.find(told["organisation"]), person, told["title"])


def _think_of(story: Story, told: Mapping[str, Any]) -> None:
    mission, person = tree.find(story.site, told["mission"]), by_id(story.site, told["person"])
    assert isinstance(mission, Mission) and person is not None, told["mission"]
    recruiting.note(story.act(told["by"]), mission, person, told["stage"], told["note"])
    if "invited" in told:
        recruiting.invite(story.act(told["by"]), mission, person, told["invited"])
    if "answer" in told:
        recruiting.answer(story.act(person.id), mission, told["answer"] == "yes")
