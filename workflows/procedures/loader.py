"""Reads a procedure's TOML text, and proves that it can be followed before it counts.

subject = "application"
title = "Selon la durée"

[[steps]]
who = ["employer.manager", "employer.hr"]      # roles, "person:lea" or "group:NUMBER": asked together
needs = "all"                                  # of them; or "any"
when = { time_basis = "work", days = { gt = 5 } }
deadline = 5                                   # working days
overdue = ["remind", "escalate"]               # each time that the deadline passes
escalate = "network.manager"
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from math import isfinite
from typing import Any

from mobee_pyr.workflows.procedures.fields import FIELDS, TESTS, Field
from mobee_pyr.workflows.procedures.model import (
    ASKED,
    DOES,
    ENDING,
    GROUP,
    NEEDS,
    OVERDUE,
    PERSON,
    SUBJECTS,
    Condition,
    Procedure,
    Stage,
    Value,
)
from mobee_pyr.workflows.reading import Reading, Unreadable, parse, short

MOST_STEPS = 20
"""Steps of one procedure: nobody waits for more."""

LONGEST_DEADLINE = 250
"""Working days: a year."""

_TOP = ("subject", "title", "steps")
_STEP = ("who", "does", "needs", "when", "deadline", "overdue", "escalate", "label")


class ProcedureRefused(Unreadable):
    """The text is no procedure that anybody could follow; ``faults`` says why, one line each."""


def load(text: str, source: str) -> Procedure:
    """The procedure that ``text`` describes. Raises `ProcedureRefused` with every fault found."""
    try:
        return _Reader(source).procedure(parse(text, source))
    except Unreadable as unreadable:
        raise ProcedureRefused(unreadable.faults) from unreadable


@lru_cache(maxsize=1024)
def stored(text: str) -> Procedure:
    """A procedure that was proved when it was switched on."""
    return load(text, "procedure")


class _Reader(Reading):
    """Builds the model."""

    def procedure(self, raw: Mapping[str, Any]) -> Procedure:
        self.keys("", raw, _TOP)
        subject = self.known("subject", raw.get("subject"), SUBJECTS, "subject")
        steps = raw.get("steps", [])
        if not isinstance(steps, list) or not all(isinstance(step, dict) for step in steps):
            self.fault("steps", "must be written [[steps]], once for each")
        elif len(steps) > MOST_STEPS:
            self.fault("steps", f"{len(steps)}, more than {MOST_STEPS}")
        if not subject or self.faults:
            raise ProcedureRefused(self.faults)
        stages = tuple(self.stage(f"steps.{number}", body, subject) for number, body in enumerate(steps, 1))
        title = self.text("title", raw["title"]) if "title" in raw else ""
        if self.faults:
            raise ProcedureRefused(self.faults)
        return Procedure(subject, stages, title)

    def stage(self, at: str, body: Mapping[str, Any], subject: str) -> Stage:
        self.keys(at, body, _STEP)
        made = Stage(
            who=self.who(f"{at}.who", body.get("who"), subject),
            does=self.known(f"{at}.does", body.get("does", "approve"), DOES, "deed"),
            needs=self.known(f"{at}.needs", body.get("needs", "all"), NEEDS, "need"),
            when=self.when(f"{at}.when", body.get("when", {}), subject),
            deadline=self.days(f"{at}.deadline", body.get("deadline", 0)),
            overdue=self.names(f"{at}.overdue", body.get("overdue", []), OVERDUE, "deed"),
            escalate=self.known(f"{at}.escalate", body["escalate"], ASKED[subject], "role") if "escalate" in body else "",
            label=self.text(f"{at}.label", body["label"]) if "label" in body else "",
        )
        for what in impossible(made):
            self.fault(at, what)
        return made

    def who(self, at: str, value: Any, subject: str) -> tuple[str, ...]:
        people = [name for name in value if isinstance(name, str) and name.startswith((PERSON, GROUP))] if isinstance(value, list) else []
        asked = self.some(at, value, (*ASKED[subject], *people), "role") if value is not None else ()
        if value is None:
            self.fault(at, "nobody is asked")
        if len(set(asked)) < len(asked):
            self.fault(at, "somebody is named twice")
        return asked

    def days(self, at: str, value: Any) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LONGEST_DEADLINE:
            return value
        self.fault(at, f"must be a whole number of working days, at most {LONGEST_DEADLINE}")
        return 0

    def when(self, at: str, value: Any, subject: str) -> tuple[Condition, ...]:
        if not isinstance(value, dict):
            self.fault(at, "must be a table: field = value")
            return ()
        offered = [name for name, field in FIELDS.items() if subject in field.subjects]
        return tuple(
            condition
            for name, said in value.items()
            if self.known(at, name, offered, "field for this subject")
            for condition in self.conditions(f"{at}.{name}", name, FIELDS[name], said)
        )

    def conditions(self, at: str, name: str, field: Field, said: Any) -> Iterator[Condition]:
        if isinstance(said, dict):
            for test, value in said.items():
                if self.known(at, test, TESTS[field.kind], f"comparison of a {field.kind}") and self.fits(f"{at}.{test}", field, value):
                    yield Condition(name, test, value)
            if not said:
                self.fault(at, "compares with nothing")
            return
        values = said if isinstance(said, list) and field.kind in ("choice", "postcode") else [said]
        if not values:
            self.fault(at, "compares with nothing")
        elif [self.fits(at, field, value) for value in values].count(True) == len(values):
            test = {"choice": "in", "postcode": "starts"}.get(field.kind, "is")
            yield Condition(name, test, tuple(values) if test != "is" else said)

    def fits(self, at: str, field: Field, value: Any) -> bool:
        if field.kind == "choice":
            return bool(self.known(at, value, field.choices, "value"))
        well = {
            "number": isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value),
            "day": isinstance(value, date) and not isinstance(value, datetime),
            "flag": isinstance(value, bool),
            "postcode": isinstance(value, str) and value.isalnum() and len(value) <= 10,
        }[field.kind]
        if not well:
            self.fault(at, f"{short(repr(value))}: {_WANTED[field.kind]}")
        return well


_WANTED = {
    "number": "must be a number",
    "day": "must be a day such as 2027-03-01",
    "flag": "must be true or false",
    "postcode": "must be the beginning of a postcode, in quotes",
}


def impossible(stage: Stage) -> Iterator[str]:
    """Why a step could never be followed as it is written."""
    if stage.does == "inform" and (stage.deadline or stage.overdue):
        yield "informs only: there is nothing to wait for"
    if stage.overdue and not stage.deadline:
        yield "says what happens when it is overdue, but has no deadline"
    if stage.deadline and not stage.overdue and stage.does == "approve":
        yield "has a deadline, but does not say what happens then (overdue)"
    if "escalate" in stage.overdue and not stage.escalate:
        yield "escalates, but does not say to whom"
    if stage.escalate and "escalate" not in stage.overdue:
        yield "says to whom it escalates, but never does"
    if stage.escalate and stage.escalate in stage.who:
        yield f"escalates to {stage.escalate!r}, who is asked already: it would go round in a circle"
    for position, deed in enumerate(stage.overdue[:-1]):
        if deed in ENDING:
            yield f"{deed!r} ends it: nothing can come after (overdue {stage.overdue[position + 1]!r})"
    if stage.overdue.count("escalate") > 1:
        yield "escalates twice: the second time to somebody who is asked already"
    yield from _never_met(stage)


def _never_met(stage: Stage) -> Iterator[str]:
    for name in {condition.field for condition in stage.when}:
        told: dict[str, Value] = {condition.test: condition.value for condition in stage.when if condition.field == name}
        low, high = _bound(told, ("gt", "gte", "after"), max), _bound(told, ("lt", "lte", "before"), min)
        strict = bool({"gt", "lt", "after", "before"} & told.keys())
        if low is not None and high is not None and (low > high or (low == high and strict)):
            yield f"when.{name}: can never be: above {low} and below {high}"


def _bound(told: Mapping[str, Value], tests: tuple[str, ...], choose: Any) -> Any:
    found = [told[test] for test in tests if test in told]
    return choose(found) if found else None
