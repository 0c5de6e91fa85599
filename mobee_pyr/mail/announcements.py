"""Who learns what: each event of a workflow, the letters it sends, and to whom."""

from collections.abc import Callable

from mobee_pyr.mail import lapsing, silences
from mobee_pyr.mail.announcement import (
    APPLICANT,
    AUTHORS,
    BENEFICIARY,
    ENGAGED,
    TEAM,
    TOLD,
    WAITED_FOR,
    Announcement,
    by_somebody,
    next_asked,
    request_cancelled,
    request_lives,
    validated,
    validating,
)
from mobee_pyr.mail.particulars import attachment, particulars
from mobee_pyr.mail.post import Post
from mobee_pyr.mail.recipients import recipients
from mobee_pyr.workflows import library
from mobee_pyr.workflows.act import (
    Event,
    Expiring,
    Informed,
    Lapsing,
    Moved,
    Overdue,
    PastEnd,
    PlanLapsed,
    Relaid,
    StepDecided,
    TakenOver,
    Unanswered,
    Written,
)

NEXT = (
    Announcement("application-to-validate", (WAITED_FOR,), next_asked),
    Announcement("application-to-decide", (WAITED_FOR,), validated),
)

PLEDGED = (
    Announcement("pledge-to-validate", (WAITED_FOR,), next_asked),
    Announcement("pledge-received", (WAITED_FOR,), validated),
)
STEPS = {
    "informed": Announcement("step-informed", (TOLD,)),
    "remind": Announcement("step-overdue", (TOLD,)),
    "escalate": Announcement("step-escalated", (TOLD,)),
    "written": Announcement("message-received", (TOLD,)),
    "taken over": Announcement("claim-taken-over", (TOLD,)),
}
"""What a procedure tells by itself, whatever passes it; and a message."""
OWN = (Announcement("workflow-moved", (*APPLICANT, *AUTHORS, WAITED_FOR)),)
"""What a transition tells that only a network's own workflow has."""

