"""Where an answer stands, step by step, for ``parts/track.pt``: each side reads what is meant for it (workflows/discretion.py)."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content import answer as answers
from mobee_pyr.content.access import Role
from mobee_pyr.content.application import Application
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.network import network_of
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.person import name_of
from mobee_pyr.content.pledge import Pledge
from mobee_pyr.content.words import _
from mobee_pyr.views import phrases
from mobee_pyr.views.signing import signature
from mobee_pyr.workflows import discretion, library
from mobee_pyr.workflows.discretion import BENEFICIARY
from mobee_pyr.workflows.tasks import waiting_since

NAMED = 3
"""Of those who may answer, so many are named."""


class Step(NamedTuple):
    """``state``: done, current, next or refused."""

    state: str
    title: str
    who: str | None = None
    note: str | None = None
    when: str | None = None


def application_track(request: Request, application: Application) -> list[Step]:
    """From the application to the beneficiary's answer, and to the mission's end."""
    told = discretion.sides(request.reader, application)
    steps = [_begun(request, application, _("Candidature déposée"))]
    if told == {BENEFICIARY}:
        steps += _employer_in_one(request, application)
    else:
        steps += (_employer_step(request, application, position) for position in range(len(application.track)))
    steps += _answer(request, application)
    over = library.state_of(application)
    return [step for step in steps if step.state != "next" or over is None or not over.final]


def pledge_track(request: Request, pledge: Pledge) -> list[Step]:
    """Promised, accepted, delivered, confirmed."""
    answered, done = _answer(request, pledge), ("confirmed",)
    steps = [_begun(request, pledge, _("Promesse faite")), *answered]
    if pledge.state in ("declined", "withdrawn"):
        return steps
    delivered, move = pledge.state in ("delivered", *done), _moved_to(pledge, "delivered")
    promised, asked = _holders(request, Role.REFERENT, pledge.employer), _holders(request, Role.REFERENT, _beneficiary(pledge))
    state = "done" if delivered else "current" if pledge.state == "accepted" else "next"
    steps.append(_step(request, state, _("Livraison"), move, None if delivered else promised))
    state = "done" if pledge.state in done else "current" if pledge.state == "delivered" else "next"
    steps.append(_step(request, state, _("Réception confirmée"), _moved_to(pledge, "confirmed"), None if pledge.state in done else asked))
    return steps


def _begun(request: Request, answer: answers.Answer, title: str) -> Step:
    again = next((deed for deed in answer.deeds() if deed.what == "apply_again"), None)
    body = request.site.node(answer.employer)
    who = name_of(request.site, answer.applicant)
    return Step("done", request.translate(title), who if body is None else f"{who}, {body.title}", None, _day(request, again or answer))


def _employer_in_one(request: Request, application: Application) -> Iterable[Step]:
    """What the beneficiary reads: whether the employer agrees; not who, nor why not."""
    if not application.track:
        return
    refused = any(step.outcome == "refused" for step in application.track)
    state = "refused" if refused else "done" if application.procedure_done else _waits(application)
    employer = request.site.node(application.employer)
    title = _("Non validée par l’employeur") if refused else _("Validation par l’employeur")
    last = max((step.when for step in application.track if step.when), default=None)
    when = request.words.ago(last) if state != "current" else None
    yield Step(state, request.translate(title), None if employer is None else employer.title, None, when)


def _employer_step(request: Request, application: Application, position: int) -> Step:
    asked = application.track[position]
    title = request.translate(_role(asked.role), employer=_title(request.site.node(application.employer)))
    if asked.outcome:
        shown = asked.who == request.reader.person_id or discretion.sides(request.reader, application) - {BENEFICIARY}
        reason = asked.reason if shown and asked.reason else None
        state = "done" if asked.outcome == "approved" else "refused"
        return Step(state, title, signature(request, asked.who, asked.instead_of), reason, request.words.ago(asked.when))
    current = application.current_step == position
    who = name_of(request.site, asked.person) or _holders(request, *_held(application, asked.role), but=application.applicant)
    return Step(_waits(application) if current else "next", title, who, None, _since(request, application) if current else None)


def _answer(request: Request, answer: answers.Answer) -> Iterable[Step]:
    """The beneficiary's answer: awaited, given, or never to be given."""
    body = _title(organisation_of(answer))
    asked, move = _holders(request, Role.REFERENT, _beneficiary(answer)), _last_answer(answer)
    title = request.translate(_("Réponse de ${body}"), body=body)
    if answer.state in ("submitted", "offered"):
        current = answer.procedure_done
        yield Step("current" if current else "next", title, asked, None, _since(request, answer) if current else None)
    elif answer.state == "waiting_list":
        note = request.translate(_("Une place peut encore se libérer."))
        yield _step(request, "current", _("En liste d’attente"), move, _author(request, answer, move), note)
    elif answer.state in ("declined", "not_selected", "withdrawn"):
        yield _step(request, "refused", _label(request, answer), move, _author(request, answer, move), _reason(request, answer, move))
    elif answer.state != "not_approved":
        accepted = _moved_to(answer, "accepted") or move
        yield _step(
            request,
            "done",
            _("Acceptée par ${body}"),
            accepted,
            _author(request, answer, accepted),
            _reason(request, answer, accepted),
            body,
        )
    if answer.state == "completed":
        yield _step(request, "done", _("Mission accomplie"), _moved_to(answer, "completed"))


