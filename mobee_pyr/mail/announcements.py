"""Who learns what: each event of a workflow, the letters it sends, and to whom."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from mobee_pyr.content.access import Permission, person_token
from mobee_pyr.content.answer import Answer
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.person import Person, by_id, name_of
from mobee_pyr.content.qualification import Qualified
from mobee_pyr.content.track import Tracked
from mobee_pyr.mail import lapsing
from mobee_pyr.mail.post import Post
from mobee_pyr.views.journal import NAMES
from mobee_pyr.workflows import access, discretion, library, roles, threads, ticking
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
    Written,
)
from mobee_pyr.workflows.procedures import asking
from mobee_pyr.workflows.reviewing import rounds

TOLD = "whoever a step tells"
"""Among the recipients: those whom the steps of the event ask or inform."""
WAITED_FOR = "whoever is waited for"
"""Among the recipients: those in whose list of things to do the node now stands."""
ENGAGED = "whoever is engaged"
"""Among the recipients: those whose answer to the request is accepted and not done with."""

TEAM = "whoever may tick"
"""Among the recipients: those of the network's team who may tick what lapses."""


def _always(event: Event) -> bool:
    return True


def _validating(event: Event) -> bool:
    """A step of a validation procedure waits."""
    return isinstance(event.node, Tracked) and asking.is_validating(event.node)


def _validated(event: Event) -> bool:
    """There is no step, or all have approved."""
    return isinstance(event.node, Tracked) and event.node.procedure_done


def _next_asked(event: Event) -> bool:
    """The step that was decided ended its stage: others are asked now, who have not been told."""
    if not isinstance(event, StepDecided) or not isinstance(event.node, Tracked):
        return _validating(event)
    track, waiting = event.node.track, event.node.current_steps
    return _validating(event) and track[waiting[0]].stage != track[event.position].stage


def _by_somebody(event: Event) -> bool:
    """A person did it: what follows by itself from another deed is told with that one."""
    return event.act.person is not None


def _request_lives(event: Event) -> bool:
    """The request was not cancelled."""
    return event.node.__parent__ is not None and event.node.__parent__.state != "cancelled"


def _request_cancelled(event: Event) -> bool:
    return not _request_lives(event)


@dataclass(frozen=True)
class Announcement:
    """A letter to whoever holds one of the roles ``to`` (as workflows name them). ``receipt``: also to who did it."""

    letter: str
    to: tuple[str, ...]
    when: Callable[[Event], bool] = _always
    receipt: bool = False


APPLICANT = ("applicant",)
BENEFICIARY = ("beneficiary.referent",)
AUTHORS = ("owner", "organisation.referent")
NEXT = (
    Announcement("application-to-validate", (WAITED_FOR,), _next_asked),
    Announcement("application-to-decide", (WAITED_FOR,), _validated),
)