ANNOUNCEMENTS: dict[tuple[str, str], tuple[Announcement, ...]] = {
    ("application", "begun"): (Announcement("application-received", APPLICANT, receipt=True), *NEXT),
    ("application", "apply_again"): (Announcement("application-received", APPLICANT, receipt=True), *NEXT),
    ("application", "step"): (
        Announcement("application-step-approved", APPLICANT, validating),
        Announcement("application-transmitted", APPLICANT, validated),
        *NEXT,
    ),
    ("application", "relaid"): NEXT,
    ("application", "accept"): (Announcement("application-accepted", APPLICANT),),
    ("application", "wait"): (Announcement("application-waiting-list", APPLICANT),),
    ("application", "decline"): (Announcement("application-declined", APPLICANT),),
    ("application", "disapprove"): (Announcement("application-not-approved", APPLICANT),),
    ("application", "pass_over"): (
        Announcement("application-not-selected", APPLICANT, request_lives),
        Announcement("application-called-off", APPLICANT, request_cancelled),
    ),
    ("application", "call_off"): (Announcement("application-called-off", APPLICANT),),
    ("application", "withdraw"): (Announcement("application-withdrawn", BENEFICIARY, validated),),
    ("application", "complete"): (Announcement("application-completed", APPLICANT),),
    ("mission", "start"): (Announcement("mission-started", (ENGAGED,)),),
    ("mission", "past end"): (Announcement("mission-overdue", ("organisation.referent",)),),
    ("mission", "end"): (Announcement("mission-to-close", ("organisation.referent",)),),
    **{
        (kind, transition): announced
        for kind in ("mission", "need")
        for transition, announced in {
            "submit": (Announcement("request-to-qualify", (WAITED_FOR,)),),
            "propose": (Announcement("request-to-validate", (WAITED_FOR,), validating),),
            "step": (Announcement("request-to-validate", (WAITED_FOR,), next_asked),),
            "relaid": (Announcement("request-to-validate", (WAITED_FOR,), validating),),
            "disapprove": (Announcement("request-sent-back", ("owner",)),),
            "forward": (Announcement("request-to-qualify", (WAITED_FOR,)),),
            "complete": (Announcement("request-to-qualify", (WAITED_FOR,)),),
            "ask_for_more": (Announcement("request-to-complete", AUTHORS),),
            "publish": (Announcement("request-published", AUTHORS),),
            "refuse": (Announcement("request-refused", AUTHORS),),
            "pause": (Announcement("request-paused", AUTHORS, by_somebody),),
        }.items()
    },
    ("mission", "cancel"): (Announcement("request-cancelled", AUTHORS),),
    ("need", "cancel"): (Announcement("request-cancelled", AUTHORS), Announcement("pledge-called-off", (ENGAGED,))),
    ("organisation", "begun"): (Announcement("organisation-to-qualify", (WAITED_FOR,)),),
    ("organisation", "complete"): (Announcement("organisation-to-qualify", (WAITED_FOR,)),),
    ("organisation", "accept"): (Announcement("organisation-accepted", AUTHORS),),
    ("organisation", "ask_for_more"): (Announcement("organisation-to-complete", AUTHORS),),
    ("organisation", "refuse"): (Announcement("organisation-refused", AUTHORS),),
    ("organisation", "suspend"): (Announcement("organisation-suspended", AUTHORS),),
    ("organisation", "reinstate"): (Announcement("organisation-reinstated", AUTHORS),),
    ("organisation", "lapsing"): (
        Announcement("organisation-lapsing", ("organisation.referent",)),
        Announcement("organisation-recheck-ahead", (TEAM,)),
    ),
    ("organisation", "lapsed"): (
        Announcement("organisation-to-recheck", (WAITED_FOR,)),
        Announcement("organisation-lapsed", ("organisation.referent",)),
    ),
    ("pledge", "begun"): PLEDGED,
    ("pledge", "step"): PLEDGED,
    ("pledge", "relaid"): PLEDGED,
    ("pledge", "disapprove"): (Announcement("pledge-not-approved", APPLICANT),),
    ("pledge", "accept"): (Announcement("pledge-accepted", APPLICANT),),
    ("pledge", "decline"): (Announcement("pledge-declined", APPLICANT),),
    ("pledge", "pass_over"): (Announcement("pledge-passed-over", APPLICANT),),
    ("pledge", "deliver"): (Announcement("pledge-delivered", BENEFICIARY),),
    ("pledge", "dispute"): (Announcement("pledge-disputed", APPLICANT),),
    ("pledge", "confirm"): (Announcement("pledge-confirmed", APPLICANT),),
    ("pledge", "withdraw"): (Announcement("pledge-withdrawn", BENEFICIARY),),
    ("volunteer", "submit"): (Announcement("volunteer-to-qualify", (WAITED_FOR,)),),
    ("volunteer", "complete"): (Announcement("volunteer-to-qualify", (WAITED_FOR,)),),
    ("volunteer", "renew"): (Announcement("volunteer-to-qualify", (WAITED_FOR,)),),
    ("volunteer", "ask_for_more"): (Announcement("volunteer-to-complete", APPLICANT),),
    ("volunteer", "verify"): (Announcement("volunteer-verified", APPLICANT),),
    ("volunteer", "refuse"): (Announcement("volunteer-refused", APPLICANT),),
    ("volunteer", "expiring"): (Announcement("volunteer-expiring", APPLICANT),),
    ("volunteer", "lapse"): (Announcement("volunteer-expired", APPLICANT),),
    ("joining", "begun"): (Announcement("joining-to-confirm", (WAITED_FOR,)),),
    ("joining", "step"): (
        Announcement("joining-to-confirm", (WAITED_FOR,), next_asked),
        Announcement("joining-to-confirm", (WAITED_FOR,), validated),
    ),
    ("joining", "relaid"): (Announcement("joining-to-confirm", (WAITED_FOR,)),),
    ("joining", "disapprove"): (Announcement("joining-refused", APPLICANT),),
    ("joining", "confirm"): (Announcement("joining-confirmed", APPLICANT),),
    ("joining", "refuse"): (Announcement("joining-refused", APPLICANT),),
    ("joining", "end"): (Announcement("joining-ended", APPLICANT),),
}
"""(content type, transition), ``begun`` when it enters its workflow, ``step`` when one of its track is decided, ``lapsing``, ``lapsed``."""


def listener(post: Post) -> Callable[[Event], None]:
    """What an `Act` tells its events to: each letter goes when the act's transaction commits."""

    def announce(event: Event) -> None:
        if isinstance(event, PlanLapsed):
            return lapsing.tell(post, event)
        if isinstance(event, Unanswered):
            return silences.tell(post, event)
        told: set[str] = set()
        for announcement in announced(event):
            if announcement.when(event):
                for person in recipients(event, announcement):
                    if person.id not in told:
                        told.add(person.id)
                        post.beside(event.act.site).at(event.act.now).send(
                            announcement.letter, person, node=event.node, attachment=attachment(post, event, person), **particulars(event)
                        )

    return announce


def announced(event: Event) -> tuple[Announcement, ...]:
    """The letters that an event may send."""
    name, kind = _name(event), library.governing(event.node)
    if isinstance(event, Moved) and name not in library.packaged(kind).transitions:
        return OWN
    return (STEPS[name],) if name in STEPS else ANNOUNCEMENTS.get((kind, name), ())


def _name(event: Event) -> str:
    if isinstance(event, Moved):
        return event.transition.name
    if isinstance(event, Overdue):
        return event.deed
    if isinstance(event, Informed | Written):
        return "informed" if isinstance(event, Informed) else "written"
    if isinstance(event, Relaid | TakenOver | Expiring | PastEnd):
        return {Relaid: "relaid", TakenOver: "taken over", Expiring: "expiring", PastEnd: "past end"}[type(event)]
    if isinstance(event, Lapsing):
        return "lapsed" if event.over else "lapsing"
    return "step" if isinstance(event, StepDecided) else "begun"
