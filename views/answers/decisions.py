"""The decision that waits for the reader, at the top of an answer's page (``parts/decision.pt``): a tap from the mail, a confirmation."""

from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.answer import Answer
from mobee_pyr.content.application import Application
from mobee_pyr.content.joining import Joining
from mobee_pyr.content.mission import Mission
from mobee_pyr.content.person import name_of
from mobee_pyr.content.track import Step, Tracked
from mobee_pyr.content.words import _
from mobee_pyr.views.answers import asking, lent
from mobee_pyr.workflows import discretion, engine, roles, validation
from mobee_pyr.workflows.model import Transition
from mobee_pyr.workflows.procedures import quota
from mobee_pyr.workflows.procedures.asking import asked_by

QUESTIONS = {
    "application": _("Acceptez-vous la candidature de ${who} ?"),
    "pledge": _("Acceptez-vous cette promesse de ${who} ?"),
}


VALIDATED = {
    "application": _("Pour ${body}, validez-vous la candidature de ${who} ?"),
    "pledge": _("Pour ${body}, validez-vous cette promesse, que fait ${who} ?"),
    "joining": _("Pour ${body}, validez-vous le rattachement de ${who} ?"),
    "mission": _("Pour ${body}, validez-vous l’envoi de cette demande, écrite par ${who} ?"),
    "need": _("Pour ${body}, validez-vous l’envoi de cette demande, écrite par ${who} ?"),
}


class Decision(NamedTuple):
    """``yes``: (field, value, label) of each button of the form; ``no``: (href, label) of the pages that ask for a reason."""

    question: str
    note: str | None
    action: str
    yes: list[tuple[str, str, str]]
    no: list[tuple[str, str]]
    held_back: str | None


def decision(request: Request, node: Tracked) -> Decision | None:
    """What the reader is expected to decide about an answer, or a request to be sent, now; ``None`` if nothing."""
    step = validation.step_waiting_for(request.reader, node)
    if step is not None:
        return _validation(request, node, step)
    if not isinstance(node, Answer) or isinstance(node, Joining):
        return None
    offered = [transition for transition in engine.possible(request.reader, node) if transition.decides]
    return _transitions(request, node, offered) if offered else None


def _validation(request: Request, node: Tracked, step: Step) -> Decision:
    who = {"who": name_of(request.site, asked_by(node)), "body": body_of(request, node, step)}
    page = request.node_url(node, "validate")
    return Decision(
        question=request.translate(VALIDATED[node.type_name], **who),
        note=_working_time(request, node, step),
        action=page,
        yes=[("answer", "approve", request.translate(_("Valider")))],
        no=[(page, request.translate(_("Ne pas valider")))],
        held_back=None,
    )


def body_of(request: Request, node: Tracked, step: Step) -> str:
    """In whose name a step is answered."""
    side = discretion.side_of(step)
    body = request.site.node(roles.relations(node).get("network" if step.imposed else side))
    return "" if body is None else str(body.title)


def _working_time(request: Request, node: Tracked, step: Step) -> str | None:
    """On whose time; for the employer, what is left of the year's half-days, and whether this would exceed them."""
    if not isinstance(node, Application) or node.time_basis != "work":
        return None
    said = [str(request.translate(_("Sur le temps de travail.")))]
    state = quota.state_for(node) if discretion.side_of(step) == discretion.EMPLOYER else None
    if state is not None:
        text = _("Pour ${who} : ${left}.")
        said.append(str(request.translate(text, who=name_of(request.site, node.applicant), left=lent.remaining(request, state))))
        said.append(_after(request, quota.left_after(node)))
    return " ".join(said)


def _after(request: Request, left: float) -> str:
    """What would be left once it is accepted."""
    if left < 0:
        return str(
            request.words.plural(
                _("Le quota de l’année serait dépassé de ${count} demi-journée."),
                _("Le quota de l’année serait dépassé de ${count} demi-journées."),
                -left,
            )
        )
    return str(
        request.words.plural(
            _("Il lui resterait ${count} demi-journée cette année."), _("Il lui resterait ${count} demi-journées cette année."), left
        )
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
