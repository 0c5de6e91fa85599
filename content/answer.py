"""What somebody answers to a request: common to applications, pledges and requests to join."""

from datetime import datetime
from typing import NamedTuple

from mobee_pyr.content.node import Node


class Step(NamedTuple):
    """One step of the validation track stored on an answer.

    Who is asked is ``role`` of the answer (``employer.referent``) or, if named, ``person``.
    ``outcome`` is empty until ``decided``, then ``approved`` or ``refused``.
    """

    role: str
    person: str | None = None
    outcome: str = ""
    who: str | None = None
    when: datetime | None = None
    reason: str = ""


class Answer(Node):
    """Given by one person (``applicant``), sometimes in the name of an organisation (``employer``, an oid)."""

    references = ("employer",)
    track: tuple[Step, ...] = ()

    def __init__(self, title: str, applicant: str, employer: int | None = None, created: datetime | None = None) -> None:
        super().__init__(title, applicant, created)
        self.applicant = applicant
        self.employer = employer

    @property
    def current_step(self) -> int | None:
        """The position in the track of the step that waits; ``None`` when the track is through or was refused."""
        if any(step.outcome == "refused" for step in self.track):
            return None
        return next((position for position, step in enumerate(self.track) if not step.outcome), None)

    @property
    def procedure_done(self) -> bool:
        """Has every step approved?"""
        return all(step.outcome == "approved" for step in self.track)
