"""How people came to a mission's page: a number for each way and day, and nothing about anybody (L06)."""

from datetime import date, timedelta

from BTrees.OLBTree import OLBTree

from mobee_pyr.content.mission import Mission
from mobee_pyr.content.words import _

VIA = "via"
"""The key, in an address, that says by which of the `SOURCES` somebody comes."""

SOURCES = {
    "poster": _("L’affiche"),
    "qr": _("Le QR code"),
    "mail": _("Un courriel"),
    "link": _("Le lien copié"),
    "mastodon": _("Mastodon"),
    "linkedin": _("LinkedIn"),
    "facebook": _("Facebook"),
    "whatsapp": _("WhatsApp"),
    "feed": _("Un flux d’annonces"),
    "calendar": _("Un agenda"),
}
"""A closed list: what an address says otherwise is not counted."""

KEPT = timedelta(days=365)
BEFORE = 0
"""The day under which what is older is added up."""


def count(mission: Mission, day: date, source: str, number: int) -> None:
    """Add some arrivals; those of days long past are added up, so that a mission never holds more than a year of them."""
    if mission.arrivals is None:
        mission.arrivals = OLBTree()
    counted = mission.arrivals
    counted[day.toordinal(), source] = counted.get((day.toordinal(), source), 0) + number
    for old in list(counted.keys(min=(BEFORE + 1, ""), max=((day - KEPT).toordinal(), ""))):
        counted[BEFORE, old[1]] = counted.get((BEFORE, old[1]), 0) + counted.pop(old)


def by_source(mission: Mission, since: date | None = None) -> dict[str, int]:
    """How many came each way, from a day on or ever; the most frequent first."""
    found: dict[str, int] = {}
    first = BEFORE if since is None else since.toordinal()
    for (_day, source), number in () if mission.arrivals is None else mission.arrivals.items(min=(first, "")):
        found[source] = found.get(source, 0) + number
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))
