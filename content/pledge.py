"""A pledge: a référent promises cash, goods, logistics or technology in the name of an organisation (M56)."""

from datetime import datetime
from decimal import Decimal

from mobee_pyr.content.answer import Answer


class Pledge(Answer):
    """``quantity`` is counted in the unit of the need."""

    type_name = "pledge"

    def __init__(
        self, title: str, applicant: str, employer: int, quantity: Decimal, message: str = "", created: datetime | None = None
    ) -> None:
        super().__init__(title, applicant, employer, created)
        self.quantity = quantity
        self.message = message
