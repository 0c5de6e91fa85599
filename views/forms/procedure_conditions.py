"""When a step applies, as questions: one row for each field that a condition may look at, and what was answered there."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, DateInputWidget, MappingWidget, TextInputWidget

from mobee_pyr.content.words import _
from mobee_pyr.views.forms.choices import radio
from mobee_pyr.views.forms.numbers import Float
from mobee_pyr.workflows.procedures.fields import FIELDS, TESTS, Field
from mobee_pyr.workflows.procedures.model import Condition, Value

BOUNDS = {
    "gte": _("à partir de"),
    "gt": _("plus de"),
    "lte": _("jusqu’à"),
    "lt": _("moins de"),
    "after": _("après le"),
    "before": _("avant le"),
}


def conditions(subject: str, said: Mapping[str, str], translate: Callable[[str], str]) -> colander.SchemaNode:
    """One row a field; those in use say so in their head."""
    rows = colander.SchemaNode(
        colander.Mapping(),
        name="when",
        title=_("Seulement dans certains cas ?"),
        description=_(
            "Sans condition, l’étape vaut pour toutes les demandes. Ouvrez une ligne pour en poser une ; toutes comptent ensemble."
        ),
        missing=None,
        widget=MappingWidget(),
    )
    for name, field in FIELDS.items():
        if subject in field.subjects:
            row = colander.SchemaNode(
                colander.Mapping(),
                name=name,
                title=_head(field, translate),
                description=said.get(name, ""),
                missing=None,
                widget=MappingWidget(template="condition"),
            )
            for child in _answers(field):
                row.add(child)
            rows.add(row)
    return rows


def _head(field: Field, translate: Callable[[str], str]) -> str:
    """« Durée, en jours »; a label that says its unit says it once."""
    label, unit = translate(field.label), translate(field.unit)
    told = not unit or unit.casefold() in label.casefold()
    return label if told else _("${field}, en ${unit}", mapping={"field": label, "unit": unit})


def _answers(field: Field) -> list[colander.SchemaNode]:
    if field.kind == "choice":
        widget = CheckboxChoiceWidget(values=list(field.choices.items()))
        only = colander.ContainsOnly(list(field.choices))
        return [
            colander.SchemaNode(
                colander.Set(), name="in", title=_("L’un de ceux-ci"), missing=(), expected=True, widget=widget, validator=only
            )
        ]
    if field.kind == "flag":
        return [radio("is", _("Réponse"), [("", _("peu importe")), ("yes", _("oui")), ("no", _("non"))])]
    if field.kind == "postcode":
        hint = _("Un ou plusieurs débuts de code postal, séparés par des virgules : 38, 69.")
        return [colander.SchemaNode(colander.String(), name="starts", title=_("Commence par"), description=hint, missing="")]
    day = field.kind == "day"
    return [
        colander.SchemaNode(
            colander.Date() if day else Float(),
            name=test,
            title=BOUNDS[test],
            expected=True,
            missing=None,
            widget=DateInputWidget() if day else TextInputWidget(),
        )
        for test in BOUNDS
        if test in TESTS[field.kind]
    ]


def shown(asked: Sequence[Condition]) -> dict[str, dict[str, Any]]:
    """What the rows show, by field."""
    when: dict[str, dict[str, Any]] = {}
    for condition in asked:
        when.setdefault(condition.field, {}).update(_shown(condition))
    return when


def _shown(condition: Condition) -> dict[str, Any]:
    kind, value = FIELDS[condition.field].kind, condition.value
    if condition.test == "in" and isinstance(value, tuple):
        return {"in": set(value)}
    if condition.test == "starts" and isinstance(value, tuple):
        return {"starts": ", ".join(map(str, value))}
    if kind == "flag":
        return {"is": "yes" if value else "no"}
    if condition.test == "is" and isinstance(value, date):
        return {"after": value - timedelta(days=1), "before": value + timedelta(days=1)}
    return {"gte": value, "lte": value} if condition.test == "is" else {condition.test: value}


def read(when: Mapping[str, Any] | None) -> tuple[Condition, ...]:
    """What the rows ask for."""
    return tuple(condition for name, said in (when or {}).items() for condition in _read(name, said or {}))


def _read(name: str, said: Mapping[str, Any]) -> list[Condition]:
    field = FIELDS[name]
    if field.kind == "choice":
        value: Value = tuple(key for key in field.choices if key in said.get("in", ()))
        return [Condition(name, "in", value)] if value else []
    if field.kind == "flag":
        return [Condition(name, "is", said["is"] == "yes")] if said.get("is") else []
    if field.kind == "postcode":
        codes = tuple(code.strip().replace(" ", "") for code in said.get("starts", "").split(",") if code.strip())
        return [Condition(name, "starts", codes)] if codes else []
    return [Condition(name, test, said[test]) for test in TESTS[field.kind] if said.get(test) is not None]
