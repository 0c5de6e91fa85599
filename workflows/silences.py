"""A mission that has been open for days and to which nobody has applied: its référent is told, once, with advice (C10)."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from BTrees.OOBTree import OOTreeSet

from mobee_pyr.content.mission import Mission
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.site import Site
from mobee_pyr.content.tree import is_deleted
from mobee_pyr.workflows.act import Act, Unanswered

PATIENCE = timedelta(days=10)
MOST = 20
"""Missions told of in one run, since the advice is worked out for each; the others wait for the next hour."""

MOST_LOOKED_THROUGH = 50
"""Organisations of which nothing was noted yet, looked through in one run: those of before an upgrade, and new ones."""


def is_silent(mission: Mission) -> bool:
    """Is it open, did nobody ever apply, and was nobody told of that?"""
    untold = mission.told_silence is None and mission.published is not None
    return untold and mission.state == "published" and not any(mission.inside("application")) and not is_deleted(mission)


def note(node: Node) -> None:
    """Keep the list of its organisation in line with a mission's state."""
    if isinstance(node, Mission):
        silent = is_silent(node) and node.published is not None
        _list(node, (node.published + PATIENCE).date() if silent and node.published is not None else None)


def lift(node: Node) -> None:
    """Take a mission off the list of a place that it leaves."""
    if isinstance(node, Mission):
        _list(node, None)


def run(act: Act) -> int:
    """Tell of the missions that waited long enough, each once; give how many."""
    _look_through(act.site)
    told = 0
    for mission in list(due(act.site, act.today)):
        if told == MOST:
            break
        if is_silent(mission) and mission.published is not None and act.now - mission.published >= PATIENCE:
            mission.told_silence = act.today
            if mission.ends is None or mission.ends >= act.today:
                act.tell(Unanswered(act.by_system(), mission))
                told += 1
        note(mission)
    return told


def _look_through(site: Site) -> None:
    """Note what an organisation had before such notes were kept."""
    new = (body for body in _organisations(site) if body.silences is None)
    for organisation in list(islice(new, MOST_LOOKED_THROUGH)):
        organisation.silences = OOTreeSet()
        for mission in organisation.inside("mission"):
            note(mission)


def due(site: Site, day: date) -> Iterator[Mission]:
    """Those that may be spoken of by ``day``."""
    for organisation in _organisations(site):
        for oid in organisation.silent(day):
            mission = site.node(oid)
            if isinstance(mission, Mission):
                yield mission


def _organisations(site: Site) -> Iterator[Organisation]:
    for network in site.inside("network"):
        yield from (body for body in network.inside("organisation") if isinstance(body, Organisation))


def _list(mission: Mission, day: date | None) -> None:
    organisation = organisation_of(mission)
    if day != mission.noted_silence and organisation is not None:
        if mission.noted_silence is not None:
            organisation.no_longer_silent(mission.noted_silence, mission.oid)
        if day is not None:
            organisation.silent_on(day, mission.oid)
        mission.noted_silence = day
