"""Closing a mission: the hours that each volunteer gave, thanks to all, a word to each (C15)."""

from collections.abc import Mapping
from typing import NamedTuple, cast

from mobee_pyr.content.application import Application
from mobee_pyr.content.mission import Mission
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.engine import fire

HOURS_A_DAY = 7


class Given(NamedTuple):
    """What one volunteer gave, and the word said to them alone."""

    hours: float
    word: str = ""


def volunteers(mission: Mission) -> list[Application]:
    """The accepted applications, in the order of their titles."""
    accepted = (cast(Application, node) for node in mission.inside("application") if node.state == "accepted")
    return sorted(accepted, key=lambda application: application.title)


def expected_hours(mission: Mission) -> float | None:
    """What the mission announced for one person."""
    return None if mission.days is None else mission.days * HOURS_A_DAY


def close(act: Act, mission: Mission, thanks: str, given: Mapping[str, Given]) -> None:
    """Record the hours (by the name of each accepted application) and thank. Raises `TransitionRefused`: give the transaction up.

    Whoever was accepted meanwhile has no hours yet, and the guard says so.
    """
    for application in volunteers(mission):
        if application.__name__ in given:
            hours, word = given[application.__name__]
            application.hours, application.thanks = hours, word
            application.record(act.who, "hours recorded", when=act.now, hours=hours)
    mission.thanks = thanks
    fire(act, mission, "close")
