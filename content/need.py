"""A need: an organisation asks for cash, goods, logistics or technology; référents pledge (M56)."""

from datetime import datetime
from decimal import Decimal

from mobee_pyr.content.request import Request


class Need(Request):
    """Pledges are its children. ``quantity`` counts ``unit`` (euros, posters, days of van…)."""

    type_name = "need"
    traces = Request.traces | {"pledged"}
    means = "goods"
    quantity = Decimal(1)
    unit = ""
    pledged = Decimal(0)
    """The sum of the accepted pledges: a plain number, so that two last ones conflict."""

    def __init__(self, title: str, means: str, author: str | None = None, created: datetime | None = None) -> None:
        super().__init__(title, author, created)
        self.means = means

    @property
    def missing(self) -> Decimal:
        """How much nobody has promised yet."""
        return max(Decimal(0), self.quantity - self.pledged)
