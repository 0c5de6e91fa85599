"""Deciding a step of the track: approve and pass on, or refuse with a reason."""

from mobee_pyr.content.access import Permission, person_token
from mobee_pyr.content.answer import Answer, Step
from mobee_pyr.content.words import _
from mobee_pyr.workflows import access, library, roles
from mobee_pyr.workflows.access import Reader
from mobee_pyr.workflows.act import Act, StepDecided
from mobee_pyr.workflows.engine import TransitionRefused, announce, fire


def step_waiting_for(who: Reader, answer: Answer) -> Step | None:
    """The current step of an answer's track, if it is for ``who`` to decide."""
    position = answer.current_step
    if position is None or answer.state != library.workflow_of(answer).workflow.initial or answer.applicant == who.person_id:
        return None
    step = answer.track[position]
    asked = frozenset((person_token(step.person),)) if step.person else roles.tokens(answer, (step.role,))
    return None if who.tokens.isdisjoint(asked) else step


def decide_step(act: Act, answer: Answer, approve: bool, reason: str = "") -> None:
    """Approve or refuse the current step. A refusal ends the application. Raises `TransitionRefused`."""
    who = access.reader(act.site, act.person, act.today)
    position = answer.current_step
    if position is None or step_waiting_for(who, answer) is None or not access.permits(who, Permission.VIEW, answer):
        raise TransitionRefused(_("Cette étape n’attend pas votre réponse : elle a peut-être déjà été décidée."))
    if not approve and not reason.strip():
        raise TransitionRefused(_("Indiquez la raison : elle sera transmise à la personne concernée."))
    outcome = "approved" if approve else "refused"
    decided = answer.track[position]._replace(outcome=outcome, who=act.who, when=act.now, reason=reason.strip())
    answer.track = (*answer.track[:position], decided, *answer.track[position + 1 :])
    answer.record(act.who, f"step {outcome}", reason.strip(), act.now, role=decided.role)
    announce(StepDecided(act, answer, position, reason.strip()))
    if not approve:
        fire(act.by_system(), answer, "disapprove", reason)
