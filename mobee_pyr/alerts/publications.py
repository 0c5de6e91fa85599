"""A mission was published: the volunteers whom it fits are told, within a minute, a wave at a time (M54)."""

import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import accumulate
from typing import NamedTuple

from mobee_pyr.alerts.voice import voice
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.person import Person
from mobee_pyr.content.site import Site
from mobee_pyr.mail.post import Post
from mobee_pyr.slices import Slices
from mobee_pyr.views import fits
from mobee_pyr.workflows import alerting, listening
from mobee_pyr.workflows.alerting import Alert


class Fitting(NamedTuple):
    """Somebody whom a mission fits, how well, and whether they can hear of one more this week."""

    oid: int
    rank: float
    room: bool


def publish(slices: Slices, post: Post, mission: int, moment: datetime) -> int:
    """Tell the first wave of a mission that was published; how many alerts went. Begun anew after a crash, it goes on."""
    with slices.reading() as site:
        told = 0 if site.alerts is None else site.alerts.told_of(mission)
    return _wave(slices, post, mission, moment, alerting.WAVE - told)


def go_on(slices: Slices, post: Post, moment: datetime) -> int:
    """Tell what waited for its turn, then the next people of missions that nobody has answered; how many alerts went."""
    with slices.reading() as site:
        waiting = [] if site.alerts is None else list(site.alerts.waiting)
        over = list(alerting.over(site, moment))
        unanswered = [mission.oid for mission in alerting.first(site, alerting.unanswered(site, moment))]
    if over:
        slices.write(lambda site: alerting.forget(site, over))
    sent = slices.each(waiting, lambda site, people: _tell(site, post, people, moment))
    return sent + sum([_wave(slices, post, oid, moment, alerting.WAVE) for oid in unanswered])


def _wave(slices: Slices, post: Post, mission: int, moment: datetime, most: int) -> int:
    people = chosen(slices, mission, moment, most)
    sent = slices.each(people, lambda site, now: _tell(site, post, now, moment, mission))
    if not sent:
        slices.write(lambda site: listening.alerts_of(site).count(mission, 0, moment))
    return sent


def chosen(slices: Slices, mission: int, moment: datetime, most: int) -> list[int]:
    """The oids of the people to whom a mission is to be told next, whom it fits best first: ``most`` of them can hear of it now.

    Those who come before them and were told enough this week are among them: it will wait for them.
    """
    with slices.reading() as site:
        node = site.node(mission)
        found = sorted(_fitting(site, node, moment), key=lambda each: (-each.rank, each.oid)) if isinstance(node, Mission) else []
    room = list(accumulate(each.room for each in found))
    return [each.oid for each, so_far in zip(found, room, strict=True) if so_far - each.room < most]


def _fitting(site: Site, mission: Mission, moment: datetime) -> Iterator[Fitting]:
    for oid in listening.candidates(site, mission) if alerting.is_open(mission) else ():
        person = site.node(oid)
        if isinstance(person, Person) and not alerting.knows(person, mission.oid):
            match = alerting.fits(site, person, mission, moment)
            if match is not None:
                yield Fitting(oid, match.rank, alerting.has_room(person, mission, moment))
        time.sleep(0)  # lets requests have their turn


def _tell(site: Site, post: Post, people: Sequence[int], moment: datetime, mission: int | None = None) -> int:
    """What some people are to be told now, each with the rights of this very moment."""
    node = site.node(mission)
    sent = 0
    for oid in people:
        person = site.node(oid)
        if isinstance(person, Person):
            for alert in alerting.take(site, person, moment, node if isinstance(node, Mission) else None):
                _send(site, post, person, alert, moment)
                sent += 1
    return sent


def _send(site: Site, post: Post, person: Person, alert: Alert, moment: datetime) -> None:
    speaks = voice(site, post, person, moment)
    why = fits.why(speaks, alert.mission, alert.match)
    notice = f"{alert.mission.title} – {why.text}"
    post.beside(site).at(moment).send("alert-mission", person, node=alert.mission, why=why.text, missing=why.missing, notice=notice)
