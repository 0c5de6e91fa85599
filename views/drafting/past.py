"""The switches of a workflow that were made before, each with what it moved."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.access import Permission
from mobee_pyr.content.network import Network
from mobee_pyr.content.person import name_of
from mobee_pyr.content.switch import Switch
from mobee_pyr.content.words import _
from mobee_pyr.views.drafting.place import Place
from mobee_pyr.workflows import access, library
from mobee_pyr.workflows.loader import WorkflowRefused, load

MOST = 50
"""Items of a past switch that are named."""


class Change(NamedTuple):
    """One switch of the past; ``items``: title, state left and state reached of what moved, ``others``: how many are not shown,
    ``report``: what came of those that were moved in the background.
    """

    number: int
    who: str
    when: str
    moved: str
    items: list[tuple[str, str, str]]
    others: str
    report: list[str]
    undone: bool
    undoable: bool


def past(network: Network, request: Request, place: Place) -> Iterator[Change]:
    """The switches of this workflow, the latest first, with what each moved; the last one can be undone."""
    last, words = place.content not in network.moving, request.words
    for number, done in reversed(list(enumerate(network.switches))):
        if done.content == place.content:
            count = len(done.moved)
            moved = words.plural(_("${count} élément a changé d’état"), _("${count} éléments ont changé d’état"), count) if count else ""
            others = words.plural(_("et ${count} autre"), _("et ${count} autres"), count - MOST) if count > MOST else ""
            who, when = name_of(request.site, done.who), words.day(done.when.date())
            undoable, items = last and done.undone is None, list(_items(network, request, place, done))
            yield Change(number, who, when, moved, items, others, list(_reports(request, done)), done.undone is not None, undoable)
            last = last and done.undone is not None


def _reports(request: Request, done: Switch) -> Iterator[str]:
    """When the last of many items had been moved, and of many that were moved back."""
    words = request.words
    for made in (done, done.back):
        if made is not None and made.finished is not None:
            text = _("Terminé : ${when}. Éléments repris : ${count} ; changés d’état : ${moved}.")
            back = _("Annulation terminée : ${when}. Éléments repris : ${count} ; revenus à leur état : ${moved}.")
            count, moved = words.number(made.expected), words.number(len(made.moved))
            yield words.text(text if made is done else back, when=words.date(made.finished), count=count, moved=moved)


def _items(network: Network, request: Request, place: Place, done: Switch) -> Iterator[tuple[str, str, str]]:
    """What moved, as far as the reader may still open it: its title, where it was, where it went."""
    labels = _labels(network, place, done)
    for oid, (source, target) in islice(done.moved.items(), MOST):
        node = request.site.node(oid)
        if node is not None and access.permits(request.reader, Permission.VIEW, node):
            yield node.title, labels.get(source, source), labels.get(target, target)


def _labels(network: Network, place: Place, done: Switch) -> dict[str, str]:
    """The words of both versions for their states; a text that cannot be read any more has none."""
    found: dict[str, str] = {}
    for text in (done.before, done.after):
        try:
            version = library.followed(network, done.content).workflow if text is None else load(text, f"{done.content}.toml")
            found |= place.labels(version)
        except WorkflowRefused:
            continue
    return found
