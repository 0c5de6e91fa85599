"""What a référent writes when asking for people."""

from decimal import Decimal
from typing import Any

import colander
from pyramid.request import Request

from mobee_pyr.content.mission import Mission
from mobee_pyr.content.vocabulary import MODES, TIME_BASES
from mobee_pyr.content.words import _
from mobee_pyr.views.forms import findable
from mobee_pyr.views.forms import request as requests
from mobee_pyr.views.forms.questions import choice, day, fault, line, number
from mobee_pyr.workflows.act import Act

SUGGESTED = {"suggest": "/suggestions", "autocomplete": "off"}
"""What is typed is completed, where a script can ask for it (``views/suggestions.py``)."""

NAMES = ("mode", "schedule", "time_basis", "places")


def questions(request: Request, node: Mission) -> colander.Schema:
    """A new mission, or one that is corrected."""
    return colander.Schema(
        *requests.about(request, node, _("Par exemple : Dessiner l’affiche de la saison.")),
        line("skills", _("Savoir-faire utiles"), _("Séparés par des virgules ; trois suffisent souvent."), 200, attributes=SUGGESTED),
        choice("mode", _("Où"), MODES, default="on_site"),
        *requests.named_place(request, node),
        *requests.where(_("Ville"), _("Inutile si tout se fait en ligne."), expected=True),
        day("starts", _("Début")),
        day("ends", _("Fin")),
        line("schedule", _("Horaires"), _("Par exemple : les mardis soir, ou à votre rythme."), 200),
        number("days", _("Nombre de jours par personne"), _("0,5 pour une demi-journée."), 0.1, 800, needed=False),
        choice("time_basis", _("Temps"), TIME_BASES, default="any"),
        number(
            "places",
            _("Nombre de bénévoles"),
            _("Laissez vide s’il n’y a pas de limite."),
            needed=False,
            whole=True,
            default=1 if node.__parent__ is None else colander.null,
        ),
        *findable.of_mission(requests.offered(request, node, "formats", node.format)),
        validator=colander.All(requests.in_order(request, node), _has_place, _room(node), findable.not_too_many),
    )


def read(node: Mission) -> dict[str, Any]:
    """The answers as they stand."""
    said = requests.read(node) | {name: getattr(node, name) for name in NAMES} | findable.read(node)
    days = None if node.days is None else Decimal(str(node.days)).normalize()
    return said | {"skills": ", ".join(node.skills), "days": days}


def write(act: Act, node: Mission, said: dict[str, Any]) -> None:
    """Keep the answers."""
    requests.write(node, said, NAMES)
    findable.write(node, said)
    node.days = None if said["days"] is None else float(said["days"])
    node.skills = tuple(filter(None, (skill.strip() for skill in said["skills"].split(","))))


def _has_place(schema: colander.SchemaNode, said: dict[str, Any]) -> None:
    if said["mode"] != "online" and not said["city"] and not said.get("named_place"):
        raise fault(schema, city=_("Indiquez la ville, ou choisissez « En ligne »."))


def _room(node: Mission) -> Any:
    def check(schema: colander.SchemaNode, said: dict[str, Any]) -> None:
        if said["places"] is not None and said["places"] < node.places_taken:
            taken = {"count": node.places_taken}
            raise fault(schema, places=_("Bénévoles déjà acceptés : ${count}. Il faut au moins autant de places.", mapping=taken))

    return check
