"""An application: a volunteer asks to join a mission."""

from datetime import datetime

from mobee_pyr.content.answer import Answer

TAKEN = ("accepted", "completed")
"""The states of those whom their mission took: each has a place there, and counts wherever missions are counted."""


class Application(Answer):
    """One volunteer, one mission, one answer."""

    type_name = "application"
    references = (*Answer.references, "programme")
    availability = ""
    time_basis = "own"
    programme: int | None = None
    """On work time: the oid of the employer's programme under which it counts; ``None``: what the employer lends in general."""
    status = ""
    """What the applicant was to the employer when applying: a key of `vocabulary.STATUSES`, empty for an independent."""
    consented: datetime | None = None
    """When the applicant, on work time, confirmed that it is their own wish."""
    hours: float | None = None
    thanks = ""

    def __init__(self, title: str, applicant: str, motivation: str, employer: int | None = None, created: datetime | None = None) -> None:
        super().__init__(title, applicant, employer, created)
        self.motivation = motivation
