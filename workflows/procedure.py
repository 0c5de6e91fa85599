"""The validation procedure of an organisation, and the track of steps that it lays on an answer."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mobee_pyr.content.access import Role
from mobee_pyr.content.answer import Answer, Step
from mobee_pyr.content.application import Application
from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.person import by_id
from mobee_pyr.content.site import site_of
from mobee_pyr.workflows.act import Act
from mobee_pyr.workflows.model import Label

FALLBACK = "network.manager"
"""Who is asked when nobody else than the applicant could answer a step."""


@dataclass(frozen=True)
class Procedure:
    """An ordered list of roles that must approve."""

    name: str
    label: Label
    help: Label
    steps: tuple[str, ...]


@cache
def procedures() -> Mapping[str, Procedure]:
    """The procedures that an organisation chooses among."""
    raw = tomllib.loads((files("mobee_pyr.workflows") / "procedures.toml").read_text(encoding="utf-8"))
    return {name: Procedure(name, body["label"], body["help"], tuple(body["steps"])) for name, body in raw.items()}


def lay_track(act: Act, answer: Answer) -> None:
    """Store on an application the steps that its employer's procedure asks for now; a later change does not touch it."""
    employer = act.site.node(answer.employer)
    steps = procedures()[employer.procedure].steps if isinstance(employer, Organisation) and isinstance(answer, Application) else ()
    laid = (_step(act, answer, role) for role in steps)
    answer.track = tuple(step for step in laid if step is not None)


def _step(act: Act, answer: Answer, role: str) -> Step | None:
    """The step of one role: the line manager by name; ``None`` when no manager exists at all (the next step decides)."""
    if role == "employer.manager":
        named = _line_manager(act, answer)
        if named is not None:
            return Step(role, named)
        if not _others(act, answer, role):
            return None
    return Step(role if _others(act, answer, role) else FALLBACK)


def _line_manager(act: Act, answer: Answer) -> str | None:
    employer, person = act.site.node(answer.employer), by_id(act.site, answer.applicant)
    if not isinstance(employer, Organisation) or employer.entity_oid is None or person is None:
        return None
    affiliation = person.affiliation(employer.entity_oid, act.today)
    named = None if affiliation is None else by_id(act.site, affiliation.manager)
    return None if named is None or named.blocked or named.id == answer.applicant else named.id


def _others(act: Act, answer: Answer, role: str) -> list[str]:
    """Who holds a role of the employer, the applicant apart."""
    held = Role(role.partition(".")[2])
    holders = site_of(answer).membership.holders(held, answer.employer or 0, act.today)
    return [who for who in holders if who != answer.applicant]
