"""The decision that waits for the reader, at the top of an answer's page (``parts/decision.pt``): a tap from the mail, a confirmation."""

from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.answer import Answer
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.person import name_of
from mobee_pyr.content.words import _
from mobee_pyr.views.answers import asking
from mobee_pyr.workflows import engine, validation
from mobee_pyr.workflows.model import Transition

QUESTIONS = {
    "application": _("Acceptez-vous la candidature de ${who} ?"),
    "pledge": _("Acceptez-vous cette promesse de ${who} ?"),
}


class Decision(NamedTuple):
    """``yes``: (field, value, label) of each button of the form; ``no``: (href, label) of the pages that ask for a reason."""

    question: str
    note: str | None
    action: str
    yes: list[tuple[str, str, str]]
    no: list[tuple[str, str]]
    held_back: str | None


def decision(request: Request, answer: Answer) -> Decision | None:
    """What the reader is expected to decide about an answer now; ``None`` if nothing."""
    if validation.step_waiting_for(request.reader, answer) is not None:
        return _validation(request, answer)
    offered = [transition for transition in engine.possible(request.reader, answer) if transition.decides]
    return _transitions(request, answer, offered) if offered else None


def _validation(request: Request, answer: Answer) -> Decision:
    body = request.site.node(answer.employer)
    who = {"who": name_of(request.site, answer.applicant), "body": "" if body is None else body.title}
    page = request.node_url(answer, "validate")
    return Decision(
        question=request.translate(_("Pour ${body}, validez-vous la candidature de ${who} ?"), **who),
        note=request.translate(_("Sur le temps de travail.")) if getattr(answer, "time_basis", "") == "work" else None,
        action=page,
        yes=[("answer", "approve", request.translate(_("Valider")))],
        no=[(page, request.translate(_("Ne pas valider")))],
        held_back=None,
    )


def _transitions(request: Request, answer: Answer, offered: list[Transition]) -> Decision:
    held = {transition.name: engine.held_back_by(answer, transition) for transition in offered}
    full = _full(answer)
    forward = [each for each in offered if not asking.destructive(answer, each) and held[each.name] is None]
    forward = [each for each in forward if not (full and each.target == "accepted")]
    back = [each for each in offered if asking.destructive(answer, each) and held[each.name] is None]
    why = next((text for text in held.values() if text is not None), None)
    return Decision(
        question=request.translate(QUESTIONS.get(answer.type_name, _("Que répondez-vous à ${who} ?")), who=_asking(request, answer)),
        note=_places(request, answer),
        action=request.node_url(answer, "transition"),
        yes=[("name", each.name, request.words.label(each.label)) for each in forward],
        no=[(request.node_url(answer, "transition", name=each.name), request.words.label(each.label)) for each in back],
        held_back=None if why is None else request.translate(why),
    )


def _asking(request: Request, answer: Answer) -> str:
    """The volunteer, or the organisation in whose name a pledge is made."""
    body = request.site.node(answer.employer) if answer.type_name == "pledge" else None
    return name_of(request.site, answer.applicant) if body is None else body.title


def _full(answer: Answer) -> bool:
    return isinstance(answer.__parent__, Mission) and answer.__parent__.places_left == 0


def _places(request: Request, answer: Answer) -> str | None:
    mission = answer.__parent__
    if not isinstance(mission, Mission) or mission.places_left is None:
        return None
    if mission.places_left == 0:
        return str(request.translate(_("Toutes les places sont prises.")))
    return str(request.words.plural(_("${count} place libre."), _("${count} places libres."), mission.places_left))
