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
from mobee_pyr.content.person import Person, by_id
from mobee_pyr.workflows import access
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
    return named.id if named is not None and _able(act, answer, named) else None


def _others(act: Act, answer: Answer, role: str) -> list[str]:
    """Who holds a role of the employer and could answer."""
    holders = act.site.membership.holders(Role(role.partition(".")[2]), answer.employer or 0, act.today)
    return [who for who in holders if (person := by_id(act.site, who)) is not None and _able(act, answer, person)]


def _able(act: Act, answer: Answer, person: Person) -> bool:
    """Could somebody answer a step: not on their own application, not shut out, and let in where the application stands?"""
    reader = access.reader(act.site, person, act.today)
    let_in = all(access.passes(reader, gate) for gate in access.gates(answer))
    return person.id != answer.applicant and not person.blocked and let_in