PLEDGED = (
    Announcement("pledge-to-validate", (WAITED_FOR,), _next_asked),
    Announcement("pledge-received", (WAITED_FOR,), _validated),
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
        Announcement("application-step-approved", APPLICANT, _validating),
        Announcement("application-transmitted", APPLICANT, _validated),
        *NEXT,
    ),
    ("application", "relaid"): NEXT,
    ("application", "accept"): (Announcement("application-accepted", APPLICANT),),
    ("application", "wait"): (Announcement("application-waiting-list", APPLICANT),),
    ("application", "decline"): (Announcement("application-declined", APPLICANT),),
    ("application", "disapprove"): (Announcement("application-not-approved", APPLICANT),),
    ("application", "pass_over"): (
        Announcement("application-not-selected", APPLICANT, _request_lives),
        Announcement("application-called-off", APPLICANT, _request_cancelled),
    ),
    ("application", "call_off"): (Announcement("application-called-off", APPLICANT),),
    ("application", "withdraw"): (Announcement("application-withdrawn", BENEFICIARY, _validated),),
    ("application", "complete"): (Announcement("application-completed", APPLICANT),),
    ("mission", "start"): (Announcement("mission-started", (ENGAGED,)),),
    ("mission", "past end"): (Announcement("mission-overdue", ("organisation.referent",)),),
    ("mission", "end"): (Announcement("mission-to-close", ("organisation.referent",)),),
    **{
        (kind, transition): announced
        for kind in ("mission", "need")
        for transition, announced in {
            "submit": (Announcement("request-to-qualify", (WAITED_FOR,)),),
            "propose": (Announcement("request-to-validate", (WAITED_FOR,), _validating),),
            "step": (Announcement("request-to-validate", (WAITED_FOR,), _next_asked),),
            "relaid": (Announcement("request-to-validate", (WAITED_FOR,), _validating),),
            "disapprove": (Announcement("request-sent-back", ("owner",)),),
            "forward": (Announcement("request-to-qualify", (WAITED_FOR,)),),
            "complete": (Announcement("request-to-qualify", (WAITED_FOR,)),),
            "ask_for_more": (Announcement("request-to-complete", AUTHORS),),
            "publish": (Announcement("request-published", AUTHORS),),
            "refuse": (Announcement("request-refused", AUTHORS),),
            "pause": (Announcement("request-paused", AUTHORS, _by_somebody),),
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
        Announcement("joining-to-confirm", (WAITED_FOR,), _next_asked),
        Announcement("joining-to-confirm", (WAITED_FOR,), _validated),
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
        told: set[str] = set()
        for announcement in announced(event):
            if announcement.when(event):
                for person in recipients(event, announcement):
                    if person.id not in told:
                        told.add(person.id)
                        post.beside(event.act.site).at(event.act.now).send(
                            announcement.letter, person, node=event.node, attachment=_attachment(post, event, person), **_particulars(event)
                        )

    return announce


def announced(event: Event) -> tuple[Announcement, ...]:
    """The letters that an event may send."""
    name, kind = _name(event), library.governing(event.node)
    if isinstance(event, Moved) and name not in library.packaged(kind).transitions:
        return OWN
    return (STEPS[name],) if name in STEPS else ANNOUNCEMENTS.get((kind, name), ())


def recipients(event: Event, announcement: Announcement) -> Iterator[Person]:
    """The people an announcement is for: never who did it, nor anybody who may not see what it speaks of."""
    act, node = event.act, event.node
    for person_id in sorted(_holders(event, announcement.to)):
        person = by_id(act.site, person_id)
        if person is None or person.blocked or (person.id == act.who and not announcement.receipt):
            continue
        if access.permits(access.reader(act.site, person, act.today), Permission.VIEW, node):
            yield person


def _holders(event: Event, to: Iterable[str]) -> set[str]:
    """The ids of those who hold one of the roles."""
    node, found = event.node, set[str]()
    for role in to:
        if role == WAITED_FOR:
            found |= _people(event, node.waiting)
        elif role == TOLD:
            found |= _people(event, _told(event))
        elif role == TEAM:
            found |= _people(event, _team(event))
        elif role == ENGAGED:
            engaged = (answer for answer in node.inside() if isinstance(answer, Answer) and answer.state in ("accepted", "delivered"))
            found |= {answer.applicant for answer in engaged}
        else:
            found |= _people(event, roles.tokens(node, (role,)))
    return found


def _team(event: Event) -> Iterable[str]:
    network = network_of(event.node)
    return ticking.looked_at_by(network, event.criteria) if network is not None and isinstance(event, Lapsing) else ()


def _told(event: Event) -> set[str]:
    """The tokens of those whom the event's steps ask or inform."""
    if isinstance(event, Informed):
        steps = [event.node.track[position] for position in event.positions]
    elif isinstance(event, Overdue):
        steps = [event.node.track[position] for position in event.node.current_steps]
        steps = [step for step in steps if step.stage == event.node.track[event.position].stage]
    elif isinstance(event, TakenOver):
        return {person_token(event.former)}
    elif isinstance(event, Written):
        return threads.others(access.reader(event.act.site, event.act.person, event.act.today), event.node)
    else:
        return set()
    return {token for step in steps for token in roles.asked(event.node, step)}


def _people(event: Event, tokens: Iterable[str]) -> set[str]:
    """Who stands behind ``referent@1234`` or ``person:lea`` that day."""
    found = set[str]()
    for token in tokens:
        role, _at, oid = token.partition("@")
        if token.startswith("deputy:"):
            found.update(event.act.site.membership.asked_for(role.removeprefix("deputy:"), int(oid), event.act.today))
        elif oid:
            found.update(event.act.site.membership.holders(role, int(oid), event.act.today))
        else:
            found.add(token.removeprefix("person:"))
    return found


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


def _particulars(event: Event) -> dict[str, Any]:
    """What the letter says of the event itself."""
    said: dict[str, Any] = {
        "reason": event.reason if isinstance(event, Moved | StepDecided) else event.text if isinstance(event, Written) else "",
        "by": name_of(event.act.site, event.act.who),
        "instead_of": name_of(event.act.site, _instead_of(event)),
    }
    node = event.node
    said |= _findings(event)
    if isinstance(event, Lapsing):
        said |= {"criteria": [criterion.text for criterion in event.criteria], "day": event.day}
    if isinstance(event, Moved):
        state = library.state_of(node)
        said["state"] = node.state if state is None else state.label
        said["again"] = event.transition.name in ("complete", "renew")
        said["freed"] = event.source == "accepted"
        if event.transition.name == "disapprove" and isinstance(node, Tracked):
            said["by"] = next((name_of(event.act.site, step.who) for step in node.track if step.outcome == "refused"), "")
        if isinstance(node, Answer) and _request_cancelled(event) and node.__parent__ is not None:
            said["reason"] = said["reason"] or _why_cancelled(node.__parent__)
    return said


def _attachment(post: Post, event: Event, person: Person) -> str:
    """Where the file is that was given with the deed, for somebody who may open it: it is never sent by mail."""
    if not isinstance(event, Moved) or not event.attachment:
        return ""
    deed = next(deed for deed in event.node.deeds() if deed.details.get("attachment") == event.attachment)
    who = access.reader(event.act.site, person, event.act.today)
    may = discretion.may_open_attachment(who, event.node, deed)
    return f"{post.url_of(event.node)}/attachment?deed={event.attachment}" if may else ""


def _instead_of(event: Event) -> str | None:
    """The absent person for whom a deputy did it."""
    if event.act.person is None or not isinstance(event, Moved | StepDecided | Written):
        return None
    return next((deed.details.get("instead_of") for deed in event.node.deeds() if deed.who == event.act.who), None)


def _findings(event: Event) -> dict[str, Any]:
    """What goes with an answer of a network's team: its remarks (name of the field, text), and the criteria as it found them."""
    node = event.node
    deed = rounds.decided(node) if isinstance(node, Qualified) and isinstance(event, Moved) else None
    if deed is None or not isinstance(node, Qualified) or not isinstance(event, Moved) or deed.what != event.transition.name:
        return {}
    remarks = rounds.remarks_with(node, deed)
    told = [(NAMES.get(each.field, ""), each.text) for each in remarks if each.field or each.text != event.reason]
    reason = "" if event.reason == "\n".join(text for _field, text in told) else event.reason
    return {"remarks": told, "reason": reason, "met": list(deed.details.get("met", ())), "unmet": list(deed.details.get("unmet", ()))}


def _why_cancelled(request: Node) -> str:
    return next((deed.why for deed in request.deeds() if deed.what == "cancel"), "")
