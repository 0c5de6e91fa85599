"""What the page of a qualifier needs of each criterion: what it asks, whether and by whom it is ticked, who may, until when (M69–M71)."""

from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.network import network_of
from mobee_pyr.content.person import name_of
from mobee_pyr.content.qualification import Criterion, Qualified
from mobee_pyr.content.words import _
from mobee_pyr.workflows import ticking
from mobee_pyr.workflows.guards import criteria_of
from mobee_pyr.workflows.ticking import Boxes

RESERVED = {
    ("manager",): _("réservé à la gestion du réseau"),
    ("qualifier",): _("réservé aux personnes qui qualifient"),
}
"""By `Criterion.by`, what is said to whoever may not tick."""


class Line(NamedTuple):
    """One criterion. ``signed``: who ticked it and when; ``reserved``: why the reader may not touch it; ``due``: until when a tick counts.

    ``lapsed``: it was ticked, and is to be looked at again; ``again``: the reader may say that they have just done so.
    """

    criterion: Criterion
    text: str
    help: str
    checked: bool
    signed: str
    reserved: str
    due: str
    lapsed: bool
    again: bool

    @property
    def described_by(self) -> str | None:
        """The ids of what explains the box."""
        parts = {"help": self.help, "ticked": self.signed, "due": self.due, "reserved": self.reserved}
        return " ".join(f"{part}-{self.criterion.id}" for part, said in parts.items() if said) or None


def lines(request: Request, node: Qualified, ticked: frozenset[str]) -> list[Line]:
    """The checklist with the boxes as the reader left them; those that they may not touch as they are."""
    return [_line(request, node, criterion, ticked) for criterion in criteria_of(node)]


def said(request: Request) -> Boxes:
    """What the form says of the boxes."""
    found = (frozenset(request.POST.getall(name)) for name in ("criterion", "again", "dropped"))
    return Boxes(*found)


def refusals(request: Request, node: Qualified, boxes: Boxes) -> list[str]:
    """One sentence for each box that somebody tried to change and may not: none comes from the page itself, which shows them closed."""
    words = _("« ${criterion} » : ${reserved}. La case est restée comme elle était.")
    found = [each for each in ticking.refused(request.reader, node, boxes, request.today) if each.id in boxes.ticked | boxes.again]
    return [request.translate(words, criterion=request.translate(each.text), reserved=_reserved(request, each)) for each in found]


def _line(request: Request, node: Qualified, criterion: Criterion, ticked: frozenset[str]) -> Line:
    tick, open_to = node.ticks.get(criterion.id), ticking.may_tick(request.reader, network_of(node), criterion)
    valid = node.in_force(criterion, request.today)
    return Line(
        criterion,
        request.translate(criterion.text),
        request.translate(criterion.help),
        checked=criterion.id in ticked if open_to else valid,
        signed="" if tick is None else " · ".join(filter(None, (name_of(request.site, tick.who), request.words.ago(tick.when)))),
        reserved="" if open_to else _reserved(request, criterion),
        due=_due(request, node, criterion),
        lapsed=tick is not None and not valid,
        again=open_to and valid and bool(criterion.months),
    )


def _reserved(request: Request, criterion: Criterion) -> str:
    return str(request.translate(RESERVED.get(criterion.by, _("réservé à l’équipe du réseau"))))


def _due(request: Request, node: Qualified, criterion: Criterion) -> str:
    """« valable jusqu’au 12 mars 2027 », or for how long a tick would be valid."""
    tick = node.ticks.get(criterion.id)
    end = None if tick is None else criterion.lapses(tick)
    if end is not None:
        told = _("à revérifier le ${day}") if end > request.today else _("à revérifier depuis le ${day}")
        return str(request.translate(told, day=request.words.day(end)))
    if not criterion.months:
        return ""
    return str(
        request.words.plural(_("à revérifier au bout de ${count} mois"), _("à revérifier au bout de ${count} mois"), criterion.months)
    )
