"""What somebody answers to a request: common to applications, pledges and requests to join."""

from datetime import datetime
from typing import ClassVar

from mobee_pyr.content.track import Step as Step
from mobee_pyr.content.track import Tracked


class Answer(Tracked):
    """Given by one person (``applicant``), sometimes in the name of an organisation (``employer``, an oid)."""

    references: ClassVar[tuple[str, ...]] = ("employer",)

    def __init__(self, title: str, applicant: str, employer: int | None = None, created: datetime | None = None) -> None:
        super().__init__(title, applicant, created)
        self.applicant = applicant
        self.employer = employer
