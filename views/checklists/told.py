"""What the pages of checklists share: how a criterion, a difference and a consequence are told."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pyramid.request import Request

from mobee_pyr.content.network import Network
from mobee_pyr.content.qualification import EVIDENCE, LABELS, SUBJECTS, Criterion
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.criterion import WHO, answers_of
from mobee_pyr.views.page import Page
from mobee_pyr.workflows.checklists import Differs, Follows

CHANGED = _("Quelqu’un a changé cette liste entre-temps : la voici telle qu’elle est maintenant. Recommencez si besoin.")

HOW = {
    "added": _("Ajouté ici"),
    "changed": _("Changé ici"),
    "removed": _("Retiré ici"),
}
"""`Differs.how`, beside a criterion."""

WAITING = {
    "organisation": (_("${count} organisation en attente"), _("${count} organisations en attente")),
    "request": (_("${count} demande en attente"), _("${count} demandes en attente")),
}


class Told(NamedTuple):
    """A criterion in words: its text, its help, and the facts that make it up."""

    text: str
    help: str
    mandatory: bool
    facts: list[str]


def told(request: Request, criterion: Criterion) -> Told:
    """« Preuve : un document · coché par la gestion du réseau seulement · à revérifier au bout de 12 mois »."""
    return Told(request.translate(criterion.text), request.translate(criterion.help), criterion.mandatory, list(_facts(request, criterion)))


def _facts(request: Request, criterion: Criterion) -> Iterator[str]:
    translate = request.translate
    if criterion.evidence:
        yield translate(_("Preuve : ${evidence}"), evidence=_small(translate(EVIDENCE[criterion.evidence])))
    yield translate(_("Coché par : ${who}"), who=_small(translate(WHO[answers_of(criterion)["by"]])))
    if criterion.months:
        many = _("À revérifier au bout de ${count} mois")
        yield request.words.plural(many, many, criterion.months)
    if criterion.label:
        yield translate(_("Mention : « ${label} »"), label=translate(LABELS[criterion.label]))


def differing(request: Request, found: Sequence[Differs]) -> dict[str, str]:
    """The id of each criterion that is not the model's → how, in words."""
    return {one.criterion.id: request.translate(HOW[one.how]) for one in found}


def sentences(request: Request, subject: str, found: Sequence[Follows]) -> list[str]:
    """What follows from a change, one sentence each."""
    return [sentence for one in found for sentence in _sentences(request, subject, one)]


def _sentences(request: Request, subject: str, one: Follows) -> Iterator[str]:
    translate, label = request.translate, request.translate(LABELS.get(one.label, ""))
    if one.what == "to tick":
        if subject == "volunteer":
            yield translate(_("Un profil qui n’a pas encore été relu devra remplir ce critère."))
            return
        yield _counted(request, subject, one.many, _("${waiting} : il faudra y cocher cette case avant d’accepter ou de publier."))
        yield translate(_("Ce qui est déjà accepté ou publié le reste."))
    elif one.what == "no more":
        if subject != "volunteer":
            yield _counted(request, subject, one.many, _("${waiting} : cette case n’y retiendra plus la décision."))
    elif one.what == "forgotten":
        yield translate(_("Ce qui était coché pour ce critère ne compte plus."))
    elif one.what == "label gone":
        yield translate(_("Plus aucune organisation ne portera la mention « ${label} »."), label=label)
    elif one.what == "label needs more":
        yield translate(_("La mention « ${label} » s’efface là où cette case n’est pas cochée."), label=label)
    elif one.what == "to recheck":
        many = _("Ce qui a été coché il y a plus de ${count} mois sera aussitôt à revérifier.")
        yield request.words.plural(many, many, one.months)


def _counted(request: Request, subject: str, count: int, sentence: str) -> str:
    if not count:
        return str(request.translate(_("Rien n’attend l’équipe en ce moment.")))
    return str(request.translate(sentence, waiting=request.words.plural(*WAITING[subject], count)))


def frame(request: Request, network: Network, subject: str, title: str, **names: Any) -> dict[str, Any]:
    """What the head of each of these pages says."""
    return {
        "page": Page(request, request.translate(title, **names)),
        "about": request.translate(SUBJECTS[subject]),
        "back": f"{request.node_url(network, 'criteria')}#{subject}",
    }


def say(request: Request, kind: str, text: str, **names: Any) -> None:
    """A word on the next page."""
    request.session.flash((kind, request.translate(text, **names)))


def _small(text: str) -> str:
    """Inside a sentence; what begins with capitals (IBAN) is left."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text
