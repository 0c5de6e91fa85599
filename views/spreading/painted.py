"""The colours of a network on paper."""

from mobee_pyr.content import shade
from mobee_pyr.content.network import Network

COLOURS = {
    "honey": ("#f4b223", "#12302f"),
    "leaf": ("#1f6b45", "#ffffff"),
    "sea": ("#12657a", "#ffffff"),
    "plum": ("#6f2f62", "#ffffff"),
    "brick": ("#a43c22", "#ffffff"),
    "night": ("#2b3b6e", "#ffffff"),
    "rose": ("#ac2c5b", "#ffffff"),
    "moss": ("#59621e", "#ffffff"),
}
"""An accent's surface and the ink on it, as ``static/mobee.css`` says them for light pages; a test compares them."""


def colours(network: Network | None) -> tuple[str, str]:
    """Its surface, and what is written on it."""
    own = None if network is None else network.shade
    light = None if own is None else shade.read(own.on_light)
    if light is not None:
        return shade.written(light), shade.written(shade.ink(light))
    return COLOURS.get("" if network is None else network.accent, COLOURS["honey"])
