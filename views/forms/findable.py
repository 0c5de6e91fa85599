"""What helps a request to be found by those whom it suits (P33, P47, L05): all of it optional, folded up at the end of the form."""

from collections.abc import Iterable, Mapping
from typing import Any

import colander

from mobee_pyr.content.mission import Mission
from mobee_pyr.content.request import Request
from mobee_pyr.content.vocabulary import AUDIENCES, GOALS, MOMENTS
from mobee_pyr.content.words import _
from mobee_pyr.views.forms.questions import choice, fault, several

SECTION = _("Pour être trouvée : forme, moments, public, objectifs")
MOST_GOALS = 3

OFFERED: Mapping[str, Mapping[str, Any]] = {"moments": MOMENTS, "audiences": AUDIENCES, "goals": GOALS}


def of_mission(offered: Mapping[str, str]) -> list[colander.SchemaNode]:
    """Its format, one of those ``offered``, when it is done, whom it welcomes, which goals it serves."""
    formats = [("", _("Selon le nombre de jours")), *offered.items()]
    return [
        choice("format", _("Forme"), formats, missing="", default="", section=SECTION),
        several("moments", _("À quels moments"), MOMENTS, needed=False, section=SECTION),
        several("audiences", _("Qui est particulièrement bienvenu"), AUDIENCES, needed=False, section=SECTION),
        *of_need(),
    ]


def of_need() -> list[colander.SchemaNode]:
    """Which goals it serves."""
    hint = _("Trois au plus, parmi ceux que les Nations unies ont fixés.")
    return [several("goals", _("Objectifs de développement durable"), GOALS, hint, needed=False, section=SECTION)]


def not_too_many(schema: colander.SchemaNode, said: dict[str, Any]) -> None:
    """A validator: three goals at most."""
    if len(said.get("goals") or ()) > MOST_GOALS:
        raise fault(schema, goals=_("Choisissez trois objectifs au plus : les plus proches de votre demande."))


def read(node: Request) -> dict[str, Any]:
    """The answers as they stand."""
    names = ("moments", "audiences", "goals") if isinstance(node, Mission) else ("goals",)
    said: dict[str, Any] = {name: set(getattr(node, name)) for name in names}
    return said | ({"format": node.format} if isinstance(node, Mission) else {})


def write(node: Request, said: Mapping[str, Any]) -> None:
    """Keep those that were asked, in the order of their lists."""
    for name, values in OFFERED.items():
        if name in said:
            setattr(node, name, in_order(values, said[name] or ()))
    if "format" in said and isinstance(node, Mission):
        node.format = said["format"]


def in_order(values: Mapping[str, Any], chosen: Iterable[str]) -> tuple[str, ...]:
    """Some keys of a list, in the order of that list."""
    wanted = set(chosen)
    return tuple(value for value in values if value in wanted)
