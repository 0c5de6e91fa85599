"""A request to join: somebody says that they belong to an organisation, and its référent confirms."""

from datetime import date, datetime

from mobee_pyr.content.answer import Answer


class Joining(Answer):
    """Confirmed, it makes the person a member of the organisation and dates their affiliation."""

    type_name = "joining"
    since: date | None = None
    manager: str | None = None
    named_manager = ""
    """The line manager as the person wrote it; ``manager`` is whoever of the organisation that is."""
    message = ""

    def __init__(self, title: str, applicant: str, employer: int, status: str, created: datetime | None = None) -> None:
        super().__init__(title, applicant, employer, created)
        self.status = status
