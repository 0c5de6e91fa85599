"""A word to a mission's référents when nobody has applied for days, with what would bring more people (C10)."""

from typing import Any, NamedTuple

from mobee_pyr.content.access import Permission, Role
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.mail.post import Post
from mobee_pyr.views.spreading import advised
from mobee_pyr.workflows import access, splitting
from mobee_pyr.workflows.act import Unanswered
from mobee_pyr.workflows.reach import Advice, reach

SHOWN = 4
"""Pieces of advice in one letter; the page shows the others."""


class Line(NamedTuple):
    """One piece of advice: its words with what stands in them, and where it is done."""

    text: Any
    people: Any
    count: int
    what: str
    action: Any
    url: str


def tell(post: Post, event: Unanswered) -> None:
    """Each référent who may change the mission, once."""
    act, mission = event.act, event.node
    organisation = organisation_of(mission)
    if not isinstance(mission, Mission) or organisation is None:
        return
    found, days = reach(act, mission), 0 if mission.published is None else (act.now - mission.published).days
    for person_id in sorted(act.site.membership.holders(Role.REFERENT, organisation.oid, act.today)):
        person = by_id(act.site, person_id)
        who = None if person is None or person.blocked else access.reader(act.site, person, act.today)
        if isinstance(person, Person) and who is not None and access.permits(who, Permission.EDIT, mission):
            lines = [_line(post, mission, one) for one in found.advices if _may_follow(who, mission, one)][:SHOWN]
            url = f"{post.url_of(mission)}/advice"
            post.beside(act.site).at(act.now).send("mission-unanswered", person, node=mission, advices=lines, days=days, url=url)


def _may_follow(who: access.Reader, mission: Mission, one: Advice) -> bool:
    if one.name == "split":
        return splitting.offered(who, mission)
    return one.name != "visibility" or access.permits(who, Permission.PEOPLE, mission)


def _line(post: Post, mission: Mission, one: Advice) -> Line:
    said = advised.told(one)
    text, mapping = advised.people(said.more)
    return Line(said.text, text, mapping.get("count", 0), said.what, said.action, f"{post.url_of(mission)}/{said.page}")
