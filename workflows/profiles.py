"""What somebody changes in their own profile: kept at once, written down without its words; who takes back their consent is found no more."""

from typing import Any, cast

from BTrees.OOBTree import OOTreeSet

from mobee_pyr.content.person import Person
from mobee_pyr.content.profile import MOST_SKILLS as MOST_SKILLS
from mobee_pyr.content.site import Site
from mobee_pyr.workflows.act import Act

MOST_PASSED_OVER = 500
"""Missions that somebody does not want to be shown again; the oldest are forgotten first."""


def change(act: Act, part: str, **new: Any) -> bool:
    """Replace some fields of one's own profile; the journal says which part, never what it says. Was anything new?"""
    person = cast(Person, act.person)
    changed = person.profile._replace(**new)
    if changed == person.profile:
        return False
    person.profile, person.place = changed, changed.home.city
    person.record(person.id, "profile", when=act.now, part=part)
    _keep_findable(act.site, person)
    return True


def found(site: Site) -> OOTreeSet:
    """The ids of all who agreed to be found by associations."""
    return site.findable if site.findable is not None else OOTreeSet()


def pass_over(act: Act, mission: int) -> None:
    """« Pas pour moi »: one mission is not proposed any more; nobody else is told."""
    person = cast(Person, act.person)
    others = tuple(oid for oid in person.passed_over if oid != mission)
    person.passed_over = (*others, mission)[-MOST_PASSED_OVER:]


def take_back(act: Act) -> None:
    """All missions are proposed again."""
    cast(Person, act.person).passed_over = ()


def _keep_findable(site: Site, person: Person) -> None:
    if person.profile.found:
        if site.findable is None:
            site.findable = OOTreeSet()
        site.findable.add(person.id)
    elif site.findable is not None and person.id in site.findable:
        site.findable.remove(person.id)
