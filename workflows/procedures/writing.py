"""Writes a procedure as the TOML text that `loader.load` reads: what a form has made can be downloaded, edited, uploaded."""

from typing import Any

import tomli_w

from mobee_pyr.workflows.procedures.model import Condition, Procedure, Stage


def text_of(procedure: Procedure) -> str:
    """The whole text; only what differs from what is understood without saying."""
    said: dict[str, Any] = {"subject": procedure.subject}
    if procedure.title:
        said["title"] = procedure.title
    said["steps"] = [_step(stage) for stage in procedure.stages]
    return tomli_w.dumps(said)


def _step(stage: Stage) -> dict[str, Any]:
    plain = Stage(stage.who)
    said: dict[str, Any] = {"who": list(stage.who)}
    for name in ("label", "does", "needs", "deadline", "escalate"):
        value = getattr(stage, name)
        if value != getattr(plain, name):
            said[name] = value
    if stage.overdue:
        said["overdue"] = list(stage.overdue)
    if stage.when:
        said["when"] = _when(stage.when)
    return said


def _when(conditions: tuple[Condition, ...]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for condition in conditions:
        if condition.test in ("is", "in", "starts"):
            value = condition.value
            said[condition.field] = list(value) if isinstance(value, tuple) else value
        else:
            said.setdefault(condition.field, {})[condition.test] = condition.value
    return said
