"""One step of a procedure, as questions: derived from what a condition may look at and from whom a step may ask."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, MappingWidget

from mobee_pyr.content.words import _
from mobee_pyr.views.forms.choices import radio, select
from mobee_pyr.views.forms.procedure_conditions import conditions, read, shown
from mobee_pyr.views.forms.procedure_faults import prove
from mobee_pyr.workflows.procedures.model import ASKED, GROUP, OVERDUE, PERSON, Stage

ASKS = {
    "all": _("Donner leur accord, chacun"),
    "any": _("Donner leur accord : un seul suffit"),
    "inform": _("Être informés : rien n’est attendu d’eux"),
}
"""What the people of a step are asked, as one question."""

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
    named: Sequence[tuple[str, str]],
    stage: Stage,
    said: Mapping[str, str],
    translate: Callable[[str], str],
) -> Any:
    """The questions.

    ``roles``: role → words; ``named``: the people and groups who may be named; ``said``: the step's conditions, by field, in words.
    """
    schema = colander.Schema(validator=lambda form, answers: prove(form, stage_of(answers, subject), subject))
    there = [who for who in stage.who if who.startswith((PERSON, GROUP))]
    names = dict(named)
    choices = [*roles.items(), *((who, names[who]) for who in there)]
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
    others = [(who, name) for who, name in names.items() if who not in there]
    if others:
        both = any(who.startswith(GROUP) for who, _name in others)
        title = _("Et une personne ou un groupe en particulier") if both else _("Et une personne en particulier")
        schema.add(select("person", title, [("", _("aucune")), *others]))
    schema.add(radio("asks", _("Que leur demande-t-on ?"), list(ASKS.items())))
    schema.add(conditions(subject, said, translate))
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
        late.add(select(f"overdue{number}", title, [(deed, LATE[deed]) for deed in ("", *OVERDUE)]))
    others = [(role, roles[role]) for role in ASKED[subject]]
    late.add(select("escalate", _("Qui répond alors à la place"), [("", _("aucune autre personne")), *others]))
    return late


def answers_of(stage: Stage, subject: str) -> dict[str, Any]:
    """What the form shows of a step."""
    return {
        "who": set(stage.who),
        "asks": "inform" if stage.does == "inform" else stage.needs,
        "when": shown(stage.when),
        "late": {
            "deadline": stage.deadline or colander.null,
            **{f"overdue{number}": deed for number, deed in enumerate(stage.overdue[: len(TIMES)])},
            "escalate": stage.escalate,
        },
        "label": stage.label,
    }


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
        when=read(answers["when"]),
        deadline=late["deadline"],
        overdue=overdue,
        escalate=late["escalate"],
        label=answers["label"].strip(),
    )
