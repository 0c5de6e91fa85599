"""Discretion: which side of an answer reads the reasons that the other sides gave."""

from mobee_pyr.content.answer import Answer
from mobee_pyr.content.journal import Deed
from mobee_pyr.workflows import roles
from mobee_pyr.workflows.access import Reader

APPLICANT, EMPLOYER, BENEFICIARY = "applicant", "employer", "beneficiary"

_BODY = ("referent", "manager", "hr")

EMPLOYERS_DEEDS = frozenset({"step approved", "step refused", "disapprove"})
"""What the employer's side does: its reasons are for the applicant and the employer, never for the beneficiary."""

ANSWERS = frozenset({"accept", "wait", "decline", "refuse", "confirm"})
"""What the beneficiary answers: to whoever asked, and to the organisation in whose name a pledge was made."""


def sides(who: Reader, answer: Answer) -> frozenset[str]:
    """On which sides of an answer the reader stands; none for a network's manager who only watches."""
    found = {APPLICANT} if who.person_id == answer.applicant else set()
    for side in (EMPLOYER, BENEFICIARY):
        if not who.tokens.isdisjoint(roles.tokens(answer, (f"{side}.{role}" for role in _BODY))):
            found.add(side)
    if any(step.person is not None and not who.tokens.isdisjoint(roles.asked(answer, step)) for step in answer.track):
        found.add(EMPLOYER)
    return frozenset(found)


def may_read_reason(who: Reader, answer: Answer, deed: Deed) -> bool:
    """May the reader read why this was done? Whoever said it always may."""
    if deed.who is not None and deed.who == who.person_id:
        return True
    here = sides(who, answer)
    if deed.what in EMPLOYERS_DEEDS:
        return bool(here & {APPLICANT, EMPLOYER})
    if deed.what in ANSWERS and answer.type_name == "application":
        return bool(here & {APPLICANT, BENEFICIARY})
    return bool(here)
