"""One letter that an event sends: to whom, and when it goes at all."""

from collections.abc import Callable
from dataclasses import dataclass

from mobee_pyr.content.track import Tracked
from mobee_pyr.workflows.act import Event, StepDecided
from mobee_pyr.workflows.procedures import asking

TOLD = "whoever a step tells"
"""Among the recipients: those whom the steps of the event ask or inform."""
WAITED_FOR = "whoever is waited for"
"""Among the recipients: those in whose list of things to do the node now stands."""
ENGAGED = "whoever is engaged"
"""Among the recipients: those whose answer to the request is accepted and not done with."""

TEAM = "whoever may tick"
"""Among the recipients: those of the network's team who may tick what lapses."""

APPLICANT = ("applicant",)
BENEFICIARY = ("beneficiary.referent",)
AUTHORS = ("owner", "organisation.referent")


def always(event: Event) -> bool:
    return True


def validating(event: Event) -> bool:
    """A step of a validation procedure waits."""
    return isinstance(event.node, Tracked) and asking.is_validating(event.node)


def validated(event: Event) -> bool:
    """There is no step, or all have approved."""
    return isinstance(event.node, Tracked) and event.node.procedure_done


def next_asked(event: Event) -> bool:
    """The step that was decided ended its stage: others are asked now, who have not been told."""
    if not isinstance(event, StepDecided) or not isinstance(event.node, Tracked):
        return validating(event)
    track, waiting = event.node.track, event.node.current_steps
    return validating(event) and track[waiting[0]].stage != track[event.position].stage


def by_somebody(event: Event) -> bool:
    """A person did it: what follows by itself from another deed is told with that one."""
    return event.act.person is not None


def request_lives(event: Event) -> bool:
    """The request was not cancelled."""
    return event.node.__parent__ is not None and event.node.__parent__.state != "cancelled"


def request_cancelled(event: Event) -> bool:
    return not request_lives(event)


@dataclass(frozen=True)
class Announcement:
    """A letter to whoever holds one of the roles ``to`` (as workflows name them). ``receipt``: also to who did it."""

    letter: str
    to: tuple[str, ...]
    when: Callable[[Event], bool] = always
    receipt: bool = False
