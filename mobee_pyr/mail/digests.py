"""The letters that sum up: what a person was told since the last one, in one letter, when they wish it."""

from datetime import datetime
from typing import NamedTuple

from mobee_pyr.content import notices, wishes
from mobee_pyr.content.access import Permission
from mobee_pyr.content.notices import Notice
from mobee_pyr.content.person import Person
from mobee_pyr.content.site import Site
from mobee_pyr.mail.post import Post
from mobee_pyr.workflows import access

SHOWN = 30
"""Notices in one letter; the person's space shows the others."""


class Told(NamedTuple):
    """One line."""

    title: str
    url: str


def is_due(person: Person, moment: datetime) -> bool:
    """May something that was held for somebody go now? The letter of the week brings its own (`alerts.week`)."""
    return bool(person.held) and not has_week(person, moment) and not wishes.is_quiet(person, moment)


def has_week(person: Person, moment: datetime) -> bool:
    """Is it time for somebody's letter of the week?"""
    return not person.blocked and wishes.is_round(wishes.of(person, "week"), person.week_told or person.created, moment)


def send(site: Site, post: Post, person: Person, moment: datetime) -> bool:
    """Send somebody what is due, in one letter; was there something?"""
    if not is_due(person, moment):
        return False
    seen = [Told(one.text, one.url) for one in collect(site, person, moment)]
    if seen and not person.blocked:
        post.at(moment).send("digest", person, url="/inbox", things=seen[:SHOWN], others=len(seen) > SHOWN)
    return bool(seen)


def collect(site: Site, person: Person, moment: datetime) -> list[Notice]:
    """What was held and is due, held no more; only what they may still open."""
    due: list[Notice] = []
    for key, notice in notices.waiting(person):
        if wishes.is_due(person, notice.kind, notice.when, moment):
            due.append(notice)
        if notice in due or wishes.of(person, notice.kind) == "never":
            notices.release(person, key)
    who = access.reader(site, person, moment.date())
    return [one for one in due if still_open(who, one)]


def still_open(who: access.Reader, notice: Notice) -> bool:
    """May the reader still open what a notice speaks of?"""
    node = who.site.node(notice.oid)
    return not notice.oid or (node is not None and access.permits(who, Permission.VIEW, node))
