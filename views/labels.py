"""The labels of an organisation for whoever reads: a word, since when, what it means and what it does not (L14, M69)."""

from collections.abc import Iterable
from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.organisation import Organisation
from mobee_pyr.content.qualification import LABELS
from mobee_pyr.content.words import _
from mobee_pyr.workflows import labels

ICONS = {"identity": "shield-check", "receipts": "file-earmark-text", "partner": "award"}

TOLD = {
    "identity": _("vérifiée par l’équipe du réseau le ${day}"),
    "receipts": _("déclaré par l’organisation, justificatif vu le ${day}"),
    "partner": _("confirmé par la gestion du réseau le ${day}"),
}

MEANINGS = {
    "identity": _(
        "L’équipe du réseau a vérifié que l’organisation existe et qu’elle est bien celle qu’elle dit être. "
        "Ce n’est pas un avis sur ce qu’elle fait."
    ),
    "receipts": _(
        "L’organisation déclare pouvoir émettre des reçus fiscaux, et l’équipe a vu son justificatif. "
        "Ce n’est pas une garantie : seule l’administration fiscale peut la donner."
    ),
    "partner": _("Un accord lie l’organisation et le réseau. Ce n’est ni un avis sur ses demandes, ni une priorité."),
}


class Shown(NamedTuple):
    """One label, for ``parts/labels.pt``; ``told`` says who found it and when."""

    name: str
    icon: str
    word: str
    told: str


def shown(request: Request, organisation: Organisation) -> list[Shown]:
    """What the organisation bears today; nothing of the evidence itself."""
    return [
        Shown(
            one.name,
            ICONS[one.name],
            request.translate(LABELS[one.name]),
            request.translate(TOLD[one.name], day=request.words.day(one.since)),
        )
        for one in labels.labels(organisation, request.today)
    ]


def meanings(request: Request, names: Iterable[str]) -> list[tuple[str, str, str]]:
    """Icon, word and meaning of each of some labels, in their own order."""
    wanted = set(names)
    return [(ICONS[name], request.translate(word), request.translate(MEANINGS[name])) for name, word in LABELS.items() if name in wanted]
