"""What a référent writes when asking for people or for things."""

from typing import Any

import colander
from deform.widget import DateInputWidget, SelectWidget, TextAreaWidget, TextInputWidget

from mobee_pyr.content.vocabulary import DOMAINS, MEANS, MODES, OBJECTIVES, TIME_BASES
from mobee_pyr.content.words import _


def _choice(title: str, values: Any, default: str, description: str = "") -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        title=title,
        description=description,
        validator=colander.OneOf(list(values)),
        default=default,
        widget=SelectWidget(values=list(values.items())),
    )


def _text(title: str, description: str = "", most: int = 200, rows: int = 0, optional: bool = True) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        title=title,
        description=description,
        validator=colander.Length(max=most),
        widget=TextAreaWidget(rows=rows) if rows else TextInputWidget(),
        **({"missing": ""} if optional else {}),
    )


def _date(title: str) -> colander.SchemaNode:
    return colander.SchemaNode(colander.Date(), title=title, missing=None, widget=DateInputWidget())


def _in_order(node: colander.SchemaNode, said: dict[str, Any]) -> None:
    if said["starts"] and said["ends"] and said["ends"] < said["starts"]:
        fault = colander.Invalid(node)
        fault["ends"] = _("La fin vient avant le début : corrigez l’une des deux dates.")
        raise fault


class RequestSchema(colander.Schema):
    """Common to missions and needs."""

    title = _text(_("Ce que vous demandez, en une ligne"), _("Par exemple : Dessiner l’affiche de la saison."), 120, optional=False)
    summary = _text(_("En une phrase"), _("Elle paraît dans les listes."), 240, optional=False)
    description = _text(
        _("Tout ce qu’il faut savoir"),
        _("Le contexte, le résultat attendu. **gras**, listes et liens s’écrivent en Markdown."),
        10000,
        10,
        optional=False,
    )
    domain = _choice(_("Domaine"), DOMAINS, "other")
    objective = _choice(_("Cette demande sert"), OBJECTIVES, "programme")
    city = _text(_("Ville"), most=100)
    postcode = _text(_("Code postal"), most=10)
    starts = _date(_("Début"))
    ends = _date(_("Fin"))


class MissionSchema(RequestSchema):
    """A mission asks for people."""

    skills = _text(_("Savoir-faire utiles"), _("Séparés par des virgules ; trois suffisent souvent."))
    mode = _choice(_("Où"), MODES, "on_site")
    schedule = _text(_("Horaires"), _("Par exemple : les mardis soir, ou à votre rythme."))
    days = colander.SchemaNode(
        colander.Float(),
        title=_("Nombre de jours par personne"),
        description=_("0,5 pour une demi-journée."),
        missing=None,
        validator=colander.Range(0.1, 800),
    )
    time_basis = _choice(_("Temps"), TIME_BASES, "any")
    places = colander.SchemaNode(colander.Integer(), title=_("Nombre de bénévoles"), default=1, validator=colander.Range(1, 10000))


class NeedSchema(RequestSchema):
    """A need asks for things."""

    means = _choice(_("Ce que vous demandez"), {key: text for key, text in MEANS.items() if key != "skills"}, "goods")
    quantity = colander.SchemaNode(colander.Decimal(), title=_("Quantité"), default=1, validator=colander.Range(min=0, max=1_000_000_000))
    unit = _text(_("Unité"), _("Euros, affiches, journées de camion…"), 60, optional=False)


def mission_schema() -> colander.Schema:
    """A mission, its dates in order."""
    return MissionSchema(validator=_in_order)


def need_schema() -> colander.Schema:
    """A need, its dates in order."""
    return NeedSchema(validator=_in_order)
