"""What somebody changes in their own profile: kept at once, written down without its words; consent taken back counts at once."""

from typing import Any, cast

from BTrees.OOBTree import OOTreeSet

from mobee_pyr.content.person import Person
from mobee_pyr.content.profile import MOST_SKILLS as MOST_SKILLS
from mobee_pyr.content.site import Site
from mobee_pyr.workflows import listening, recruiting
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
    listening.keep(act.site, person)
    return True


def pass_over(act: Act, mission: int) -> None:
    """« Pas pour moi »: one mission is not proposed any more; nobody else is told."""
    person = cast(Person, act.person)
    others = tuple(oid for oid in person.passed_over if oid != mission)
    person.passed_over = (*others, mission)[-MOST_PASSED_OVER:]


def take_back(act: Act) -> None:
    """All missions are proposed again."""
    cast(Person, act.person).passed_over = ()


def agrees(person: Person) -> bool:
    """Did somebody, who is of age, agree that associations find them?"""
    return person.profile.found and not person.profile.minor


def _keep_findable(site: Site, person: Person) -> None:
    if agrees(person):
        if site.findable is None:
            site.findable = OOTreeSet()
        site.findable.add(person.id)
        return
    if site.findable is not None and person.id in site.findable:
        site.findable.remove(person.id)
    recruiting.forget(site, person)
