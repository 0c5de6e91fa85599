"""Organisations list the last days of their missions under way, so that their référent is reminded of those that pass."""

from mobee_pyr.content.mission import Mission
from mobee_pyr.content.node import now
from mobee_pyr.content.site import Site
from mobee_pyr.workflows import endings


def evolve(site: Site) -> None:
    """List the days to come; nobody is written to about those that passed before there were reminders."""
    today = now().date()
    for mission in [node for node in site.nodes.values() if isinstance(node, Mission)]:
        if mission.ends is not None and mission.ends < today:
            mission.told_end = mission.ends
        endings.note(mission)
