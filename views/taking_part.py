"""Who takes part as what, kind of body by kind of body: shown when a network is opened, and changed on its own page (M66)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pyramid.request import Request

from mobee_pyr.content.capacities import CITIZEN
from mobee_pyr.content.vocabulary import BODIES, CAPACITIES
from mobee_pyr.content.words import _
from mobee_pyr.workflows import taking_part
from mobee_pyr.workflows.taking_part import Setting

KINDS = BODIES | {CITIZEN: _("Personne seule")}
COULD = {
    "association": _("Que pourrait faire ici une association ?"),
    "foundation": _("Que pourrait faire ici une fondation ?"),
    "ngo": _("Que pourrait faire ici une ONG ?"),
    "federation": _("Que pourrait faire ici une fédération ?"),
    "company": _("Que pourrait faire ici une entreprise ?"),
    "corporate-foundation": _("Que pourrait faire ici une fondation d’entreprise ?"),
    "town": _("Que pourrait faire ici une mairie ?"),
    "authority": _("Que pourrait faire ici une collectivité ?"),
    "state": _("Que pourrait faire ici une institution de l’État ?"),
    "school": _("Que pourrait faire ici une école ?"),
    CITIZEN: _("Que pourrait faire ici une personne seule ?"),
}
ALONE = _("Peut candidater en son nom")
NOTHING = _("Ne prend pas part au réseau")
"""What is said of a kind of body without any capacity."""


class Line(NamedTuple):
    """One kind of body, with what it does in a few words; ``takes_part``: anything at all?"""

    body: str
    name: str
    said: str
    takes_part: bool


def lines(request: Request, chosen: Mapping[str, Sequence[str]]) -> list[Line]:
    """All kinds, those who take part first."""
    found = [Line(body, request.translate(name), said(request, body, chosen[body]), bool(chosen[body])) for body, name in KINDS.items()]
    return sorted(found, key=lambda line: not line.takes_part)


def said(request: Request, body: str, chosen: Sequence[str]) -> str:
    """« Demande des moyens, mobilise ses bénévoles »."""
    if not chosen:
        return str(request.translate(NOTHING))
    if body == CITIZEN:
        return str(request.translate(ALONE))
    parts = [request.translate(CAPACITIES[each]) for each in CAPACITIES if each in chosen]
    return ", ".join([parts[0], *(f"{part[:1].lower()}{part[1:]}" for part in parts[1:])])


def preview(request: Request, about: Setting, body: str, chosen: Sequence[str]) -> list[tuple[bool, str]]:
    """What it could do, and what not."""
    return [(each.can, request.translate(each.text)) for each in taking_part.told(about, body, chosen)]
