"""One step of a procedure, as questions: derived from what a condition may look at and from whom a step may ask."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import colander
from deform.widget import (
    CheckboxChoiceWidget,
    DateInputWidget,
    MappingWidget,
    RadioChoiceWidget,
    SelectWidget,
    TextInputWidget,
)

from mobee_pyr.content.words import _
from mobee_pyr.views.forms.numbers import Float
from mobee_pyr.workflows.procedures.faults import told
from mobee_pyr.workflows.procedures.fields import FIELDS, TESTS, Field
from mobee_pyr.workflows.procedures.loader import ProcedureRefused, load
from mobee_pyr.workflows.procedures.model import ASKED, OVERDUE, PERSON, Condition, Procedure, Stage, Value
from mobee_pyr.workflows.procedures.writing import text_of

ASKS = {
    "all": _("Donner leur accord, chacun"),
    "any": _("Donner leur accord : un seul suffit"),
    "inform": _("Être informés : rien n’est attendu d’eux"),
}
"""What the people of a step are asked, as one question."""

BOUNDS = {
    "gte": _("à partir de"),
    "gt": _("plus de"),
    "lte": _("jusqu’à"),
    "lt": _("moins de"),
    "after": _("après le"),
    "before": _("avant le"),
}
LATE = {
    "": _("rien de plus"),
    "remind": _("un rappel est envoyé"),
    "escalate": _("quelqu’un d’autre répond à la place"),
    "approve": _("l’accord est considéré comme donné"),
    "refuse": _("la demande est refusée"),
}
TIMES = (_("Quand le délai est écoulé"), _("S’il s’écoule encore une fois"), _("Et une fois encore"))
LONGEST = 80


def step_schema(
    subject: str,
    roles: Mapping[str, str],
    people: Sequence[tuple[str, str]],
    stage: Stage,
    said: Mapping[str, str],
    translate: Callable[[str], str],
) -> Any:
    """The questions.

    ``roles``: role → words; ``people``: (id, name) of those who may be named; ``said``: the step's conditions, by field, in words.
    """
    schema = colander.Schema(validator=lambda form, answers: _prove(form, answers, subject))
    named = [who for who in stage.who if who.startswith(PERSON)]
    names = {f"{PERSON}{person_id}": name for person_id, name in people}
    choices = [*roles.items(), *((who, names.get(who, who.removeprefix(PERSON))) for who in named)]
    schema.add(
        colander.SchemaNode(
            colander.Set(),
            name="who",
            title=_("Qui est sollicité à cette étape ?"),
            description=_("Cochez plusieurs réponses pour les solliciter en même temps."),
            missing=(),
            expected=True,
            widget=CheckboxChoiceWidget(values=choices),
            validator=colander.ContainsOnly([value for value, _text in choices]),
        )
    )
    others = [(who, name) for who, name in names.items() if who not in named]
    if others:
        schema.add(_select("person", _("Et une personne en particulier"), [("", _("aucune")), *others]))
    schema.add(_radio("asks", _("Que leur demande-t-on ?"), list(ASKS.items())))
    schema.add(_conditions(subject, said, translate))
    schema.add(_deadline(subject, roles))
    schema.add(
        colander.SchemaNode(
            colander.String(),
            name="label",
            title=_("Nom de l’étape"),
            description=_("Il remplace la liste de ceux qui répondent, par exemple : Avis de la direction."),
            missing="",
            validator=colander.Length(max=LONGEST),
        )
    )
    return schema


def _conditions(subject: str, said: Mapping[str, str], translate: Callable[[str], str]) -> colander.SchemaNode:
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


def _deadline(subject: str, roles: Mapping[str, str]) -> colander.SchemaNode:
    """Until when, and what follows each time that nobody has answered."""
    late = colander.SchemaNode(colander.Mapping(), name="late", title=_("Et si personne ne répond ?"), widget=MappingWidget())
    late.add(
        colander.SchemaNode(
            colander.Integer(),
            name="deadline",
            title=_("Délai pour répondre, en jours ouvrés"),
            description=_("Sans délai, l’étape attend aussi longtemps qu’il le faut."),
            missing=0,
        )
    )
    for number, title in enumerate(TIMES):
        late.add(_select(f"overdue{number}", title, [(deed, LATE[deed]) for deed in ("", *OVERDUE)]))
    others = [(role, roles[role]) for role in ASKED[subject]]
    late.add(_select("escalate", _("Qui répond alors à la place"), [("", _("aucune autre personne")), *others]))
    return late


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
        return [_radio("is", _("Réponse"), [("", _("peu importe")), ("yes", _("oui")), ("no", _("non"))])]
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


def _select(name: str, title: str, values: list[tuple[str, str]]) -> colander.SchemaNode:
    only = colander.OneOf([value for value, _text in values])
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        missing="",
        expected=True,
        widget=SelectWidget(values=values),
        validator=lambda n, v: only(n, v) if v else None,
    )


def _radio(name: str, title: str, values: list[tuple[str, str]]) -> colander.SchemaNode:
    first = values[0][0]
    only = colander.OneOf([value for value, _text in values])
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=title,
        default=first,
        missing=first,
        expected=True,
        widget=RadioChoiceWidget(values=values),
        validator=only,
    )


# Answers and steps --------------------------------------------------------------------------------------------------------


def answers_of(stage: Stage, subject: str) -> dict[str, Any]:
    """What the form shows of a step."""
    when: dict[str, dict[str, Any]] = {}
    for condition in stage.when:
        when.setdefault(condition.field, {}).update(_shown(condition))
    return {
        "who": set(stage.who),
        "asks": "inform" if stage.does == "inform" else stage.needs,
        "when": when,
        "late": {
            "deadline": stage.deadline or colander.null,
            **{f"overdue{number}": deed for number, deed in enumerate(stage.overdue[: len(TIMES)])},
            "escalate": stage.escalate,
        },
        "label": stage.label,
    }


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


def stage_of(answers: Mapping[str, Any], subject: str) -> Stage:
    """The step that somebody described."""
    ticked = [role for role in ASKED[subject] if role in answers["who"]]
    ticked += sorted(who for who in answers["who"] if who not in ticked)
    ticked += [answers["person"]] if answers.get("person") else []
    late = answers["late"]
    overdue = tuple(deed for number in range(len(TIMES)) if (deed := late[f"overdue{number}"]))
    return Stage(
        who=tuple(ticked),
        does="inform" if answers["asks"] == "inform" else "approve",
        needs="any" if answers["asks"] == "any" else "all",
        when=tuple(condition for name, said in (answers["when"] or {}).items() for condition in _read(name, said or {})),
        deadline=late["deadline"],
        overdue=overdue,
        escalate=late["escalate"],
        label=answers["label"].strip(),
    )


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


def _prove(form: colander.SchemaNode, answers: Mapping[str, Any], subject: str) -> None:
    """What the loader refuses is said beside the question."""
    stage = stage_of(answers, subject)
    try:
        load(text_of(Procedure(subject, (stage,))), "step")
    except ProcedureRefused as refused:
        fault = colander.Invalid(form)
        for one in map(told, refused.faults):
            _put(form, fault, one.field.split("."), one.sentence)
        raise fault from refused


def _put(form: colander.SchemaNode, fault: colander.Invalid, path: list[str], sentence: str) -> None:
    """Beside the question of that path, as far as it leads."""
    name = {"overdue": "overdue0", "does": "asks", "needs": "asks"}.get(path[0], path[0])
    if name == "when" and len(path) > 1:
        _within(form, fault, "when", path[1], sentence)
    elif name in [child.name for child in form["late"]]:
        _within(form, fault, "late", name, sentence)
    elif name in [child.name for child in form]:
        fault[name] = sentence
    else:
        fault.msg = sentence


def _within(form: colander.SchemaNode, fault: colander.Invalid, group: str, name: str, sentence: str) -> None:
    rows = colander.Invalid(form[group])
    rows[name] = sentence
    fault.add(rows, [child.name for child in form].index(group))
