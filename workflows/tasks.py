"""What kind of thing waits for somebody, and since when: how a list of things to do is read."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from mobee_pyr.content.network import Network
from mobee_pyr.content.node import Node
from mobee_pyr.content.site import Site
from mobee_pyr.content.todo import Note
from mobee_pyr.content.track import Tracked
from mobee_pyr.content.words import _
from mobee_pyr.workflows import engine, ticking, validation
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.reviewing import urgency as pressing
from mobee_pyr.workflows.reviewing.urgency import Reason
from mobee_pyr.workflows.todo import waiting_since as waiting_since

TASKS = {
    "validate": _("À valider"),
    "decide": _("À décider"),
    "qualify": _("À qualifier"),
    "recheck": _("À revérifier"),
    "complete": _("À compléter"),
    "confirm": _("À confirmer ou à clore"),
}
"""The kinds, in the order in which they are read: people first."""

URGENCIES = {
    "overdue": _("Le délai est passé"),
    "soon": _("À faire ces jours-ci"),
    "long": _("Attend depuis longtemps"),
    "rest": _("Arrivé récemment"),
}
"""How much something presses, the most pressing first."""

SOON, LONG = timedelta(days=3), timedelta(days=5)
"""Days to its deadline; days that it has waited."""

_QUALIFIED = ("organisation", "mission", "need", "volunteer")


def kind_of(who: Reader, node: Node) -> str:
    """The kind of what waits, for this reader."""
    if isinstance(node, Tracked) and validation.step_waiting_for(who, node) is not None:
        return "validate"
    offered = engine.possible(who, node)
    if any(transition.decides for transition in offered):
        if node.type_name == "joining":
            return "validate"
        return "qualify" if node.type_name in _QUALIFIED else "decide"
    if not who.tokens.isdisjoint(ticking.rechecked_by(node)):
        return "recheck"
    return "complete" if node.state == "to_complete" else "confirm"


def reasons(site: Site, note: Note, today: date) -> list[Reason]:
    """Why it presses, for what a network's team is to answer: the same rule as at its desk."""
    network = site.node(note.network)
    if not note.desk or not isinstance(network, Network):
        return []
    return list(pressing.of_dates(network, note.starts, note.since.date(), today))


def urgency(site: Site, note: Note, today: date) -> str:
    """The key in `URGENCIES` of something that waits."""
    found = {reason.name for reason in reasons(site, note, today)}
    if note.due is not None and note.due < today:
        return "overdue"
    if (note.due is not None and note.due <= today + SOON) or not found.isdisjoint(("begun", "begins")):
        return "soon"
    return "long" if "long" in found or (not note.desk and today - note.since.date() >= LONG) else "rest"


def most_urgent_first(site: Site, found: Iterable[tuple[int, Note]], today: date) -> list[tuple[int, Note]]:
    """By urgency, then by deadline or beginning, then by how long it has waited."""
    ranks = {name: rank for rank, name in enumerate(URGENCIES)}

    def key(one: tuple[int, Note]) -> tuple[int, date, datetime, int]:
        oid, note = one
        return ranks[urgency(site, note, today)], note.due or note.starts or date.max, note.since, oid

    return sorted(found, key=key)
