"""What the volunteers of the demonstration say of themselves, kept as they would keep it."""

from collections.abc import Mapping
from typing import Any

from mobee_pyr.content.place import located
from mobee_pyr.content.profile import Held
from mobee_pyr.content.request import Request
from mobee_pyr.demo.story import Story, read
from mobee_pyr.workflows import listening, profiles, searching

LISTS = ("causes", "formats", "moments", "free", "links")
AS_THEY_ARE = ("mode", "distance", "experience", "accommodations", "found", "counted")


def tell(story: Story) -> None:
    """Each profile, in one go."""
    for person, told in read("profiles").items():
        profiles.change(story.act(person), "all", **_said(told))
        if "alerts" in told:
            listening.choose(story.act(person), told["alerts"], 0)
        if "search" in told:
            seen = (oid for oid, node in story.site.nodes.items() if isinstance(node, Request))
            searching.save(story.act(person), told["search"]["title"], told["search"]["query"], told["search"]["rhythm"], seen)


def _said(told: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {name: tuple(told[name]) for name in LISTS if name in told}
    said |= {name: told[name] for name in AS_THEY_ARE if name in told}
    skills = tuple(Held(skill, *how) for skill, how in told["skills"].items())
    return said | {"skills": skills, "home": located(told["place"]), "shown": tuple(told.get("shown", {}).items())}
