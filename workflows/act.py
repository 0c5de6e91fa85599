"""An act: somebody does something now. It carries who, when, and who is to be told; nothing is looked up behind its back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from translationstring import TranslationString

from mobee_pyr.content.node import Node, now
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import Person
from mobee_pyr.content.plan import Plan
from mobee_pyr.content.qualification import Criterion
from mobee_pyr.content.site import Site
from mobee_pyr.content.track import Tracked
from mobee_pyr.workflows.model import Transition


@dataclass(frozen=True)
class Begun:
    """A node has entered its workflow."""

    act: "Act"
    node: Node


@dataclass(frozen=True)
class Moved:
    """A transition was fired."""

    act: "Act"
    node: Node
    transition: Transition
    source: str
    reason: str
    attachment: str = ""
    """The id of the file that was given with it."""


@dataclass(frozen=True)
class StepDecided:
    """Somebody's step of a validation track was approved or refused; ``position`` counts from 0."""

    act: "Act"
    node: Tracked
    position: int
    reason: str


@dataclass(frozen=True)
class Informed:
    """Steps of a validation track that only inform had their turn."""

    act: "Act"
    node: Tracked
    positions: tuple[int, ...]


@dataclass(frozen=True)
class Overdue:
    """The deadline of a step has passed; ``deed`` is what follows: ``remind``, ``escalate``, ``approve`` or ``refuse``."""

    act: "Act"
    node: Tracked
    position: int
    deed: str


@dataclass(frozen=True)
class Relaid:
    """A track in course was moved to another procedure: others may be asked now."""

    act: "Act"
    node: Tracked


@dataclass(frozen=True)
class Written:
    """Somebody wrote a message in a node's thread."""

    act: "Act"
    node: Tracked
    text: str


@dataclass(frozen=True)
class TakenOver:
    """Somebody of the team goes on with what another one (``former``, their id) took care of."""

    act: "Act"
    node: Node
    former: str


@dataclass(frozen=True)
class PlanLapsed:
    """What somebody had set for a later day is not done; ``why``, in words."""

    act: "Act"
    node: Node
    plan: Plan
    why: TranslationString


@dataclass(frozen=True)
class PastEnd:
    """The last day of a mission that is still open or under way has passed."""

    act: "Act"
    node: Node


@dataclass(frozen=True)
class Unanswered:
    """A mission has been open for days and nobody has applied."""

    act: "Act"
    node: Node


@dataclass(frozen=True)
class Expiring:
    """The last day on which something counts draws near."""

    act: "Act"
    node: Node


@dataclass(frozen=True)
class Lapsing:
    """Ticks of an accepted organisation count until the day before ``day``; ``over``: that day has come."""

    act: "Act"
    node: Organisation
    criteria: tuple[Criterion, ...]
    day: date
    over: bool


Event = (
    Begun | Moved | StepDecided | Informed | Overdue | Relaid | Written | TakenOver | PlanLapsed | PastEnd | Unanswered | Expiring | Lapsing
)


@dataclass(frozen=True)
class Act:
    """``person`` is ``None`` when the system acts (a deadline, an import)."""

    site: Site
    person: Person | None = None
    now: datetime = field(default_factory=now)
    listeners: tuple[Callable[[Event], None], ...] = ()
    """Who listens besides the platform's own effects: letters, for instance."""

    @property
    def who(self) -> str | None:
        """The id of the person, ``None`` for the system."""
        return None if self.person is None else self.person.id

    @property
    def today(self) -> date:
        """The day of the act, for dated grants."""
        return self.now.date()

    def tell(self, event: Event) -> None:
        """Let whoever listens know."""
        for listener in self.listeners:
            listener(event)

    def by_system(self) -> "Act":
        """The same moment, with the system as the author: what follows by itself from a deed."""
        return Act(self.site, None, self.now, self.listeners)
