"""A mission whose last day has passed while it is still open or under way: its référent is reminded, once."""

from collections.abc import Iterator
from datetime import date

from mobee_pyr.content.mission import Mission
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import Organisation, organisation_of
from mobee_pyr.content.site import Site
from mobee_pyr.content.tree import is_deleted
from mobee_pyr.workflows.act import Act, PastEnd

AWAITED = ("published", "started")
"""The states in which a mission should have an end to come."""


def note(node: Node) -> None:
    """Keep the list of its organisation in line with a mission's state and last day."""
    if isinstance(node, Mission):
        _list(node, node.ends if node.state in AWAITED and node.ends != node.told_end and not is_deleted(node) else None)


def lift(node: Node) -> None:
    """Take a mission off the list of a place that it leaves."""
    if isinstance(node, Mission):
        _list(node, None)


def run(act: Act) -> int:
    """Remind of the missions whose last day has passed, each once; give how many."""
    missions = list(past(act.site, act.today))
    for mission in missions:
        mission.told_end = mission.ends
        note(mission)
        act.tell(PastEnd(act.by_system(), mission))
    return len(missions)


def past(site: Site, day: date) -> Iterator[Mission]:
    """Those whose last day was before ``day``."""
    for network in site.inside("network"):
        for organisation in network.inside("organisation"):
            for oid in organisation.ended(day) if isinstance(organisation, Organisation) else ():
                mission = site.node(oid)
                if isinstance(mission, Mission) and mission.ends is not None and mission.ends < day and mission.state in AWAITED:
                    yield mission


def _list(mission: Mission, ends: date | None) -> None:
    organisation = organisation_of(mission)
    if ends != mission.noted_end and organisation is not None:
        organisation.ends_on(mission.oid, ends, mission.noted_end)
        mission.noted_end = ends
