"""A request to join: somebody says that they belong to an organisation, and its référent confirms."""

from datetime import date, datetime

from mobee_pyr.content.answer import Answer
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person
from mobee_pyr.content.site import site_of


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


def latest_joining(organisation: Node, person: Person) -> Joining | None:
    """The last time that somebody asked to join an organisation; earlier requests stay where they are, as its memory."""
    asked = [node for node in site_of(organisation).answers_of(person, Joining) if node.__parent__ is organisation]
    return max(asked, key=lambda joining: joining.created, default=None)
