"""A mission: an organisation asks for skills; volunteers apply and the organisation decides (M55)."""

from datetime import date, datetime

from BTrees.OLBTree import OLBTree
from BTrees.OOBTree import OOBTree

from mobee_pyr.content.request import Request


class Mission(Request):
    """On site, online or both. Applications are its children, each named by its applicant's id."""

    type_name = "mission"
    references = (*Request.references, "part_of")
    traces = Request.traces | {"places_taken", "thanks", "noted_end", "told_end", "noted_silence", "told_silence", "shortlist", "arrivals"}
    skills: tuple[str, ...] = ()
    mode = "on_site"
    schedule = ""
    format = ""
    """A key of `formats.FORMATS`, where the number of days does not say it."""
    moments: tuple[str, ...] = ()
    """Keys of `vocabulary.MOMENTS`."""
    audiences: tuple[str, ...] = ()
    """Keys of `vocabulary.AUDIENCES`."""
    days: float | None = None
    """The effort expected of one person, in days of seven hours."""
    time_basis = "any"
    places: int | None = 1
    """How many people are wanted; ``None`` when the request sets no number."""
    places_taken = 0
    """A plain number on purpose: two last acceptances must conflict."""
    allowance = ""
    """What a volunteer is paid, when the law provides for it (Service Civique)."""
    label = ""
    """The name of a scheme with its own rules, such as Service Civique."""
    thanks = ""
    shortlist: OOBTree | None = None
    """A person's id → `recruiting.Candidate`: whom the organisation thinks of."""
    part_of: int | None = None
    """The oid of the mission that was split into this one and others (P08)."""
    noted_end: date | None = None
    """The last day under which its organisation lists it among `Organisation.endings`."""
    told_end: date | None = None
    """The last day that passed and of which its référent was reminded."""
    noted_silence: date | None = None
    """The day under which its organisation lists it among `Organisation.silences`."""
    told_silence: date | None = None
    """The day on which its référent was told that nobody had applied."""
    arrivals: OLBTree | None = None
    """(day as an ordinal, source) → how many came to its page that way: see `arrivals`."""

    def __init__(self, title: str, author: str | None = None, created: datetime | None = None) -> None:
        super().__init__(title, author, created)

    @property
    def places_left(self) -> int | None:
        """How many places are free; ``None`` without a limit."""
        return None if self.places is None else max(0, self.places - self.places_taken)
