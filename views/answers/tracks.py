"""Where an answer or a request stands, step by step, for ``parts/track.pt``: each side reads what is meant for it."""

from collections.abc import Iterable
from datetime import datetime

from pyramid.request import Request

from mobee_pyr.content import answer as answers
from mobee_pyr.content import request as requests
from mobee_pyr.content.access import Role
from mobee_pyr.content.application import Application
from mobee_pyr.content.joining import Joining
from mobee_pyr.content.journal import Deed
from mobee_pyr.content.node import Node
from mobee_pyr.content.organisation import organisation_of
from mobee_pyr.content.person import name_of
from mobee_pyr.content.pledge import Pledge
from mobee_pyr.content.words import _
from mobee_pyr.views.answers.stages import Step, holders, since, validation
from mobee_pyr.views.papers.joined import joined
from mobee_pyr.views.signing import signature
from mobee_pyr.workflows import discretion, library


def application_track(request: Request, application: Application) -> list[Step]:
    """From the application to the beneficiary's answer, and to the mission's end."""
    steps = [_begun(request, application, _("Candidature déposée")), *validation(request, application), *_answer(request, application)]
    return _without_what_never_comes(application, steps)


def pledge_track(request: Request, pledge: Pledge) -> list[Step]:
    """Promised, approved, accepted, delivered, confirmed."""
    answered, done = _answer(request, pledge), ("confirmed",)
    steps = [_begun(request, pledge, _("Promesse faite")), *validation(request, pledge), *answered]
    if pledge.state in ("declined", "withdrawn", "not_approved"):
        return _without_what_never_comes(pledge, steps)
    delivered, move = pledge.state in ("delivered", *done), _moved_to(pledge, "delivered")
    promised, asked = holders(request, Role.REFERENT, pledge.employer), holders(request, Role.REFERENT, _beneficiary(pledge))
    state = "done" if delivered else "current" if pledge.state == "accepted" else "next"
    steps.append(_step(request, state, _("Livraison"), move, None if delivered else promised))
    state = "done" if pledge.state in done else "current" if pledge.state == "delivered" else "next"
    steps.append(_step(request, state, _("Réception confirmée"), _moved_to(pledge, "confirmed"), None if pledge.state in done else asked))
    return steps


def joining_track(request: Request, joining: Joining) -> list[Step]:
    """Asked for, approved, confirmed."""
    steps = [_begun(request, joining, _("Rattachement demandé")), *validation(request, joining)]
    move, body = _last_answer(joining), _title(organisation_of(joining))
    if joining.state == "requested":
        current = joining.procedure_done
        title = request.translate(_("Réponse de ${body}"), body=body)
        asked = holders(request, Role.REFERENT, joining.employer, but=joining.applicant)
        steps.append(Step("current" if current else "next", title, asked, None, since(request, joining) if current else None))
    elif move is not None and move.what != "disapprove":
        state = "done" if joining.state == "confirmed" else "refused"
        told = _step(request, state, _label(request, joining), move, _author(request, joining, move), _reason(request, joining, move))
        steps.append(told._replace(joined=joined(request, joining, move)))
    return _without_what_never_comes(joining, steps)


def request_track(request: Request, node: requests.Request) -> list[Step]:
    """Written, read by the organisation, sent on: while its own people read it, or after they sent it back."""
    if not node.track or node.state not in ("proposed", "draft") or (node.state == "draft" and not node.procedure_refused):
        return []
    begun = Step("done", request.translate(_("Demande écrite")), name_of(request.site, node.author) or None)
    steps = [begun, *validation(request, node)]
    if node.state == "draft":
        back = Step("current", request.translate(_("À corriger, puis à envoyer de nouveau")), name_of(request.site, node.author) or None)
        return [*(step for step in steps if step.state != "next"), back]
    return [*steps, Step("next", request.translate(_("Envoyée à l’équipe du réseau")))]


def _without_what_never_comes(answer: answers.Answer, steps: list[Step]) -> list[Step]:
    """What is over has no next step."""
    over = library.state_of(answer)
    return [step for step in steps if step.state != "next" or over is None or not over.final]


def _begun(request: Request, answer: answers.Answer, title: str) -> Step:
    again = next((deed for deed in answer.deeds() if deed.what == "apply_again"), None)
    body = request.site.node(answer.employer)
    who = name_of(request.site, answer.applicant)
    return Step("done", request.translate(title), who if body is None else f"{who}, {body.title}", None, _day(request, again or answer))


def _answer(request: Request, answer: answers.Answer) -> Iterable[Step]:
    """The beneficiary's answer: awaited, given, or never to be given."""
    body = _title(organisation_of(answer))
    asked, move = holders(request, Role.REFERENT, _beneficiary(answer)), _last_answer(answer)
    title = request.translate(_("Réponse de ${body}"), body=body)
    if answer.state in ("submitted", "offered"):
        current = answer.procedure_done
        yield Step("current" if current else "next", title, asked, None, since(request, answer) if current else None)
    elif answer.state not in library.packaged(answer.type_name).states:
        yield _of_its_own(request, answer, asked, move)
    elif answer.state == "waiting_list":
        note = request.translate(_("Une place peut encore se libérer."))
        yield _step(request, "current", _("En liste d’attente"), move, _author(request, answer, move), note)
    elif answer.state in ("declined", "not_selected", "withdrawn"):
        told = _step(request, "refused", _label(request, answer), move, _author(request, answer, move), _reason(request, answer, move))
        yield told._replace(joined=joined(request, answer, move))
    elif answer.state != "not_approved":
        accepted = _moved_to(answer, "accepted") or move
        who, why = _author(request, answer, accepted), _reason(request, answer, accepted)
        told = _step(request, "done", _("Acceptée par ${body}"), accepted, who, why, body)
        yield told._replace(joined=joined(request, answer, accepted))
    if answer.state == "completed":
        yield _step(request, "done", _("Mission accomplie"), _moved_to(answer, "completed"))


def _of_its_own(request: Request, answer: answers.Answer, asked: str, move: Deed | None) -> Step:
    """A state that only the network's own workflow has: told by its own word, and still awaited unless it is final."""
    state, label = library.state_of(answer), _label(request, answer)
    if state is not None and state.final:
        look = "refused" if state.kind == "bad" else "done"
        return _step(request, look, label, move, _author(request, answer, move), _reason(request, answer, move))
    current = answer.procedure_done
    return Step("current" if current else "next", label, asked, None, since(request, answer) if current else None)


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


def _beneficiary(answer: Node) -> int | None:
    organisation = organisation_of(answer)
    return None if organisation is None else organisation.oid


def _day(request: Request, when: Deed | answers.Answer) -> str:
    moment: datetime = when.when if isinstance(when, Deed) else when.created
    return str(request.words.ago(moment))


def _title(node: Node | None) -> str:
    return "" if node is None else node.title