def _step(
    request: Request, state: str, title: str, deed: Deed | None, who: str | None = None, note: str | None = None, body: str = ""
) -> Step:
    when = request.words.ago(deed.when) if deed is not None and state in ("done", "refused") else None
    return Step(state, request.translate(title, body=body), who or None, note, when)


def _label(request: Request, answer: answers.Answer) -> str:
    state = library.state_of(answer)
    return answer.state if state is None else str(request.words.label(state.label))


def _author(request: Request, answer: answers.Answer, deed: Deed | None) -> str:
    return "" if deed is None else signature(request, deed.who, deed.details.get("instead_of"))


def _reason(request: Request, answer: answers.Answer, deed: Deed | None) -> str | None:
    readable = deed is not None and deed.why and discretion.may_read_reason(request.reader, answer, deed)
    return deed.why if readable and deed is not None else None


def _last_answer(answer: Node) -> Deed | None:
    return next((deed for deed in answer.deeds() if "target" in deed.details), None)


def _moved_to(answer: Node, state: str) -> Deed | None:
    return next((deed for deed in answer.deeds() if deed.details.get("target") == state), None)


def _waits(answer: answers.Answer) -> str:
    return "current" if answer.state == library.workflow_of(answer).workflow.initial else "next"


def _role(role: str) -> str:
    return {
        "employer.manager": _("Accord du responsable, ${employer}"),
        "employer.referent": _("Accord du référent, ${employer}"),
        "employer.hr": _("Accord des ressources humaines, ${employer}"),
    }.get(role, _("Accord de l’équipe du réseau"))


def _held(answer: answers.Answer, role: str) -> tuple[Role, int]:
    relation, _dot, held = role.partition(".")
    network = network_of(answer)
    return Role(held), (answer.employer if relation == "employer" else network.oid if network else 0) or 0


def _holders(request: Request, role: Role, oid: int | None, but: str = "") -> str:
    """The names of those who may answer, the first few."""
    held = [who for who in request.site.membership.holders(role, oid or 0, request.today) if who != but]
    names = sorted(name_of(request.site, who) for who in held)
    return ", ".join(names[:NAMED]) + ("…" if len(names) > NAMED else "")


def _beneficiary(answer: Node) -> int | None:
    organisation = organisation_of(answer)
    return None if organisation is None else organisation.oid


def _since(request: Request, answer: answers.Answer) -> str:
    return str(request.translate(_("attend ${since}"), since=phrases.since(request, waiting_since(answer))))


def _day(request: Request, when: Deed | answers.Answer) -> str:
    moment: datetime = when.when if isinstance(when, Deed) else when.created
    return str(request.words.ago(moment))


def _title(node: Node | None) -> str:
    return "" if node is None else node.title
