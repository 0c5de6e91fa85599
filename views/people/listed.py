"""What a list of people would do, line by line, as its page shows it before anything is done."""

from collections import Counter
from typing import Any, NamedTuple

from pyramid.request import Request

from mobee_pyr.content.person import same_mail
from mobee_pyr.content.table import Table
from mobee_pyr.content.todo import Owner
from mobee_pyr.content.words import _
from mobee_pyr.views.paging import page_number, pages
from mobee_pyr.workflows.roster.judging import ATTACHED, CHANGED, NEW, OUTCOMES, REFUSED, UNCHANGED, Judge, Judged
from mobee_pyr.workflows.roster.leaving import Leaver, leavers

SIZE = 50
LEAVING = "leaving"

OUTCOME = {
    NEW: ("waiting", _("Nouvelle"), _("nouvelles")),
    ATTACHED: ("good", _("Rattachée"), _("rattachées")),
    CHANGED: ("attention", _("Modifiée"), _("modifiées")),
    UNCHANGED: ("done", _("Inchangée"), _("inchangées")),
    REFUSED: ("bad", _("À corriger"), _("à corriger")),
}
"""The kind of a state, its word for one line, and for all of them."""

LEAVES = ("bad", _("S’en va"), _("s’en vont"))
STAYS = ("attention", _("Reste"))


class Shown(NamedTuple):
    """One line of the table; ``faults``: (column, what to do)."""

    line: str
    name: str
    mail: str
    state: tuple[str, str]
    faults: list[tuple[str, str]]


class Listed:
    """A list judged for a place; ``leave``: those who are no longer in it leave."""

    def __init__(self, request: Request, node: Owner, table: Table, columns: dict[str, str], leave: bool) -> None:
        self.request, self.node = request, node
        self.judged = Judge(request.act, node, table, columns).lines()
        self.counts = Counter(one.outcome for one in self.judged)
        self.asked_to_leave = leave
        self.held_back = leave and bool(self.counts[REFUSED])
        """While a line is wrong, somebody whom it names would seem to be missing: nobody leaves."""
        self.leavers = self._leavers() if leave and not self.held_back else []

    @property
    def going(self) -> list[Leaver]:
        """Those who really leave."""
        return [one for one in self.leavers if one.stays is None]

    @property
    def seen(self) -> str:
        """What the reader was shown, so that nothing else is done: the number of lines by outcome, and of those who leave."""
        return "-".join(str(number) for number in (*(self.counts[outcome] for outcome in OUTCOMES), len(self.going)))

    @property
    def brought(self) -> int:
        """Lines that change something."""
        return self.counts[NEW] + self.counts[ATTACHED] + self.counts[CHANGED]

    def _leavers(self) -> list[Leaver]:
        return leavers(self.request.act, self.node, {same_mail(one.wish.mail) for one in self.judged})

    def numbers(self) -> list[tuple[str, str]]:
        """How many lines do what; nothing is said of what no line does."""
        told = [(self.counts[outcome], OUTCOME[outcome][2]) for outcome in OUTCOMES]
        told += [(len(self.going), LEAVES[2])] if self.asked_to_leave else []
        return [(self.request.words.number(count), self.request.translate(words)) for count, words in told if count]

    def filters(self) -> list[tuple[str, str, bool]]:
        """Links that show all lines, or those of one outcome; whoever leaves is in no line."""
        chosen = self._chosen()
        found = [("", _("Toutes les lignes"))]
        found += [(outcome, OUTCOME[outcome][1]) for outcome in OUTCOMES if self.counts[outcome]]
        found += [(LEAVING, _("Ceux qui s’en vont"))] if self.leavers else []
        return [
            (self.request.same_page(show=name or None, page=None), self.request.translate(text), name == chosen) for name, text in found
        ]

    def page(self) -> dict[str, Any]:
        """The lines of this page, and the way to the others."""
        chosen = self._chosen()
        found: list[Any] = self.leavers if chosen == LEAVING else [one for one in self.judged if chosen in ("", one.outcome)]
        total = max(1, -(-len(found) // SIZE))
        number = min(page_number(self.request), total)
        lines = [self._row(one) for one in found[(number - 1) * SIZE : number * SIZE]]
        return {"lines": lines, "pages": pages(self.request, number, total)}

    def _chosen(self) -> str:
        """What is wrong comes first, if anything is."""
        show = self.request.GET.get("show", "")
        return show if show in OUTCOMES or (show == LEAVING and self.leavers) else ""

    def _row(self, one: Judged | Leaver) -> Shown:
        translate = self.request.translate
        if isinstance(one, Leaver):
            kind, word = (STAYS if one.stays else LEAVES)[:2]
            why = [("", translate(one.stays))] if one.stays else []
            return Shown("", one.name, one.mail, (kind, translate(word)), why)
        kind, word, _many = OUTCOME[one.outcome]
        faults = [(fault.column, translate(fault.message)) for fault in one.faults]
        return Shown(self.request.words.number(one.number), one.wish.name, one.wish.mail, (kind, translate(word)), faults)
