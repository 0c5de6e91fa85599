"""A volunteer's profile: what somebody lets one network verify about them, as an organisation is a legal body in one network."""

from datetime import date, datetime

from BTrees.IOBTree import IOBTree

from mobee_pyr.content import journal
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.network import Network, network_of
from mobee_pyr.content.person import Person
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.site import site_of

OVER = ("refused", "withdrawn")
"""The states after which somebody may ask the same network anew; a profile that has lapsed is renewed instead."""

STANDING = ("verified", "submitted", "to_complete")
"""The states in which what was verified counts until its day: it goes on counting while it is being renewed."""

SAID = ("know_how", "experience", "interests", "links", "availability")
"""What the person wrote for this network; their name, languages and place are their account's."""

MOVES = ("source", "target", "instead_of")
"""What the journal of an erased profile still tells of a deed."""


class Volunteer(Answer, Qualified):
    """One person (``applicant``) in one network; read by them and by the network's team, by nobody else."""

    type_name = "volunteer"
    traces = Answer.traces | Qualified.traces | {"verified_on", "valid_until", "warned_of"}
    know_how = ""
    experience = ""
    interests = ""
    links = ""
    availability = ""
    verified_on: datetime | None = None
    """When the network verified it last."""
    valid_until: date | None = None
    """The last day on which that counts; ``None``: for good. Kept among the network's `Owner.deadlines` too."""
    warned_of: date | None = None
    """The last day of which the person was warned that it draws near."""

    def counts_on(self, day: date) -> bool:
        """Does what the network verified count on ``day``?"""
        counts = self.verified_on is not None and self.state in STANDING
        return counts and (self.valid_until is None or day <= self.valid_until)

    def erase(self) -> None:
        """Nothing that was said, shown or remarked is left; the journal keeps who did what and when, without the words."""
        for name in SAID:
            setattr(self, name, "")
        self.evidence, self.attachments, self.ticks, self.remarks, self.thread = {}, {}, {}, (), ()
        self.extra, self.sensitive = {}, {}
        network = network_of(self)
        if network is not None:
            network.hold_papers(self.oid, False)
        self.verified_on = self.valid_until = self.warned_of = None
        silent = IOBTree()
        for deed in self.journal.values():
            journal.append(silent, deed._replace(why="", details={name: deed.details[name] for name in MOVES if name in deed.details}))
        self.journal = silent


def volunteer_of(network: Network | None, person: Person) -> Volunteer | None:
    """The latest profile of somebody in a network; earlier ones stay beside it."""
    own = [node for node in site_of(person).answers_of(person, Volunteer) if node.__parent__ is network]
    return max(own, key=lambda one: one.created, default=None)
