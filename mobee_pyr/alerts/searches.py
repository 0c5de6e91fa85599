"""Saved searches: whoever saved one is told of what newly answers to it, as often as they wish (M06, L17).

What is asked is asked anew each time, with the rights of that time: what somebody may not open is not told, and not counted.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from webob.multidict import MultiDict

from mobee_pyr.alerts.lines import Group, group, line
from mobee_pyr.alerts.voice import Voice, voice
from mobee_pyr.content import saved, wishes
from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person
from mobee_pyr.content.request import Request
from mobee_pyr.content.saved import SavedSearch
from mobee_pyr.content.site import Site
from mobee_pyr.mail.post import Post
from mobee_pyr.search.index import Index
from mobee_pyr.search.numbers import numbers
from mobee_pyr.search.questions import Question
from mobee_pyr.slices import Slices
from mobee_pyr.views.bourse import asked as asking
from mobee_pyr.workflows import access, showcase


def run(slices: Slices, index: Index, post: Post, moment: datetime, among: Collection[int] = ()) -> int:
    """Tell whoever it is time for; of what was just published (``among``) only those who wish to know at once. How many letters went."""
    with slices.reading() as site:
        searching = [] if site.alerts is None else list(site.alerts.searching)
        people = [oid for oid in searching if any(_due(site, index, post, oid, moment, among))]
    return slices.each(people, lambda site, now: sum([_tell(site, index, post, oid, moment, among) for oid in now]))


def question(speaks: Voice) -> Question | None:
    """What an address asks for, for this reader; ``None`` if it names a place that is gone, or closed to them: nothing is widened."""
    networks = [node for node in access.visible(speaks.reader, speaks.site.inside("network")) if isinstance(node, Network)]
    asked: Any = asking.read(speaks, networks)  # type: ignore[arg-type]
    gone = any(speaks.GET.get(name) and getattr(asked, name) is None for name in ("network", "organisation"))
    return None if gone else replace(Question(**asking.question(asked)), facets=(), sort="date")


def _due(site: Site, index: Index, post: Post, oid: int, moment: datetime, among: Collection[int]) -> Iterator[bool]:
    """For each search of a person: is it time for it, and (of what was just published) is there anything to tell?"""
    person = site.node(oid)
    if isinstance(person, Person) and not person.blocked and not wishes.is_quiet(person, moment):
        for _key, search in saved.searches(person):
            if among:
                yield search.rhythm == "now" and bool(_news(site, index, post, person, search, moment, among))
            else:
                yield wishes.is_round(search.rhythm, search.looked, moment)


def _tell(site: Site, index: Index, post: Post, oid: int, moment: datetime, among: Collection[int]) -> int:
    """One letter for all of somebody's searches for which it is time, if anything is new."""
    person = site.node(oid)
    groups = list(_groups(site, index, post, person, moment, among)) if isinstance(person, Person) and not person.blocked else []
    if groups and isinstance(person, Person):
        post.beside(site).at(moment).send("alert-searches", person, url="/searches", groups=groups)
    return bool(groups)


def _groups(site: Site, index: Index, post: Post, person: Person, moment: datetime, among: Collection[int]) -> Iterator[Group]:
    for key, search in list(saved.searches(person)):
        if search.rhythm == "now" or (not among and wishes.is_round(search.rhythm, search.looked, moment)):
            new = _news(site, index, post, person, search, moment, among)
            if search.rhythm != "now":
                person.searches[key] = search._replace(looked=moment)  # type: ignore[index]
            for _other, each in saved.searches(person):
                each.seen.update(node.oid for node in new)
            if new:
                speaks = voice(site, post, person, moment)
                where = f"{post.site_url}/bourse?{search.query}"
                yield group(search.title, where, (line(post, speaks, node) for node in new))


def _news(
    site: Site, index: Index, post: Post, person: Person, search: SavedSearch, moment: datetime, among: Collection[int]
) -> list[Node]:
    """What answers to a search, that they may open and were not told of, the latest first."""
    speaks = voice(site, post, person, moment, MultiDict(parse_qsl(search.query, keep_blank_values=True)))
    asked = question(speaks)
    found = [] if asked is None else numbers(index, asked, speaks.reader, among)
    alerted = person.alerted or ()
    nodes = (site.node(oid) for oid in found if oid not in search.seen and oid not in alerted)
    open_only = asked is not None and asked.open
    requests = [node for node in nodes if isinstance(node, Request) and (not open_only or showcase.is_open(node))]
    new = access.visible(speaks.reader, requests)
    return sorted(new, key=lambda node: node.published or node.created, reverse=True)  # type: ignore[attr-defined]
