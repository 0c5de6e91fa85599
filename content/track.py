"""The track of steps that an answer or a request passes before it is decided on: who was asked, what they said."""

from datetime import date, datetime
from typing import NamedTuple

from mobee_pyr.content.node import Node

NEUTRAL = ("escalated", "spared")
"""Outcomes that neither approve nor refuse: passed on to somebody else; no longer needed."""


class Step(NamedTuple):
    """One step of a track.

    Who is asked is ``role`` of the node (``employer.referent``) or, if named, ``person``, or anybody of the ``group`` of that number.
    ``outcome`` is empty until it is decided, then ``approved``, ``refused``, ``informed`` or one of `NEUTRAL`; ``who`` is ``None`` when a
    deadline decided.
    """

    role: str
    person: str | None = None
    outcome: str = ""
    who: str | None = None
    when: datetime | None = None
    reason: str = ""
    stage: int | None = None
    """Steps of one stage are asked together; ``None`` (tracks of before there were stages): each alone, in its turn."""
    needs: str = "all"
    """Who of a stage must approve: ``all`` or ``any``."""
    does: str = "approve"
    """``inform``: nothing is asked."""
    label: str = ""
    imposed: bool = False
    """Asked by the network, not by the organisation itself."""
    asked: datetime | None = None
    """When its turn came."""
    deadline: int = 0
    """Working days; 0: none."""
    due: date | None = None
    """The last day on which an answer is in time."""
    overdue: tuple[str, ...] = ()
    """What happens each time that the deadline passes, in order: ``remind``, ``escalate``, ``approve``, ``refuse``."""
    escalate: str = ""
    """The role that is asked instead."""
    reminded: int = 0
    side: str = ""
    """Whose step it is: ``employer``, ``beneficiary`` or ``organisation``, whoever answers it in the end."""
    instead_of: str = ""
    """The id of the absent person in whose name it was decided."""
    group: int = 0
    """The number of a group of the network; ``role`` is then who is asked once nobody of it can answer."""


class Message(NamedTuple):
    """One message of a thread; ``instead_of``: the id of the absent person for whom a deputy wrote it."""

    when: datetime
    who: str
    text: str
    instead_of: str = ""


class Tracked(Node):
    """A node that passes a track of steps."""

    traces = Node.traces | {"track", "due", "thread"}
    track: tuple[Step, ...] = ()
    thread: tuple[Message, ...] = ()
    """What both sides wrote to each other, the oldest first; replaced, never changed."""
    due: date | None = None
    """The first deadline of the steps that wait, as its organisation keeps it among `Owner.deadlines`."""

    def stages(self) -> list[list[int]]:
        """The positions of the steps, those that are asked together in one list."""
        found: list[list[int]] = []
        last: int | None = None
        for position, step in enumerate(self.track):
            if found and step.stage is not None and step.stage == last:
                found[-1].append(position)
            else:
                found.append([position])
            last = step.stage
        return found

    @property
    def current_steps(self) -> list[int]:
        """The positions of the steps that wait now; none when the track is through or was refused."""
        for stage in self.stages():
            said = _result([self.track[position] for position in stage])
            if said == "refused":
                return []
            if not said:
                return [position for position in stage if not self.track[position].outcome]
        return []

    @property
    def current_step(self) -> int | None:
        """The first of `current_steps`."""
        return next(iter(self.current_steps), None)

    @property
    def procedure_refused(self) -> bool:
        """Has a stage refused?"""
        return any(_result([self.track[position] for position in stage]) == "refused" for stage in self.stages())

    @property
    def procedure_done(self) -> bool:
        """Has every stage approved?"""
        return all(_result([self.track[position] for position in stage]) == "approved" for stage in self.stages())


def _result(stage: list[Step]) -> str:
    """``approved``, ``refused``, or empty as long as somebody's word is missing."""
    if stage[0].does == "inform":
        return "approved" if all(step.outcome for step in stage) else ""
    said = [step.outcome for step in stage if step.outcome not in NEUTRAL]
    if stage[0].needs == "any":
        if "approved" in said:
            return "approved"
        return "refused" if all(said) else ""
    if "refused" in said:
        return "refused"
    return "approved" if all(outcome == "approved" for outcome in said) else ""
